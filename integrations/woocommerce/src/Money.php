<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

/** Whole rupiah, and how they are written. */
final class Money
{
    /** "Rp223.350". Plain text, also in notes and logs. */
    public static function rupiah(int $amount): string
    {
        return ($amount < 0 ? '-' : '') . 'Rp' . number_format(abs($amount), 0, ',', '.');
    }

    /** "60000" and "71097.00" are whole rupiah, "241326.11" is not: null. */
    public static function whole(string|int|float $total): ?int
    {
        $text = is_float($total) ? rtrim(rtrim(sprintf('%.4F', $total), '0'), '.') : (string) $total;
        if (preg_match('/^(\d{1,12})(?:\.0*)?$/D', trim($text), $match) !== 1) {
            return null;
        }
        return (int) $match[1];
    }
}
