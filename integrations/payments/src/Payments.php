<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

use DokuAkulaku\Notification;
use DokuAkulaku\Payments\Internal\Deadline;
use DokuAkulaku\Payments\Internal\Doku;
use DokuAkulaku\Payments\Internal\Ending;
use DokuAkulaku\Payments\Internal\Log;
use DokuAkulaku\Payments\Internal\Looked;
use DokuAkulaku\Payments\Internal\Paying;
use DokuAkulaku\Payments\Internal\Payloads;
use DokuAkulaku\Payments\Internal\Reconciler;
use DokuAkulaku\Payments\Internal\Sent;
use DokuAkulaku\Status;

/**
 * The life of payments. pay, cancel, refund, check, repeat and giveUp never call the Shop: their caller has the outcome.
 * notified, tell and reconcile do. None of them throws for what DOKU or the database does; tell() passes on what the
 * Shop throws.
 */
final class Payments
{
    private const TELLING_SECONDS = 900;
    private readonly Log $log;
    private readonly Doku $doku;
    private readonly Ending $ending;

    /** @param ?object $logger PSR-3 */
    public function __construct(
        private readonly Store $store,
        private readonly Accounts $accounts,
        private readonly Shop $shop,
        ?object $logger = null,
    ) {
        $this->log = new Log($logger);
        $this->doku = new Doku($store, $accounts, $this->log);
        $this->ending = new Ending($store, $this->doku);
    }

    /** A payment page for an order: the one that is there, an unanswered call again, or a new try. Done <=> url. */
    public function pay(Purchase $purchase, float $seconds = 15.0): Outcome
    {
        $paying = new Paying($this->store, $this->accounts, $this->doku, $this->ending);
        return $this->stored(fn (): Outcome => $paying->pay($purchase, new Deadline($seconds)));
    }

    /** Done <=> no try of the order can be paid any more. What could not be cancelled now, reconcile() goes on with. */
    public function cancel(string $order, float $seconds = 15.0): Outcome
    {
        return $this->stored(fn (): Outcome => $this->endAll($order, Reason::Cancelled, 'cancel', new Deadline($seconds)));
    }

    /** The order was paid by another method: its tries are closed and cancelled, and a SUCCESS is an alarm. */
    public function paidElsewhere(string $order, string $who, float $seconds = 15.0): Outcome
    {
        return $this->stored(fn (): Outcome => $this->endAll($order, Reason::Paid, $who, new Deadline($seconds)));
    }

    public function refund(string $invoice, int $amount, float $seconds = 30.0): Outcome
    {
        return $this->stored(fn (): Outcome => $this->refundTry($invoice, $amount, new Deadline($seconds)));
    }

    /** Asks DOKU for the state of now. Done: DOKU has told it. */
    public function check(string $invoice, float $seconds = 15.0): Outcome
    {
        return $this->stored(function () use ($invoice, $seconds): Outcome {
            $attempt = $this->store->find($invoice);
            if ($attempt === null) {
                return new Outcome(Result::Refused, Reason::UnknownInvoice);
            }
            $looked = $this->doku->lookUp($attempt, new Deadline($seconds));
            return $this->lookedOutcome($looked, $this->ending->fresh($attempt));
        });
    }

    /** Sends an unsettled call again: same Request-Id, same payload. */
    public function repeat(string $requestId, float $seconds = 15.0): Outcome
    {
        return $this->stored(function () use ($requestId, $seconds): Outcome {
            $call = $this->store->call($requestId);
            return $call === null ? new Outcome(Result::Refused, Reason::UnknownInvoice)
                : $this->repeatCall($call, new Deadline($seconds));
        });
    }

    /**
     * A person closes a try that has no known page or cannot be cancelled: nothing stands in the way of a new one. A
     * cancel is sent by reconcile() all the same; the try stays watched, and a SUCCESS counts.
     */
    public function giveUp(string $invoice, string $who): Outcome
    {
        return $this->stored(function () use ($invoice, $who): Outcome {
            $attempt = $this->store->find($invoice);
            if ($attempt === null) {
                return new Outcome(Result::Refused, Reason::UnknownInvoice);
            }
            if ($attempt->status === Status::Success || $attempt->status === Status::Refunded) {
                return new Outcome(Result::Refused, Reason::Paid, $attempt);
            }
            $this->ending->giveUp($attempt, $attempt->isUnsettled(), $who);
            return new Outcome(Result::Done, null, $this->ending->fresh($attempt));
        });
    }

    /** @param string $account of the client that verified it */
    public function notified(Notification $notification, string $account): Received
    {
        $invoice = $notification->invoiceNumber;
        try {
            $attempt = $this->store->attempt($account, $invoice);
            $move = $attempt === null ? Move::NoSuchInvoice : $this->store->move($account, $invoice, new Observation(
                $notification->status,
                $notification->amount,
                $notification->identifiers,
                null,
                'notification',
                $notification->requestId,
            ));
        } catch (StoreException $error) {
            $this->log->error('a notification could not be stored', $error, ['invoice' => $invoice]);
            return Received::TryAgain;
        }
        if ($attempt === null || $move === Move::NoSuchInvoice) {
            $this->log->write('warning', 'a notification for an invoice that is not ours', ['invoice' => $invoice]);
            return Received::UnknownInvoice;
        }
        try {
            $this->tell($attempt->order);
        } catch (\Throwable $error) {
            // Stored all the same: reconcile() tells again.
            $this->log->error('the shop could not be told', $error, ['order' => $attempt->order]);
        }
        return match ($move) {
            Move::Applied => Received::Applied,
            Move::AmountDiffers => Received::AmountDiffers,
            default => Received::Kept,
        };
    }

    /**
     * Tells the shop what it does not know yet. False: another worker does, or there is nothing to tell. What the Shop
     * throws goes through; the order is told again when the claim is over.
     */
    public function tell(string $order): bool
    {
        $told = false;
        // A change that comes while the shop is told is told by the same worker; a stream of them is not waited for.
        for ($round = 0; $round < 3; $round++) {
            $claim = $this->store->claimTelling($order, self::TELLING_SECONDS);
            if ($claim === null) {
                return $told;
            }
            $this->shop->apply($order, $this->store->attempts($order));
            $told = $this->store->told($order, $claim) || $told;
        }
        return $told;
    }

    /** To be called every minute or so, by as many processes as one likes. */
    public function reconcile(float $seconds = 25.0, int $limit = 500): Report
    {
        $reconciler = new Reconciler(
            $this->store,
            $this->accounts,
            $this->doku,
            $this->ending,
            $this->log,
            $this->repeatCall(...),
            $this->tell(...)
        );
        try {
            return $reconciler->run(new Deadline($seconds), $limit);
        } catch (StoreException $error) {
            $this->log->error('reconcile', $error);
            return new Report(failed: 1, complete: false, reason: Reason::NoStore);
        }
    }

    private function endAll(string $order, Reason $why, string $who, Deadline $deadline): Outcome
    {
        $attempts = $this->store->attempts($order);
        $site = $this->accounts->site();
        $worst = null;
        foreach ($attempts as $attempt) {
            if ($attempt->isUnsettled() && $attempt->site !== $site) {
                $outcome = new Outcome(Result::Later, Reason::CopiedSite, $attempt);
            } elseif ($site === null) {
                continue;
            } else {
                $outcome = $this->end($attempt, $why, $who, $deadline);
            }
            $worst = self::worse($worst, $outcome);
        }
        $after = $this->store->attempts($order);
        $paid = $after->paid();
        return match (true) {
            $paid !== [] => new Outcome(Result::Refused, Reason::Paid, $paid[0]),
            default => $worst ?? new Outcome(Result::Done, null, $after->latest()),
        };
    }

    /** null: it cannot be paid any more. */
    private function end(Attempt $attempt, Reason $why, string $who, Deadline $deadline): ?Outcome
    {
        if ($attempt->status === Status::Success || $attempt->status === Status::Refunded) {
            return null;
        }
        // Closed before anything is asked, where no buyer knows a page: then none can be handed out any more. With a page
        // it stays the order's open try until it is cancelled for certain, so that no second one is made beside it.
        $close = !$attempt->isUnsettled() || $attempt->url === null || $why === Reason::Paid;
        if ($close) {
            $this->store->close($attempt->invoice, $why, $who);
        }
        if (!$attempt->isUnsettled()) {
            return null;
        }
        if ($attempt->status === Status::Unknown && $this->ending->generateCall($attempt) === null) {
            // Nothing was ever sent for it.
            return null;
        }
        return $this->ending->cancel($this->ending->fresh($attempt), $deadline);
    }

    private function refundTry(string $invoice, int $amount, Deadline $deadline): Outcome
    {
        $attempt = $this->store->find($invoice);
        if ($attempt === null) {
            return new Outcome(Result::Refused, Reason::UnknownInvoice);
        }
        if ($amount !== $attempt->amount) {
            return new Outcome(Result::Refused, Reason::FullOnly, $attempt);
        }
        if ($attempt->status === Status::Refunded) {
            return new Outcome(Result::Done, null, $attempt);
        }
        if ($this->accounts->site() !== $attempt->site) {
            return new Outcome(Result::Later, Reason::CopiedSite, $attempt);
        }
        if ($attempt->status !== Status::Success || $attempt->identifiers === []) {
            $looked = $this->doku->lookUp($attempt, $deadline);
            $attempt = $this->ending->fresh($attempt);
            $answered = $looked === Looked::Answered || $looked === Looked::NotFound;
            if ($attempt->status === Status::Refunded) {
                return new Outcome(Result::Done, null, $attempt);
            }
            if (!$answered && !($attempt->status === Status::Success && $attempt->identifiers !== [])) {
                return $looked === Looked::AmountDiffers
                    ? new Outcome(Result::Refused, Reason::AmountDiffers, $attempt)
                    : new Outcome(Result::Later, self::whyNot($looked), $attempt);
            }
            if ($attempt->status !== Status::Success) {
                return new Outcome(Result::Refused, Reason::NotPaid, $attempt);
            }
            if ($attempt->identifiers === []) {
                return new Outcome(Result::Refused, Reason::NoIdentifiers, $attempt);
            }
        }
        return $this->sendRefund($attempt, $deadline);
    }

    private function sendRefund(Attempt $attempt, Deadline $deadline): Outcome
    {
        $sent = $this->doku->make($attempt, Operation::Refund, Payloads::refund(), $deadline);
        if ($sent->result === Result::Refused && $sent->reason === Reason::RefusedByDoku) {
            $this->doku->lookUp($attempt, $deadline);
        }
        return $this->sentOutcome($sent, $attempt, Status::Refunded);
    }

    private function repeatCall(Call $call, Deadline $deadline): Outcome
    {
        $attempt = $this->store->find($call->invoice);
        if ($attempt === null) {
            return new Outcome(Result::Refused, Reason::UnknownInvoice);
        }
        $wanted = match ($call->operation) {
            Operation::Generate => Status::Pending,
            Operation::Cancel => Status::Cancelled,
            Operation::Refund => Status::Refunded,
        };
        $settled = $this->settledByState($call, $attempt);
        if ($settled || $call->state->isSettled()) {
            return $this->settledOutcome($this->store->call($call->requestId) ?? $call, $this->ending->fresh($attempt));
        }
        if ($this->accounts->site() !== $attempt->site) {
            return new Outcome($call->perhaps ? Result::Unknown : Result::Later, Reason::CopiedSite, $attempt);
        }
        if ($call->operation === Operation::Generate && $attempt->closedAt !== null) {
            // Whatever it would bring, nobody goes on with this try; look-ups find what is at DOKU.
            return new Outcome(Result::Refused, Reason::GivenUp, $attempt);
        }
        // Settled meanwhile by another worker: then no new call is made here.
        $meanwhile = static fn (): array => throw new StoreException('the call was settled meanwhile');
        $sent = $this->doku->make($attempt, $call->operation, $meanwhile, $deadline);
        if ($sent->noPage) {
            $this->ending->cancel($this->ending->fresh($attempt), $deadline);
        }
        return $this->sentOutcome($sent, $attempt, $wanted);
    }

    /** A call whose aim is reached, or out of reach, has an answer. */
    private function settledByState(Call $call, Attempt $attempt): bool
    {
        $over = match ($call->operation) {
            Operation::Generate, Operation::Cancel => !$attempt->isUnsettled() && $attempt->status !== Status::Failed,
            Operation::Refund => $attempt->status === Status::Refunded,
        };
        if ($over && !$call->state->isSettled()) {
            $fact = ['message' => 'settled by the state of the order'];
            $this->store->settle($call, CallState::Done, null, $fact);
        }
        return $over;
    }

    private function settledOutcome(Call $call, Attempt $attempt): Outcome
    {
        $reached = match ($call->operation) {
            Operation::Generate => $attempt->url !== null,
            Operation::Cancel => $attempt->status === Status::Cancelled,
            Operation::Refund => $attempt->status === Status::Refunded,
        };
        return match (true) {
            $reached => new Outcome(Result::Done, null, $attempt, $attempt->payable() ? $attempt->url : null),
            $attempt->status === Status::Success => new Outcome(Result::Refused, Reason::Paid, $attempt),
            default => new Outcome(Result::Refused, Reason::RefusedByDoku, $attempt),
        };
    }

    private function sentOutcome(Sent $sent, Attempt $attempt, Status $wanted): Outcome
    {
        $fresh = $this->ending->fresh($attempt);
        if ($sent->result === Result::Done || $fresh->status === $wanted && $wanted !== Status::Pending) {
            return new Outcome(Result::Done, null, $fresh, $fresh->payable() ? $fresh->url : null);
        }
        return new Outcome($sent->result, $sent->reason, $fresh, null, $sent->violations);
    }

    private function lookedOutcome(Looked $looked, Attempt $attempt): Outcome
    {
        return match ($looked) {
            Looked::Answered => new Outcome(Result::Done, null, $attempt),
            Looked::AmountDiffers => new Outcome(Result::Refused, Reason::AmountDiffers, $attempt),
            Looked::NotFound => new Outcome(Result::Unknown, Reason::NotFound, $attempt),
            default => new Outcome(Result::Later, self::whyNot($looked), $attempt),
        };
    }

    private static function whyNot(Looked $looked): Reason
    {
        return match ($looked) {
            Looked::AccountUnknown => Reason::AccountUnknown,
            Looked::NoTime => Reason::Busy,
            default => Reason::Unreachable,
        };
    }

    /** Paid is worst, then what nobody knows, then what was not done. */
    private static function worse(?Outcome $one, ?Outcome $other): ?Outcome
    {
        $rank = static fn (?Outcome $outcome): int => match (true) {
            $outcome === null => 0,
            $outcome->reason === Reason::Paid => 4,
            default => match ($outcome->result) {
                Result::Unknown => 3,
                Result::Later => 2,
                Result::Refused => 1,
                Result::Done => 0,
            },
        };
        return $rank($other) > $rank($one) ? $other : $one;
    }

    /** @param \Closure(): Outcome $work */
    private function stored(\Closure $work): Outcome
    {
        $this->doku->forgetSends();
        try {
            return $work();
        } catch (StoreException $error) {
            $this->log->error('the store failed', $error);
            $perhaps = $error->perhaps || $this->doku->hasSent();
            return new Outcome($perhaps ? Result::Unknown : Result::Later, Reason::NoStore);
        }
    }
}
