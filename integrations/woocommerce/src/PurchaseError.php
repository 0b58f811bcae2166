<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

/** An order that cannot be paid by Akulaku: a total that is no whole rupiah, another currency, lines without worth. */
final class PurchaseError extends \RuntimeException
{
    public function __construct(string $problem, ?\Throwable $previous = null)
    {
        parent::__construct($problem, 0, $previous);
    }
}
