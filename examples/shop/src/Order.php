<?php

declare(strict_types=1);

namespace ExampleShop;

use DokuAkulaku\Status;

/** An order as it was loaded. It may have several payments: one for each try. */
final class Order
{
    /**
     * @param array<string, string> $customer the form's values
     * @param list<array{name: string, price: int, quantity: int, sku: string, category: string}> $lines
     * @param list<Payment> $payments oldest first
     */
    public function __construct(
        public readonly int $id,
        public readonly string $number,
        public readonly string $token,
        public readonly int $amount,
        public readonly array $customer,
        public readonly array $lines,
        public readonly int $created,
        public readonly array $payments,
    ) {
    }

    public function latest(): ?Payment
    {
        return $this->payments[count($this->payments) - 1] ?? null;
    }

    /** Paid if any try was paid, also an old one that everybody had given up. */
    public function status(): Status
    {
        foreach ([Status::Success, Status::Refunded] as $decisive) {
            foreach ($this->payments as $payment) {
                if ($payment->status === $decisive) {
                    return $decisive;
                }
            }
        }
        return $this->latest()->status ?? Status::Unknown;
    }

    public function paidTwice(): bool
    {
        return count(array_filter($this->payments, static fn (Payment $one) => $one->status === Status::Success)) > 1;
    }
}
