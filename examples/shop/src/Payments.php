<?php

declare(strict_types=1);

namespace ExampleShop;

use DokuAkulaku;
use DokuAkulaku\ApiException;
use DokuAkulaku\ConfigurationException;
use DokuAkulaku\ConnectionException;
use DokuAkulaku\IndeterminateException;
use DokuAkulaku\Notification;
use DokuAkulaku\Response;
use DokuAkulaku\Status;
use DokuAkulaku\ValidationException;

/** Everything that the shop does with DOKU. Each call is stored, sent, and settled, in this order. */
final class Payments
{
    public function __construct(
        private readonly OrderStore $store,
        private readonly DokuAkulaku $doku,
        private readonly Log $log,
    ) {
    }

    /**
     * The payload for a customer's order.
     *
     * @param array<string, string> $customer the form's values
     * @param list<array{name: string, price: int, quantity: int, sku: string, category: string}> $lines
     * @return array<mixed>
     */
    public static function payload(
        string $number,
        string $invoice,
        string $reference,
        array $customer,
        array $lines,
        string $callbackUrl,
    ): array {
        return [
            'order' => [
                'invoice_number' => $invoice,
                'amount' => CartLines::total($lines),
                'line_items' => $lines,
                'callback_url' => $callbackUrl,
            ],
            'payment' => ['merchant_unique_reference' => $reference],
            'customer' => Customer::payload($customer, 'GUEST-' . $number),
        ];
    }

    /**
     * What is wrong with an order, before it is stored.
     *
     * @param array<string, string> $customer
     * @param list<array{name: string, price: int, quantity: int, sku: string, category: string}> $lines
     * @return array<string, array{rule: string, message: string, limit?: int}>
     */
    public function violations(string $number, array $customer, array $lines, string $callbackUrl): array
    {
        $invoice = OrderStore::invoice($number, 1);
        $reference = OrderStore::reference($number, 1);
        return $this->doku->validateOrder(
            self::payload($number, $invoice, $reference, $customer, $lines, $callbackUrl)
        );
    }

    /** Gets the customer a payment page: the one that is there, an unsettled call again, or a new try after FAILED. */
    public function pay(Order $order, string $callbackUrl): Outcome
    {
        $payment = $this->store->paymentToGoOnWith($order->id);
        // Not this try alone: an older one may have been paid after all, while a page of before was still open.
        $state = $this->store->byId($order->id)?->status() ?? Status::Unknown;
        if ($payment->status->isFinal() || $state->isFinal()) {
            return new Outcome('done', 'There is nothing left to pay.');
        }
        if ($payment->url !== null) {
            return new Outcome('done', 'The payment page is ready.', $payment->url);
        }
        $call = $this->store->startCall($payment->id, 'generate', static fn (): array => self::payload(
            $order->number,
            $payment->invoice,
            $payment->reference,
            $order->customer,
            $order->lines,
            $callbackUrl,
        ));
        if ($call->settled()) {
            $url = $this->store->paymentById($payment->id)->url;
            return new Outcome($url === null ? 'later' : 'done', 'The order is made; its payment page is not known '
                . 'at the moment. Please look again in a few minutes.', $url);
        }
        return $this->send($call);
    }

    public function cancel(Payment $payment): Outcome
    {
        return $this->send($this->store->startCall($payment->id, 'cancel', static fn (): array => [
            'order' => ['invoice_number' => $payment->invoice],
            'payment' => self::reference($payment),
        ]));
    }

    /** Akulaku takes back the whole amount or nothing, so a part is refused here, before anything is sent. */
    public function refund(Payment $payment, int $amount): Outcome
    {
        if ($amount !== $payment->amount) {
            return new Outcome('refused', 'Akulaku refunds in full only: ' . rupiah($payment->amount) . '. '
                . 'Nothing was sent. To give back a part, refund in full and make a new order, or pay the part back '
                . 'in another way.');
        }
        if ($payment->identifiers === []) {
            // Mandatory for a refund; the answer to a status check has them too.
            $asked = $this->check($payment);
            $payment = $this->store->paymentById($payment->id);
            if ($payment->identifiers === []) {
                return new Outcome('refused', "Akulaku's identifiers of this payment are not known. $asked->text");
            }
        }
        return $this->send($this->store->startCall($payment->id, 'refund', fn (): array => [
            'order' => ['invoice_number' => $payment->invoice],
            'payment' => self::reference($payment),
            'refund' => ['merchant_unique_reference' => $this->refundReference($payment)],
        ]));
    }

    /** Makes an unsettled call again: same Request-Id, same payload. */
    public function repeat(Call $call): Outcome
    {
        $payment = $this->store->paymentById($call->paymentId);
        if ($call->operation === 'generate' && $payment->status->isFinal()) {
            $this->store->settleCall($call->id, 'done', null, 'settled by the state of the order');
            return new Outcome('done', 'The order is ' . strtolower($payment->status->value) . ' already.');
        }
        $call = $this->store->restartCall($call->id);
        return $call->settled() ? new Outcome('done', 'The call has been settled meanwhile.') : $this->send($call);
    }

    /** Asks DOKU for the state of now. */
    public function check(Payment $payment): Outcome
    {
        try {
            $response = $this->doku->checkStatus($payment->invoice);
        } catch (ApiException $error) {
            return new Outcome('refused', $error->getHttpStatus() === 404
                ? 'DOKU does not know this invoice (yet). That is no proof that there is none.'
                : 'DOKU refused the question: ' . $error->getErrorMessage());
        } catch (DokuAkulaku\Exception $error) {
            $this->log->exception("status of $payment->invoice", $error);
            return new Outcome('later', 'DOKU could not be asked now. Please try again later.');
        }
        return $this->applyStatus($payment->invoice, $response);
    }

    /**
     * For the page that waits: asks DOKU only if nobody has for a while, because a notification may get lost. DOKU
     * wants to be left alone for 60 s; an old payment is asked about less and less often.
     */
    public function checkNowAndThen(Payment $payment, int $seconds = 60): void
    {
        $seconds = max($seconds, intdiv(time() - $payment->created, 4));
        if (!$payment->status->isFinal() && $this->store->claimStatusCheck($payment->id, $seconds)) {
            $this->check($payment);
        }
    }

    /** @return Move what a verified notification did */
    public function notified(Notification $notification): Move
    {
        return $this->store->move(
            $notification->invoiceNumber,
            $notification->status,
            $notification->amount,
            'notification',
            $notification->requestId,
            $notification->identifiers,
        );
    }

    /**
     * Looks up many payments at once.
     *
     * @param iterable<string> $invoices
     * @return \Generator<string, Outcome>
     */
    public function checkAll(iterable $invoices): \Generator
    {
        foreach ($this->doku->checkStatuses($invoices) as $invoice => $answer) {
            yield $invoice => match (true) {
                $answer instanceof Response => $this->applyStatus($invoice, $answer),
                $answer instanceof ApiException && $answer->getHttpStatus() === 404
                    => new Outcome('refused', 'DOKU does not know this invoice (yet)'),
                default => new Outcome('later', 'DOKU could not be asked: ' . $answer->getMessage()),
            };
        }
    }

    /**
     * Sends a stored call. Always exactly what was stored, the first time too, so that a repetition cannot differ.
     * The order of the catch blocks is the point: only "perhaps" keeps the call unsettled for good.
     */
    private function send(Call $call): Outcome
    {
        try {
            $response = match ($call->operation) {
                'generate' => $this->doku->generateOrder($call->payload, $call->requestId),
                'cancel' => $this->doku->cancelOrder($call->payload, $call->requestId),
                'refund' => $this->doku->refundOrder($call->payload, $call->requestId),
            };
        } catch (IndeterminateException $error) {
            // Perhaps done, perhaps not. Nothing new may be started before this call has an answer.
            $this->store->settleCall($call->id, 'unknown', $error->getHttpStatus(), $error->getMessage());
            $this->log->exception($call->operation, $error);
            return self::unknown();
        } catch (ConnectionException | ConfigurationException $error) {
            $this->store->settleCall($call->id, 'not_sent', null, $error->getMessage());
            $this->log->exception($call->operation, $error);
            return $this->isUnknown($call) ? self::unknown() : new Outcome('later', 'The payment service cannot be '
                . 'reached at the moment. Nothing has happened. Please try again in a few minutes.');
        } catch (ApiException $error) {
            $this->store->settleCall($call->id, 'refused', $error->getHttpStatus(), $error->getMessage());
            $this->log->exception($call->operation, $error);
            // DOKU's words about an order are for the operator: the log and the back office's history have them.
            return $this->refused($call, $call->operation === 'generate'
                ? 'Akulaku did not accept this order. You can try again; if that does not help, please write to us.'
                : 'DOKU refused this: ' . $error->getErrorMessage());
        } catch (ValidationException $error) {
            // The form was checked before; so this is the shop's own mistake. Paths and rules hold no customer data.
            $rules = array_map(static fn (array $violation): string => $violation['rule'], $error->getViolations());
            $this->store->settleCall($call->id, 'refused', null, 'invalid: ' . json_encode($rules));
            $this->log->warning("$call->operation: invalid payload: " . json_encode($rules));
            return $this->refused($call, 'The order does not fit the rules of the payment service. We look into it.');
        }
        // Settled last: a crash before that makes the call again, and the answer is the same.
        $outcome = $call->operation === 'generate'
            ? $this->generated($call, $response)
            : $this->changed($call, $response);
        $this->store->settleCall($call->id, 'done', $response->httpStatus, $response->message);
        return $outcome;
    }

    /** A definite no: this try is over, and the next one gets a new invoice. An earlier "perhaps" stays one. */
    private function refused(Call $call, string $text): Outcome
    {
        if ($this->isUnknown($call)) {
            return self::unknown();
        }
        if ($call->operation === 'generate') {
            $payment = $this->store->paymentById($call->paymentId);
            $this->store->move($payment->invoice, Status::Failed, null, 'refused', $call->requestId);
        }
        return new Outcome('refused', $text);
    }

    /** An exception speaks for its own call only; the store remembers that an earlier send is still unanswered. */
    private function isUnknown(Call $call): bool
    {
        return $this->store->call($call->id)->outcome === 'unknown';
    }

    private static function unknown(): Outcome
    {
        return new Outcome('unknown', 'The payment service gave no clear answer, so we do not know yet whether this '
            . 'was done. It is safe to try again: the same request is sent once more, and it counts once.');
    }

    private function generated(Call $call, Response $response): Outcome
    {
        $payment = $this->store->paymentById($call->paymentId);
        if ($response->paymentUrl !== null) {
            $this->store->setPaymentUrl($payment->id, $response->paymentUrl);
        }
        $this->store->move(
            $payment->invoice,
            $response->status,
            $response->amount,
            'generate',
            $response->requestId,
            $response->identifiers
        );
        if (!$response->succeeded) {
            return new Outcome('refused', 'Akulaku did not accept this order. You can try again.');
        }
        return new Outcome('done', 'The payment page is ready.', $response->paymentUrl);
    }

    /** After cancel or refund. When it did not work, only a status check tells what the order is now. */
    private function changed(Call $call, Response $response): Outcome
    {
        $payment = $this->store->paymentById($call->paymentId);
        if ($response->succeeded) {
            $this->store->move(
                $payment->invoice,
                $response->status,
                $response->amount,
                $call->operation,
                $response->requestId,
                $response->identifiers
            );
            return new Outcome('done', $call->operation === 'cancel' ? 'Cancelled.' : 'Refunded in full.');
        }
        $asked = $this->check($payment);
        $reason = $response->message === null ? '' : " ($response->message)";
        $verb = $call->operation === 'cancel' ? 'cancel' : 'refund';
        return new Outcome('refused', "DOKU did not $verb this order$reason. $asked->text");
    }

    private function applyStatus(string $invoice, Response $response): Outcome
    {
        $move = $this->store->move(
            $invoice,
            $response->status,
            $response->amount,
            'status',
            $response->requestId,
            $response->identifiers
        );
        if ($move === Move::WrongAmount) {
            $amount = $response->amount === null ? 'none' : rupiah($response->amount);
            $this->log->warning("status of $invoice: the amount at DOKU is $amount");
            return new Outcome('refused', "DOKU names another amount for this invoice: $amount");
        }
        return new Outcome('done', 'DOKU says: ' . $response->status->value . '.');
    }

    /** @return array<string, mixed> */
    private static function reference(Payment $payment): array
    {
        $reference = ['merchant_unique_reference' => $payment->reference];
        return $payment->identifiers === [] ? $reference : $reference + ['identifier' => $payment->identifiers];
    }

    /** A refused refund may be tried again, and each try needs a reference of its own. */
    private function refundReference(Payment $payment): string
    {
        return $payment->reference . '-R' . (count($this->store->calls($payment->id, 'refund')) + 1);
    }
}
