<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

/**
 * "Hold stock" cancels unpaid orders while the buyer may be paying. While our row is not final the answer is no; a look-up and
 * a cancel are queued, and the next run of WooCommerce's job finds the row settled. DOKU is never asked in here: one run may
 * hold hundreds of orders.
 */
final class HoldStock
{
    /** @param mixed $cancel what others decided; it is only ever turned from true to false */
    public static function filter(mixed $cancel, mixed $order): mixed
    {
        if (!$cancel || !$order instanceof \WC_Order || !OrderMeta::has($order)) {
            return $cancel;
        }
        if (!Requirements::met()) {
            // Nobody can say, so it waits.
            return false;
        }
        try {
            $attempts = Services::store()->attempts((string) $order->get_id());
            foreach ($attempts as $attempt) {
                if ($attempt->isOpen() || $attempt->status === \DokuAkulaku\Status::Success) {
                    Schedule::cancel($order->get_id());
                    return false;
                }
            }
        } catch (\Throwable $error) {
            Services::log()->exception('hold stock, order ' . $order->get_id(), $error);
            return false;
        }
        return $cancel;
    }

    /** Is the order so old that WooCommerce wants to cancel it? */
    public static function expired(\WC_Order $order): bool
    {
        $minutes = get_option('woocommerce_hold_stock_minutes', '60');
        $minutes = is_numeric($minutes) ? (int) $minutes : 0;
        $date = $order->get_date_modified();
        return $minutes > 0 && get_option('woocommerce_manage_stock') === 'yes' && $date !== null
            && $date->getTimestamp() < time() - 60 * $minutes;
    }

    /** What WooCommerce's job wanted, now that nobody can pay any more. Saving the order would have begun a new hour. */
    public static function release(int $id): void
    {
        $order = Orders::fresh($id);
        if ($order === null || !$order->has_status('pending') || !in_array($order->get_created_via(), ['checkout', 'store-api'], true)) {
            return;
        }
        foreach (Services::store()->attempts((string) $id) as $attempt) {
            if ($attempt->isOpen() || $attempt->status === \DokuAkulaku\Status::Success) {
                return;
            }
        }
        $order->update_status('cancelled', __('Unpaid in time, and Akulaku\'s payment was cancelled first: the stock is free again.', 'paylater-gateway-for-akulaku'));
    }
}
