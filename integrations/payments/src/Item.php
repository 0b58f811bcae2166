<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/** A line as a shop has it, for CartLines: a quantity such as "2.0000" or "0.75", a line total such as "-5000.50". */
final readonly class Item
{
    public function __construct(
        public string $name,
        public string $sku,
        public string $category,
        public string $quantity,
        public string $total,
    ) {
    }
}
