<?php

declare(strict_types=1);

function WC(): WooCommerce
{
    static $shop = null;
    return $shop ??= new WooCommerce();
}

function wc_get_order(mixed $id): WC_Order|false
{
    try {
        return new WC_Order((int) $id);
    } catch (Exception) {
        return false;
    }
}

/** @return list<WC_Order> */
function wc_get_orders(array $query): array
{
    $orders = [];
    foreach (range(1, 20) as $id) {
        $order = wc_get_order($id);
        if ($order !== false) {
            $orders[] = $order;
        }
    }
    return ($query['page'] ?? 1) === 1 ? $orders : [];
}

function wc_get_logger(): object
{
    return new class () {
        public function log(string $level, string $message, array $context = []): void
        {
            $lines = get_option('stand_in_log', []);
            $lines[] = "$level $message";
            update_option('stand_in_log', array_slice($lines, -50), false);
        }
    };
}

function get_woocommerce_currency(): string
{
    return (string) get_option('woocommerce_currency', 'IDR');
}

function wc_get_price_decimals(): int
{
    return (int) get_option('woocommerce_price_num_decimals', 0);
}

function wc_get_order_status_name(string $status): string
{
    return $status;
}

function wc_get_page_screen_id(string $for): string
{
    return 'woocommerce_page_wc-orders';
}

function wc_add_notice(string $text, string $type): void
{
}

function as_has_scheduled_action(string $hook, ?array $arguments = null, string $group = ''): bool
{
    foreach (get_option('stand_in_actions', []) as [$known, $with]) {
        if ($known === $hook && ($arguments === null || $with === $arguments)) {
            return true;
        }
    }
    return false;
}

function as_schedule_single_action(int $at, string $hook, array $arguments = [], string $group = ''): int
{
    $actions = get_option('stand_in_actions', []);
    $actions[] = [$hook, $arguments, $group];
    update_option('stand_in_actions', $actions, false);
    return count($actions);
}

function as_schedule_recurring_action(int $at, int $every, string $hook, array $arguments = [], string $group = '', bool $unique = false): int
{
    return as_schedule_single_action($at, $hook, $arguments, $group);
}

function as_enqueue_async_action(string $hook, array $arguments = [], string $group = ''): int
{
    return as_schedule_single_action(time(), $hook, $arguments, $group);
}

function as_next_scheduled_action(string $hook, ?array $arguments = null, string $group = ''): int|bool
{
    return as_has_scheduled_action($hook, $arguments, $group) ? time() + 60 : false;
}

function as_unschedule_all_actions(string $hook, array $arguments = [], string $group = ''): void
{
    update_option('stand_in_actions', array_values(array_filter(get_option('stand_in_actions', []), static fn (array $action): bool => $action[2] !== $group)), false);
}
