<?php

declare(strict_types=1);

namespace ExampleShop;

use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Attempts;
use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Line;
use DokuAkulaku\Payments\Outcome;
use DokuAkulaku\Payments\Payments;
use DokuAkulaku\Payments\PdoStore;
use DokuAkulaku\Payments\Purchase;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;
use DokuAkulaku\Status;

/** What customers and the back office ask of the payments library, and its outcomes in their words. */
final readonly class Desk
{
    /** A customer waits no longer; what is left is the reconciler's. */
    public const SECONDS = 15;

    public function __construct(
        public PdoStore $store,
        public Payments $payments,
        private Orders $orders,
        private Log $log,
    ) {
    }

    /** The payment page of this order: the one that is there, or a new one. */
    public function pay(Order $order): Message
    {
        if ($order->cancelledAt !== null) {
            return $this->message('refused', 'pay.cancelled');
        }
        $outcome = $this->payments->pay($this->purchase($order), self::SECONDS);
        $this->follow($order->id);
        if ($this->orders->byId($order->id)?->cancelledAt !== null) {
            // The back office was faster than the answer.
            $this->payments->cancel($order->id);
            return $this->message('refused', 'pay.cancelled');
        }
        if ($outcome->violations !== []) {
            $this->log->log('error', 'an order that DOKU would refuse', ['order' => $order->number,
                'fields' => implode(', ', array_keys($outcome->violations))]);
        }
        return match (true) {
            $outcome->url !== null => new Message('done', '', $outcome->url),
            $outcome->reason === Reason::Paid => $this->message('done', 'pay.paid'),
            $outcome->reason === Reason::CopiedSite, $outcome->reason === Reason::AccountUnknown
                => $this->message('later', 'pay.unavailable'),
            $outcome->result === Result::Later => $this->message('later', 'pay.later'),
            $outcome->result === Result::Unknown, $outcome->reason === Reason::AmountDiffers
                => $this->message('unknown', 'pay.unknown'),
            $outcome->reason === Reason::Invalid => $this->message('refused', 'pay.invalid'),
            default => $this->message('refused', 'pay.refused'),
        };
    }

    /** The page that waits asks; DOKU is asked after a minute at the earliest, then less and less often. */
    public function look(Order $order): Attempts
    {
        $attempts = $this->store->attempts($order->id);
        $open = $attempts->open();
        if ($open !== null && $this->store->claimCheck($open->invoice, max(60, intdiv($attempts->now - $open->createdAt, 4)))) {
            $this->payments->check($open->invoice);
            $this->follow($order->id);
            $attempts = $this->store->attempts($order->id);
        }
        return $attempts;
    }

    public function check(Attempt $attempt): Message
    {
        $outcome = $this->payments->check($attempt->invoice);
        $this->follow($attempt->order);
        $status = $outcome->attempt->status ?? Status::Unknown;
        return match (true) {
            $outcome->result === Result::Done => $this->message('done', 'office.doku_says', ['status' => $status->value]),
            $outcome->reason === Reason::AmountDiffers => $this->message('refused', 'office.amount_differs'),
            $outcome->reason === Reason::NotFound => $this->message('unknown', 'office.not_found'),
            default => $this->notNow($outcome),
        };
    }

    /** The whole order: it is cancelled here, and each of its tries at DOKU. A paid one stays. */
    public function cancel(Order $order): Message
    {
        if ($this->store->attempts($order->id)->paid() !== []) {
            return $this->message('refused', 'office.cancel_paid');
        }
        $this->orders->cancel($order->id);
        $outcome = $this->payments->cancel($order->id, self::SECONDS);
        $this->follow($order->id);
        return match (true) {
            $outcome->result === Result::Done => $this->message('done', 'office.cancelled'),
            $outcome->reason === Reason::Paid => $this->message('refused', 'office.cancel_late'),
            $outcome->reason === Reason::CopiedSite => $this->message('later', 'office.copied'),
            $outcome->result === Result::Refused => $this->message('refused', 'office.cancel_refused'),
            default => $this->message('unknown', 'office.cancel_unknown'),
        };
    }

    public function refund(Attempt $attempt): Message
    {
        $outcome = $this->payments->refund($attempt->invoice, $attempt->amount);
        $this->follow($attempt->order);
        $amount = ['amount' => rupiah($attempt->amount)];
        return match (true) {
            $outcome->result === Result::Done => $this->message('done', 'office.refunded', $amount),
            $outcome->reason === Reason::NotPaid => $this->message('refused', 'office.refund_unpaid'),
            $outcome->reason === Reason::AmountDiffers => $this->message('refused', 'office.amount_differs'),
            $outcome->result === Result::Refused => $this->message('refused', 'office.refund_refused'),
            $outcome->result === Result::Unknown => $this->message('unknown', 'office.refund_unknown'),
            default => $this->notNow($outcome),
        };
    }

    /** The call of this try that has no answer, once more: same Request-Id, same bytes. */
    public function repeat(Attempt $attempt): Message
    {
        foreach ($this->store->calls($attempt->invoice) as $call) {
            if ($call->state === CallState::Open || $call->state === CallState::Unknown) {
                $outcome = $this->payments->repeat($call->requestId);
                $this->follow($attempt->order);
                return match ($outcome->result) {
                    Result::Done => $this->message('done', 'office.answered'),
                    Result::Refused => $this->message('refused', 'office.call_refused'),
                    default => $this->notNow($outcome),
                };
            }
        }
        return $this->message('done', 'office.nothing_open');
    }

    /** A person decides that nobody goes on with a try; a payment of it still counts. */
    public function close(Attempt $attempt, string $who): Message
    {
        $outcome = $this->payments->giveUp($attempt->invoice, $who);
        $this->follow($attempt->order);
        return $outcome->result === Result::Done ? $this->message('done', 'office.closed') : $this->notNow($outcome);
    }

    private function purchase(Order $order): Purchase
    {
        return new Purchase(
            $order->id,
            $order->number,
            $order->amount,
            array_map(static fn (array $line): Line => new Line(...$line), $order->lines),
            Customer::payload($order->customer, $order->number),
            Settings::shopUrl() . '/order/' . $order->token,
            Account::name()
        );
    }

    /** The shop's order follows at once. If that fails, the reconciler does it. */
    private function follow(string $order): void
    {
        try {
            $this->payments->tell($order);
        } catch (\Throwable $error) {
            $this->log->log('error', 'the order could not follow: ' . $error::class . ': ' . $error->getMessage());
        }
    }

    private function notNow(Outcome $outcome): Message
    {
        return match (true) {
            $outcome->reason === Reason::CopiedSite => $this->message('later', 'office.copied'),
            $outcome->reason === Reason::AccountUnknown => $this->message('later', 'office.account'),
            $outcome->reason === Reason::Paid => $this->message('refused', 'office.is_paid'),
            $outcome->result === Result::Unknown => $this->message('unknown', 'office.unknown'),
            $outcome->result === Result::Refused => $this->message('refused', 'office.call_refused'),
            default => $this->message('later', 'office.later'),
        };
    }

    /**
     * @param 'done'|'refused'|'later'|'unknown' $kind
     * @param array<string, string|int> $values
     */
    private function message(string $kind, string $key, array $values = []): Message
    {
        return new Message($kind, Language::current()->say($key, $values));
    }
}
