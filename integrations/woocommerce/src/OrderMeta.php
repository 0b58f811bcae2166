<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

use DokuAkulaku\Payments\Attempt;

/**
 * What we leave at an order, for lists and exports that must not ask our tables, and to write each note once. Nothing
 * here decides about money: the truth is the attempt's row.
 */
final class OrderMeta
{
    /** The newest invoice. Its presence says that the order was once to be paid by Akulaku. */
    public const INVOICE = '_doku_akulaku_invoice';
    /** Akulaku's own number of the order. */
    public const ORDER_ID = '_doku_akulaku_order_id';
    public const ENVIRONMENT = '_doku_akulaku_environment';
    /** The state of the attempts that the order was last brought to. */
    public const STATUS = '_doku_akulaku_status';
    public const PAID_AT = '_doku_akulaku_paid_at';
    /** Keys of the notes that were written. */
    public const NOTED = '_doku_akulaku_noted';
    /** Why we put the order on hold. */
    public const HOLD = '_doku_akulaku_hold';
    public const CART = '_doku_akulaku_cart';
    /** On a refund object: the invoice that was refunded. */
    public const REFUNDED = '_doku_akulaku_refunded';

    public static function has(\WC_Order $order): bool
    {
        return self::text($order, self::INVOICE) !== '';
    }

    public static function text(\WC_Abstract_Order $order, string $key): string
    {
        $value = $order->get_meta($key);
        return is_string($value) ? $value : '';
    }

    public static function remember(\WC_Order $order, Attempt $attempt): void
    {
        $order->update_meta_data(self::INVOICE, $attempt->invoice);
        $order->update_meta_data(self::ENVIRONMENT, explode(':', $attempt->account, 2)[0]);
        $number = self::akulakuOrder($attempt);
        if ($number !== '') {
            $order->update_meta_data(self::ORDER_ID, $number);
        }
    }

    public static function akulakuOrder(Attempt $attempt): string
    {
        foreach ($attempt->identifiers as $pair) {
            if (is_array($pair) && ($pair['name'] ?? null) === 'ORDER_ID' && is_scalar($pair['value'] ?? null)) {
                return (string) $pair['value'];
            }
        }
        return '';
    }

    /** True the first time that a key is seen. The caller saves the order. */
    public static function first(\WC_Order $order, string $key): bool
    {
        $noted = $order->get_meta(self::NOTED);
        $noted = is_array($noted) ? $noted : [];
        if (in_array($key, $noted, true)) {
            return false;
        }
        $noted[] = $key;
        $order->update_meta_data(self::NOTED, $noted);
        return true;
    }
}
