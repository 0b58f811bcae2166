<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/** Invoice numbers: {order number}-{try}-{site}. Two shops on one DOKU account never make the same. */
final class Invoice
{
    private const MAX_NUMBER = 48;

    public static function number(string $number, string $order, int $try, string $site): string
    {
        $clean = self::clean($number);
        if ($clean === '' || strlen($clean) > self::MAX_NUMBER) {
            $clean = self::clean($order);
        }
        if ($clean === '' || strlen($clean) > self::MAX_NUMBER) {
            $clean = substr(hash('sha256', $order), 0, 16);
        }
        return "$clean-$try-$site";
    }

    public static function refundReference(string $invoice): string
    {
        return substr("R-$invoice", 0, 64);
    }

    /** @throws \ValueError */
    public static function checkSite(string $site): void
    {
        if (preg_match('/^[a-z0-9]{6}$/D', $site) !== 1) {
            throw new \ValueError('A site has six characters of [a-z0-9]');
        }
    }

    private static function clean(string $text): string
    {
        return (string) preg_replace('/[^A-Za-z0-9.-]+/', '', $text);
    }
}
