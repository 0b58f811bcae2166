<?php

declare(strict_types=1);

namespace App\Jobs;

use DokuAkulaku\Payments\Payments;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;
use Illuminate\Contracts\Queue\ShouldQueue;
use Illuminate\Queue\InteractsWithQueue;

/** Cancels what can still be paid of an order: CancelOrder::dispatch($order), with the order's key. */
final class CancelOrder implements ShouldQueue
{
    use InteractsWithQueue;

    public int $tries = 0;
    public int $timeout = 60;

    public function __construct(public readonly string $order)
    {
    }

    public function handle(Payments $payments): void
    {
        $outcome = $payments->cancel($this->order, 15.0);
        // Also when it was paid meanwhile: the shop's order follows.
        $payments->tell($this->order);
        if ($outcome->result !== Result::Done && $outcome->reason !== Reason::Paid) {
            $this->release(min(3600, 60 * 2 ** min(6, $this->attempts() - 1)));
        }
    }
}
