<?php

declare(strict_types=1);

namespace DokuAkulakuWoo\Admin;

use DokuAkulakuWoo\OrderMeta;

/** A column in both lists of orders. It reads the order's own meta: no statement an order. */
final class OrderColumns
{
    private const NAME = 'doku_akulaku';

    public static function hooks(): void
    {
        $add = static fn ($columns) => self::add($columns);
        add_filter('manage_edit-shop_order_columns', $add, 20);
        add_filter('manage_woocommerce_page_wc-orders_columns', $add, 20);
        $show = static fn ($column, $order) => self::show($column, $order);
        add_action('manage_shop_order_posts_custom_column', $show, 20, 2);
        add_action('manage_woocommerce_page_wc-orders_custom_column', $show, 20, 2);
    }

    private static function add(mixed $columns): mixed
    {
        if (is_array($columns)) {
            $columns[self::NAME] = __('Akulaku', 'paylater-gateway-for-akulaku');
        }
        return $columns;
    }

    private static function show(mixed $column, mixed $order): void
    {
        if ($column !== self::NAME) {
            return;
        }
        $order = $order instanceof \WC_Order ? $order : wc_get_order($order);
        if (!$order instanceof \WC_Order || !OrderMeta::has($order)) {
            echo '–';
            return;
        }
        $number = OrderMeta::text($order, OrderMeta::ORDER_ID);
        echo '<code>', esc_html(OrderMeta::text($order, OrderMeta::INVOICE)), '</code>';
        if ($number !== '') {
            echo '<br />ORDER_ID ', esc_html($number);
        }
        if (OrderMeta::text($order, OrderMeta::ENVIRONMENT) === 'sandbox') {
            echo '<br /><mark class="doku-akulaku-mark doku-akulaku-mark--sandbox"><span>', esc_html__('sandbox', 'paylater-gateway-for-akulaku'), '</span></mark>';
        }
        if (OrderMeta::text($order, OrderMeta::HOLD) !== '' && $order->has_status('on-hold')) {
            echo '<br /><mark class="doku-akulaku-mark doku-akulaku-mark--failed"><span>', esc_html__('to be checked', 'paylater-gateway-for-akulaku'), '</span></mark>';
        }
    }
}
