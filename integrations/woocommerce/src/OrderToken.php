<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

/** Names an order in an address that needs no session: {id}-{24 hex digits}, which only this site can make. */
final class OrderToken
{
    public static function make(\WC_Order $order): string
    {
        return $order->get_id() . '-' . self::mac($order);
    }

    public static function order(string $token): ?\WC_Order
    {
        if (preg_match('/^(\d{1,18})-([0-9a-f]{24})$/D', $token, $match) !== 1) {
            return null;
        }
        $order = wc_get_order((int) $match[1]);
        return $order instanceof \WC_Order && hash_equals(self::mac($order), $match[2]) ? $order : null;
    }

    private static function mac(\WC_Order $order): string
    {
        $text = 'doku_akulaku|' . $order->get_id() . '|' . $order->get_order_key();
        return substr(hash_hmac('sha256', $text, wp_salt('auth')), 0, 24);
    }
}
