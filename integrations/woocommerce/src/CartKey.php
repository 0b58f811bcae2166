<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

/**
 * A key per cart, so that two orders of one cart (a double click, a changed cart) are known to belong together. It is made
 * when the first thing goes into the cart, before any checkout can run twice at once, and ends with the cart.
 */
final class CartKey
{
    private const NAME = 'doku_akulaku_cart';

    public static function begin(): void
    {
        $session = WC()->session;
        if ($session !== null && !is_string($session->get(self::NAME))) {
            $session->set(self::NAME, bin2hex(random_bytes(16)));
        }
    }

    public static function end(): void
    {
        $session = WC()->session;
        if ($session !== null && $session->get(self::NAME) !== null) {
            $session->set(self::NAME, null);
        }
    }

    /** Null: the order comes from no cart (order-pay). */
    public static function current(): ?string
    {
        $session = WC()->session;
        if ($session === null || WC()->cart === null || WC()->cart->is_empty()) {
            return null;
        }
        $key = $session->get(self::NAME);
        if (is_string($key)) {
            return $key;
        }
        // A cart of before the plugin: two checkouts at once make the same key.
        $customer = is_callable([$session, 'get_customer_id']) ? (string) $session->get_customer_id() : '';
        $key = substr(hash('sha256', $customer . '|' . WC()->cart->get_cart_hash()), 0, 32);
        $session->set(self::NAME, $key);
        return $key;
    }
}
