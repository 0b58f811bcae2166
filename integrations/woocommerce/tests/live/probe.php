<?php

declare(strict_types=1);

/*
 * Usage: probe.php SITE COMMAND [ARGUMENT...]: looks into the shop, or runs its scheduled work, from outside any page.
 * Prints JSON. It reads the tables by its own SQL and the orders by WooCommerce: not by the plugin.
 */

$_SERVER['REQUEST_URI'] = '/';
require $argv[1] . '/wp-load.php';
global $wpdb;
$prefix = $wpdb->prefix . 'doku_akulaku_';

function order(int $id): ?array
{
    $order = wc_get_order($id);
    if (!$order instanceof WC_Order) {
        return null;
    }
    $notes = array_map(static fn ($note) => html_entity_decode(wp_strip_all_tags($note->content), ENT_QUOTES), wc_get_order_notes(['order_id' => $id, 'order' => 'ASC']));
    return [
        'id' => $id, 'number' => $order->get_order_number(), 'status' => $order->get_status(), 'total' => $order->get_total(),
        'method' => $order->get_payment_method(), 'transaction' => $order->get_transaction_id(), 'notes' => array_values($notes),
        'paid' => $order->is_paid(), 'refunded' => $order->get_total_refunded(), 'refunds' => count($order->get_refunds()),
        'key' => $order->get_order_key(), 'pay' => $order->get_checkout_payment_url(), 'received' => $order->get_checkout_order_received_url(),
        'edit' => $order->get_edit_order_url(),
        'completed' => count(array_keys(@file(WP_CONTENT_DIR . '/completed.log', FILE_IGNORE_NEW_LINES) ?: [], (string) $id, true)),
    ];
}

$commands = [
    'order' => static fn (string $id) => order((int) $id),
    'orders' => static fn () => array_values(array_map(static fn ($id) => order((int) $id), wc_get_orders(['limit' => -1, 'return' => 'ids', 'type' => 'shop_order', 'status' => array_keys(wc_get_order_statuses())]))),
    'attempts' => static fn () => $wpdb->get_results("SELECT * FROM {$prefix}attempt ORDER BY id", ARRAY_A),
    'calls' => static fn () => $wpdb->get_results("SELECT c.*, a.invoice FROM {$prefix}call c JOIN {$prefix}attempt a ON a.id = c.attempt_id ORDER BY c.id", ARRAY_A),
    'stock' => static fn (string $id) => wc_get_product((int) $id)->get_stock_quantity(),
    // Time goes by: every moment that our tables know is so many seconds earlier.
    'age' => static function (string $seconds) use ($wpdb, $prefix) {
        $seconds = (int) $seconds;
        $wpdb->query("UPDATE {$prefix}attempt SET created_at = created_at - $seconds, changed_at = changed_at - $seconds, asked_at = asked_at - $seconds,"
            . " check_at = check_at - $seconds, tell_at = tell_at - $seconds, remind_at = remind_at - $seconds, unknown_since = unknown_since - $seconds, telling_until = telling_until - $seconds");
        $wpdb->query("UPDATE {$prefix}call SET created_at = created_at - $seconds, sent_at = sent_at - $seconds, next_at = next_at - $seconds");
        return $wpdb->last_error;
    },
    'reconcile' => static function () {
        do_action('doku_akulaku_reconcile');
        return true;
    },
    // What Action Scheduler would run now, whatever its time: our own actions only.
    'scheduled' => static function () {
        $ran = [];
        foreach (['doku_akulaku_cancel', 'doku_akulaku_tell'] as $hook) {
            $actions = as_get_scheduled_actions(['hook' => $hook, 'status' => ActionScheduler_Store::STATUS_PENDING, 'per_page' => 50]);
            foreach ($actions as $id => $action) {
                ActionScheduler::runner()->process_action($id, 'test');
                $ran[] = [$hook, $action->get_args()];
            }
        }
        return $ran;
    },
    'recurring' => static fn () => count(as_get_scheduled_actions(['hook' => 'doku_akulaku_reconcile', 'group' => 'doku-akulaku', 'status' => ActionScheduler_Store::STATUS_PENDING], 'ids')),
    // WooCommerce's own job, for orders that are so old.
    'hold-stock' => static function (string $id) use ($wpdb) {
        // WooCommerce 10 leaves orders of the Store API alone.
        $order = wc_get_order((int) $id);
        $order->set_created_via('checkout');
        $order->save();
        $old = gmdate('Y-m-d H:i:s', time() - 7200);
        $wpdb->query($wpdb->prepare("UPDATE {$wpdb->prefix}wc_orders SET date_updated_gmt = %s WHERE id = %d", $old, $id));
        $wpdb->query($wpdb->prepare("UPDATE $wpdb->posts SET post_modified_gmt = %s, post_modified = %s WHERE ID = %d", $old, get_date_from_gmt($old), $id));
        wp_cache_flush();
        wc_cancel_unpaid_orders();
        return order((int) $id);
    },
    'status' => static function (string $id, string $status) {
        wc_get_order((int) $id)->update_status($status);
        return order((int) $id);
    },
    'total' => static function (string $id, string $total) {
        $order = wc_get_order((int) $id);
        $order->set_total($total);
        $order->save();
        return order((int) $id);
    },
    'delete' => static fn (string $id) => wc_get_order((int) $id)->delete(true),
    'pay-otherwise' => static function (string $id) {
        $order = wc_get_order((int) $id);
        $order->set_payment_method('cod');
        $order->save();
        $order->payment_complete('CASH-1');
        return order((int) $id);
    },
    'refund' => static function (string $id, string $amount) {
        wp_set_current_user(1);
        $refund = wc_create_refund(['order_id' => (int) $id, 'amount' => $amount, 'refund_payment' => true]);
        return ['error' => is_wp_error($refund) ? $refund->get_error_message() : null, 'order' => order((int) $id)];
    },
    'act' => static function (string $id, string $action, string $subject) {
        wp_set_current_user(1);
        return DokuAkulakuWoo\Admin\OrderActions::perform(wc_get_order((int) $id), $action, $subject);
    },
    'option' => static function (string $name, ?string $json = null) {
        $json === null || update_option($name, json_decode($json, true));
        return get_option($name);
    },
    'link' => static fn (string $id) => DokuAkulakuWoo\ContinueLink::url(wc_get_order((int) $id)),
    'language' => static fn (string $locale = '') => update_option('WPLANG', $locale),
    'alarms' => static fn () => get_option('doku_akulaku_alarms', []),
    'claim' => static fn () => $wpdb->query("UPDATE {$prefix}attempt SET telling_until = NULL"),
];
$arguments = array_slice($argv, 3);
echo json_encode($commands[$argv[2]](...$arguments), JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE), "\n";
