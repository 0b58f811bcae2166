<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Internal;

/** Decimal numbers as shops write them, without floats. */
final class Decimal
{
    /**
     * "2.0000", "-5000.50", ".75", "1.0E-14" in plain digits without needless zeros: "2", "-5000.5", "0.75".
     *
     * @throws \ValueError naming what it is
     */
    public static function plain(string $text, string $what): string
    {
        $form = '/^\s*([+-]?)(\d{0,30})(?:\.(\d{0,40}))?(?:[eE]([+-]?\d{1,3}))?\s*$/D';
        if (preg_match($form, $text, $match) !== 1 || $match[2] . ($match[3] ?? '') === '') {
            throw new \ValueError("$what must be a decimal number such as 2 or 1.5");
        }
        [$whole, $fraction, $exponent] = [$match[2], $match[3] ?? '', (int) ($match[4] ?? 0)];
        if ($exponent >= 0) {
            $fraction = str_pad($fraction, $exponent, '0');
            $whole .= substr($fraction, 0, $exponent);
            $fraction = substr($fraction, $exponent);
        } else {
            $whole = str_pad($whole, -$exponent, '0', STR_PAD_LEFT);
            $fraction = substr($whole, strlen($whole) + $exponent) . $fraction;
            $whole = substr($whole, 0, strlen($whole) + $exponent);
        }
        $whole = ltrim($whole, '0');
        $fraction = rtrim($fraction, '0');
        $number = ($whole === '' ? '0' : $whole) . ($fraction === '' ? '' : ".$fraction");
        return ($match[1] === '-' && $number !== '0' ? '-' : '') . $number;
    }

    /**
     * In steps of 1/10000, half a step away from zero.
     *
     * @param string $plain as plain() gives it
     * @throws \ValueError
     */
    public static function tenThousandths(string $plain, string $what): int
    {
        [$whole, $fraction] = explode('.', ltrim($plain, '-') . '.');
        if (strlen($whole) > 14) {
            throw new \ValueError("$what is too large");
        }
        $steps = (int) $whole * 10_000 + (int) substr(str_pad($fraction, 4, '0'), 0, 4)
            + (($fraction[4] ?? '0') >= '5' ? 1 : 0);
        return $plain[0] === '-' ? -$steps : $steps;
    }
}
