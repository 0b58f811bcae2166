<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Internal;

use DokuAkulaku;
use DokuAkulaku\ApiException;
use DokuAkulaku\ConfigurationException;
use DokuAkulaku\ConnectionException;
use DokuAkulaku\IndeterminateException;
use DokuAkulaku\Payments\Accounts;
use DokuAkulaku\Payments\AccountUnknownException;
use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Call;
use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Move;
use DokuAkulaku\Payments\Observation;
use DokuAkulaku\Payments\Operation;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;
use DokuAkulaku\Payments\Store;
use DokuAkulaku\Payments\StoreException;
use DokuAkulaku\Response;
use DokuAkulaku\ResponseException;
use DokuAkulaku\Status;
use DokuAkulaku\ValidationException;

/** The only place that asks DOKU for anything. Each call is stored, sent, and settled, in this order. */
final class Doku
{
    /** Something went out since forgetSends(): from then on nothing may be called "not sent". */
    private bool $hasSent = false;

    public function __construct(
        private readonly Store $store,
        private readonly Accounts $accounts,
        private readonly Log $log,
    ) {
    }

    public function forgetSends(): void
    {
        $this->hasSent = false;
    }

    public function hasSent(): bool
    {
        return $this->hasSent;
    }

    /** @throws AccountUnknownException */
    public function client(string $account, Deadline $deadline): DokuAkulaku
    {
        try {
            return $this->accounts->client($account, max(Deadline::LEAST, $deadline->left()));
        } catch (AccountUnknownException $error) {
            throw $error;
        } catch (\Exception | \ValueError $error) {
            $this->log->error('no client for the account', $error, ['account' => $account]);
            throw new AccountUnknownException("No client for the account $account", 0, $error);
        }
    }

    /** @param \Closure(Attempt): array<mixed> $payload */
    public function make(Attempt $attempt, Operation $operation, \Closure $payload, Deadline $deadline): Sent
    {
        try {
            $client = $this->client($attempt->account, $deadline);
        } catch (AccountUnknownException) {
            return $this->notNow($attempt, $operation, $payload, Reason::AccountUnknown);
        }
        if ($deadline->isOver()) {
            return $this->notNow($attempt, $operation, $payload, Reason::Busy);
        }
        $call = $this->store->start($attempt->invoice, $operation, $payload);
        if ($call->state->isSettled()) {
            // Only a generate call comes back settled.
            return new Sent(Result::Refused, Reason::RefusedByDoku, noPage: $call->state === CallState::Done);
        }
        try {
            return $this->send($client, $call, $attempt);
        } catch (StoreException $error) {
            $this->log->error('the end of a call could not be stored', $error, ['request_id' => $call->requestId]);
            return new Sent(Result::Unknown, Reason::NoStore);
        }
    }

    public function lookUp(Attempt $attempt, Deadline $deadline): Looked
    {
        if ($deadline->isOver()) {
            return Looked::NoTime;
        }
        try {
            $answer = $this->client($attempt->account, $deadline)->checkStatus(
                $attempt->invoice,
                $attempt->invoice
            );
        } catch (AccountUnknownException) {
            return Looked::AccountUnknown;
        } catch (DokuAkulaku\Exception $error) {
            $answer = $error;
        }
        return $this->looked($attempt, $answer);
    }

    /** What a look-up said, into the store. */
    public function looked(Attempt $attempt, Response|DokuAkulaku\Exception $answer): Looked
    {
        $unreadable = $answer instanceof ResponseException && $answer->getReason() === 'amount';
        $response = $answer instanceof ResponseException ? $answer->getResponse() : $answer;
        $response = $unreadable || $answer instanceof Response ? $response : null;
        if ($unreadable && !$response instanceof Response) {
            $seen = new Observation(Status::Unknown, source: 'status', amountUnreadable: true);
        } elseif ($response instanceof Response && in_array($response->invoiceNumber, [null, $attempt->invoice], true)) {
            $seen = self::seen($response, 'status', $unreadable);
        } else {
            return $this->notLooked($attempt, $answer);
        }
        $move = $this->store->move($attempt->account, $attempt->invoice, $seen);
        if ($move === Move::AmountDiffers) {
            $this->log->write('error', 'DOKU names another amount', ['invoice' => $attempt->invoice]);
        }
        return $move === Move::AmountDiffers ? Looked::AmountDiffers : Looked::Answered;
    }

    private function notLooked(Attempt $attempt, Response|DokuAkulaku\Exception $answer): Looked
    {
        if ($answer instanceof ApiException) {
            $words = strtolower($answer->getErrorMessage() . ' ' . $answer->getMessage());
            $noRoute = str_contains($words, 'no static resource');
            if (!$noRoute && ($answer->getHttpStatus() === 404 || str_contains($words, 'not found'))) {
                return Looked::NotFound;
            }
        }
        $this->log->write('warning', 'a look-up had no usable answer: '
            . ($answer instanceof Response ? 'another invoice' : $answer::class . ': ' . $answer->getMessage()), [
                'invoice' => $attempt->invoice,
            ]);
        return Looked::Unanswered;
    }

    /**
     * The call cannot be sent now. A cancel is kept for the reconciler; what was asked of the others was answered with
     * "nothing was sent", so nothing is.
     *
     * @param \Closure(Attempt): array<mixed> $payload
     */
    private function notNow(Attempt $attempt, Operation $operation, \Closure $payload, Reason $reason): Sent
    {
        if ($operation === Operation::Cancel) {
            $this->queue($attempt, $payload);
        }
        foreach ($this->store->calls($attempt->invoice) as $call) {
            $open = $call->state === CallState::Open || $call->state === CallState::Unknown;
            if ($call->operation === $operation && $open) {
                return new Sent(Result::Unknown, $reason);
            }
        }
        return new Sent(Result::Later, $reason);
    }

    /**
     * Stores a cancel that the reconciler sends.
     *
     * @param \Closure(Attempt): array<mixed> $payload
     */
    public function queue(Attempt $attempt, \Closure $payload): void
    {
        foreach ($this->store->calls($attempt->invoice) as $call) {
            if ($call->operation === Operation::Cancel && !$call->state->isSettled()) {
                return;
            }
        }
        $call = $this->store->start($attempt->invoice, Operation::Cancel, $payload);
        $this->store->settle($call, CallState::NotSent, null, ['message' => 'kept for later']);
    }

    /**
     * Always exactly what was stored, the first time too. The order of the catch blocks is the point: only a "perhaps"
     * keeps the call unsettled.
     */
    private function send(DokuAkulaku $client, Call $call, Attempt $attempt): Sent
    {
        $this->hasSent = true;
        try {
            // As it was stored; the extension checks every field of it.
            $response = match ($call->operation) {
                Operation::Generate => $client->generateOrder($call->payload, $call->requestId),
                Operation::Cancel => $client->cancelOrder($call->payload, $call->requestId),
                Operation::Refund => $client->refundOrder($call->payload, $call->requestId),
            };
        } catch (IndeterminateException $error) {
            return $this->unknown($call, $attempt, $error);
        } catch (ConnectionException | ConfigurationException $error) {
            $this->settle($call, CallState::NotSent, null, null, $error);
            return new Sent(
                $call->perhaps ? Result::Unknown : Result::Later,
                $error instanceof ConfigurationException ? Reason::AccountUnknown : Reason::Unreachable
            );
        } catch (ApiException $error) {
            $used = $call->operation === Operation::Generate
                && stripos($error->getErrorMessage() . ' ' . $error->getMessage(), 'ALREADY USED') !== false;
            return $this->refused($call, $error, $error->getHttpStatus(), $used);
        } catch (ValidationException $error) {
            return $this->refused($call, $error, null, false);
        }
        $other = $response->invoiceNumber !== null && $response->invoiceNumber !== $attempt->invoice;
        return match (true) {
            $other => $this->unknown($call, $attempt, null),
            $call->operation === Operation::Generate => $this->generated($call, $response),
            default => $this->changed($call, $attempt, $response),
        };
    }

    private function unknown(Call $call, Attempt $attempt, ?IndeterminateException $error): Sent
    {
        $reason = $error instanceof ResponseException ? $error->getReason() : '';
        $response = $error instanceof ResponseException ? $error->getResponse() : null;
        if ($reason === 'no_page' && $call->operation === Operation::Generate) {
            return $this->withoutPage($call, $response, $error);
        }
        $seen = null;
        if ($reason === 'amount' && $call->operation === Operation::Generate) {
            $seen = new Observation(Status::Unknown, null, [], null, 'generate', $call->requestId, true);
        } elseif ($reason === 'mismatch' && $response?->invoiceNumber === $attempt->invoice) {
            $seen = new Observation(Status::Unknown, $response->amount, [], null, 'generate', $call->requestId);
        }
        $status = $error?->getHttpStatus();
        $conflict = $status === 409 || $error?->getErrorCode() === 'idempotent_request';
        $move = $this->settle($call, CallState::Unknown, $seen, $status, $error);
        return new Sent(
            Result::Unknown,
            match (true) {
                $move === Move::AmountDiffers => Reason::AmountDiffers,
                $conflict => Reason::Busy,
                default => Reason::Unreachable,
            },
            conflict: $conflict
        );
    }

    private function withoutPage(Call $call, ?Response $response, ?\Throwable $error): Sent
    {
        $seen = new Observation(
            Status::Pending,
            $response?->amount,
            self::identifiers($response),
            null,
            'generate',
            $call->requestId
        );
        $move = $this->settle($call, CallState::Done, $seen, $response?->httpStatus, $error);
        return new Sent(Result::Unknown, $move === Move::AmountDiffers ? Reason::AmountDiffers : null, noPage: true);
    }

    /** A definite no for this send. Whether it ends the call is the store's to say: an earlier one may be open. */
    private function refused(Call $call, ApiException|ValidationException $error, ?int $status, bool $used): Sent
    {
        // An invoice that was used is an order at DOKU: a look-up says what became of it.
        $seen = $call->operation !== Operation::Generate || $used ? null
            : new Observation(Status::Failed, source: 'generate', requestId: $call->requestId);
        $this->settle($call, CallState::Refused, $seen, $status, $error);
        $invalid = $error instanceof ValidationException;
        return new Sent(
            $call->perhaps ? Result::Unknown : Result::Refused,
            $invalid ? Reason::Invalid : Reason::RefusedByDoku,
            used: $used,
            violations: $invalid ? self::violations($error->getViolations()) : []
        );
    }

    private function generated(Call $call, Response $response): Sent
    {
        if ($response->succeeded && $response->paymentUrl === null) {
            return $this->withoutPage($call, $response, null);
        }
        $seen = self::seen($response, 'generate');
        if (!$response->succeeded) {
            $seen = new Observation(Status::Failed, $seen->amount, $seen->identifiers, null, 'generate', $call->requestId);
        }
        $move = $this->settle($call, CallState::Done, $seen, $response->httpStatus, null, $response->message);
        return match (true) {
            $move === Move::AmountDiffers => new Sent(Result::Unknown, Reason::AmountDiffers, noPage: true),
            $response->succeeded => new Sent(Result::Done),
            default => new Sent(Result::Refused, Reason::RefusedByDoku),
        };
    }

    /** After cancel or refund. When it did not work, only a look-up tells what the order is now. */
    private function changed(Call $call, Attempt $attempt, Response $response): Sent
    {
        $seen = $response->succeeded ? self::seen($response, $call->operation->value) : null;
        $move = $this->settle($call, CallState::Done, $seen, $response->httpStatus, null, $response->message);
        if ($move === Move::AmountDiffers) {
            // Done all the same; the alarm about the amount stays.
            $this->store->move(
                $attempt->account,
                $attempt->invoice,
                new Observation($response->status, source: $call->operation->value, requestId: $call->requestId)
            );
        }
        return $response->succeeded ? new Sent(Result::Done) : new Sent(Result::Refused, Reason::RefusedByDoku);
    }

    private function settle(
        Call $call,
        CallState $state,
        ?Observation $seen,
        ?int $status,
        ?\Throwable $error,
        ?string $message = null,
    ): Move {
        if ($error !== null) {
            $this->log->write('warning', $call->operation->value . ': ' . $error::class . ': ' . $error->getMessage(), [
                'request_id' => $call->requestId, 'invoice' => $call->invoice,
            ]);
        }
        $fact = ['http_status' => $status, 'message' => $error?->getMessage() ?? $message];
        return $this->store->settle($call, $state, $seen, $fact);
    }

    private static function seen(Response $response, string $source, bool $unreadable = false): Observation
    {
        return new Observation(
            $response->status,
            $response->amount,
            self::identifiers($response),
            $source === 'generate' ? $response->paymentUrl : null,
            $source,
            $response->requestId,
            $unreadable
        );
    }

    /** @return list<array{name: string, value: string}> */
    private static function identifiers(?Response $response): array
    {
        return $response === null ? [] : $response->identifiers;
    }

    /**
     * @param array<mixed> $violations as the extension gives them
     * @return array<string, array{rule: string, message: string, limit?: int}>
     */
    public static function violations(array $violations): array
    {
        /** @var array<string, array{rule: string, message: string, limit?: int}> */
        return $violations;
    }
}
