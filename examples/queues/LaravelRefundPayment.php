<?php

declare(strict_types=1);

namespace App\Jobs;

use DokuAkulaku\Payments\Payments;
use DokuAkulaku\Payments\Result;
use Illuminate\Contracts\Queue\ShouldQueue;
use Illuminate\Queue\InteractsWithQueue;

/**
 * Refunds a payment: RefundPayment::dispatch($invoice, $amount). However often it runs, DOKU executes the refund once: the
 * library stores the call before it is sent, and sends that one again.
 */
final class RefundPayment implements ShouldQueue
{
    use InteractsWithQueue;

    /** No limit: "unknown" is asked for until there is an answer. What DOKU refuses ends at once. */
    public int $tries = 0;
    /** Seconds; more than the 30 of refund(), less than the connection's retry_after. */
    public int $timeout = 60;

    /** Keys only: a job is stored, logged and shown as it is. */
    public function __construct(public readonly string $invoice, public readonly int $amount)
    {
    }

    public function handle(Payments $payments): void
    {
        $outcome = $payments->refund($this->invoice, $this->amount, 30.0);
        if ($outcome->attempt !== null) {
            $payments->tell($outcome->attempt->order);
        }
        match ($outcome->result) {
            Result::Done => null,
            // To a person: full_only, not_paid, refused_by_doku ...
            Result::Refused => $this->fail(new \RuntimeException("$this->invoice: " . ($outcome->reason->value ?? ''))),
            // Nothing was sent, or nobody knows: the same call again, at growing distances.
            Result::Later, Result::Unknown => $this->release(min(3600, 60 * 2 ** min(6, $this->attempts() - 1))),
        };
    }
}
