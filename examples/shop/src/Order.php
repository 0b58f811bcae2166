<?php

declare(strict_types=1);

namespace ExampleShop;

/** An order as it was loaded. What became of its payment is in the payments' store. */
final readonly class Order
{
    /**
     * @param string $id the payments' key of the order
     * @param string $token the secret part of its page's address
     * @param array<string, string> $customer the form's values
     * @param list<array{name: string, price: int, quantity: int, sku: string, category: string}> $lines
     * @param ?int $paidAt when the shop was told that it is paid: it is packed then
     * @param ?int $cancelledAt when the shop cancelled it
     */
    public function __construct(
        public string $id,
        public string $number,
        public string $token,
        public int $amount,
        public array $customer,
        public array $lines,
        public int $created,
        public ?int $paidAt,
        public ?int $refundedAt,
        public ?int $cancelledAt,
    ) {
    }
}
