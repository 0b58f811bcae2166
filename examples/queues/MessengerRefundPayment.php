<?php

declare(strict_types=1);

namespace App\Message;

/** $bus->dispatch(new RefundPayment($invoice, $amount)). Keys only: a message is stored, logged and shown as it is. */
final readonly class RefundPayment
{
    public function __construct(public string $invoice, public int $amount)
    {
    }
}
