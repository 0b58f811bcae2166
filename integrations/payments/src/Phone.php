<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

use DokuAkulaku\Payments\Internal\Utf8;

/** Telephone numbers as DOKU wants them: calling code and number, digits only. */
final class Phone
{
    /**
     * 0812-3456 7890, 812 ..., +62 812 ..., 62 0812 ..., 0062 ... become 62812.... A number of another country is written
     * with + or 00. What is no number comes back without its blanks, and DOKU's rules will say so.
     */
    public static function normalise(string $typed): string
    {
        $number = Utf8::narrow(Utf8::valid($typed));
        $number = (string) preg_replace('/^\s*(?:tel|whatsapp):/i', '', $number);
        $number = strtr($number, self::digits());
        // Also what nobody sees: U+200E and its like come along when a number is copied.
        $number = (string) preg_replace('~[\p{Z}\p{C}\p{Pd}\p{M}./()\[\]_\x{2212}\x{ad}]+~u', '', $number);
        $international = preg_match('/^(?:\+|00)(?=[1-9])/', $number, $prefix) === 1;
        if ($international) {
            $number = substr($number, strlen($prefix[0]));
        }
        if (preg_match('/^620*([1-9].*)$/sD', $number, $match) === 1) {
            return '62' . $match[1];
        }
        if ($international) {
            return $number;
        }
        if (preg_match('/^0+([1-9].*)$/sD', $number, $match) === 1) {
            return '62' . $match[1];
        }
        // Indonesian mobile numbers start with 8.
        return preg_match('/^8[0-9]{7,}$/D', $number) === 1 ? '62' . $number : $number;
    }

    /** @return array<string, string> Arabic-Indic digits */
    private static function digits(): array
    {
        $digits = [];
        foreach (range(0, 9) as $digit) {
            $digits["\xd9" . chr(0xa0 + $digit)] = (string) $digit;
            $digits["\xdb" . chr(0xb0 + $digit)] = (string) $digit;
        }
        return $digits;
    }
}
