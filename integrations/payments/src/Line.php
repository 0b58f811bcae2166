<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/** One entry of order.line_items: whole rupiah, whole pieces. */
final readonly class Line
{
    public function __construct(
        public string $name,
        public int $price,
        public int $quantity,
        public string $sku,
        public string $category,
    ) {
    }

    /** @return array{name: string, price: int, quantity: int, sku: string, category: string} */
    public function toArray(): array
    {
        return ['name' => $this->name, 'price' => $this->price, 'quantity' => $this->quantity, 'sku' => $this->sku,
            'category' => $this->category];
    }
}
