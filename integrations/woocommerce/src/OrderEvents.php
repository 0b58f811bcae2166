<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

/** What happens to an order that may have an open payment at Akulaku: it is cancelled there, by a scheduled action. */
final class OrderEvents
{
    public static function statusChanged(mixed $to, mixed $order): void
    {
        if (!$order instanceof \WC_Order || !OrderMeta::has($order)) {
            return;
        }
        $otherwise = $order->get_payment_method() !== Settings::GATEWAY;
        if ($to === 'cancelled' || ($otherwise && in_array($to, ['processing', 'completed', 'on-hold'], true))) {
            Schedule::cancel($order->get_id());
        } elseif (in_array($to, ['processing', 'completed'], true) && $order->get_transaction_id() === '') {
            // Set by hand: whatever is still open at Akulaku must not be paid on top.
            Schedule::cancel($order->get_id());
        }
    }

    /** The shopper chose another method for an order that was once to be paid by Akulaku. */
    public static function methodChosen(mixed $order): void
    {
        if ($order instanceof \WC_Order && OrderMeta::has($order) && $order->get_payment_method() !== Settings::GATEWAY) {
            Schedule::cancel($order->get_id());
        }
    }

    public static function removed(mixed $id): void
    {
        $order = is_numeric($id) ? wc_get_order((int) $id) : null;
        if ($order instanceof \WC_Order && OrderMeta::has($order)) {
            Schedule::cancel($order->get_id());
        }
    }
}
