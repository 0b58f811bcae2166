<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

use Automattic\WooCommerce\Caches\OrderCache;

/** Reading an order as it is in the database. WooCommerce keeps order objects in the process, also across a wait. */
final class Orders
{
    /** Null: there is no such order (deleted, or an id of something else). */
    public static function fresh(int $id): ?\WC_Order
    {
        if ($id < 1) {
            return null;
        }
        if (class_exists(OrderCache::class)) {
            wc_get_container()->get(OrderCache::class)->remove($id);
        }
        clean_post_cache($id);
        try {
            $order = new \WC_Order($id);
        } catch (\Exception) {
            return null;
        }
        return $order->get_id() === $id && $order->get_type() === 'shop_order' ? $order : null;
    }

    public static function url(\WC_Order $order): string
    {
        return $order->get_edit_order_url();
    }
}
