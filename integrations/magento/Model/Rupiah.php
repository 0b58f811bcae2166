<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

/** Magento holds money as decimal text ("90000.0000"); DOKU takes whole rupiah. */
final class Rupiah
{
    /** null: there is a fraction, or no number. Never rounded. */
    public static function whole(mixed $amount): ?int
    {
        if (is_int($amount)) {
            return $amount;
        }
        if (is_float($amount)) {
            $amount = number_format($amount, 4, '.', '');
        }
        if (!is_string($amount) || preg_match('/^(-?[0-9]{1,15})(?:\.(?:00?|0000))?$/', $amount, $match) !== 1) {
            return null;
        }
        return (int) $match[1];
    }

    public static function format(int $amount): string
    {
        return ($amount < 0 ? '-' : '') . 'Rp' . number_format(abs($amount), 0, ',', '.');
    }
}
