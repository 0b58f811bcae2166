<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

/** Magento's parameters and data are of any type: what is no text or number counts as empty. */
final class Scalar
{
    public static function text(mixed $value): string
    {
        return is_scalar($value) ? (string) $value : '';
    }

    public static function number(mixed $value): int
    {
        return is_numeric($value) ? (int) $value : 0;
    }

    public static function amount(mixed $value): float
    {
        return is_numeric($value) ? (float) $value : 0.0;
    }
}
