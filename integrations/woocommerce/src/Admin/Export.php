<?php

declare(strict_types=1);

namespace DokuAkulakuWoo\Admin;

use DokuAkulakuWoo\Requirements;

/** A CSV for bookkeeping: what was paid in a month, with the numbers that DOKU's own report has. */
final class Export
{
    public static function form(): void
    {
        $url = wp_nonce_url(admin_url('admin-post.php?action=doku_akulaku_export'), 'doku_akulaku_export');
        echo '<p>', esc_html__('Payments of one month as CSV: order, invoice, Akulaku\'s ORDER_ID, amount, state, dates.', 'paylater-gateway-for-akulaku'), '</p><p>';
        for ($i = 0; $i < 6; $i++) {
            $month = wp_date('Y-m', (int) strtotime("first day of -$i month")) ?: gmdate('Y-m');
            echo '<a class="button" href="', esc_url(add_query_arg('month', $month, $url)), '">', esc_html($month), '</a> ';
        }
        echo '</p>';
    }

    public static function download(): never
    {
        if (!current_user_can('view_woocommerce_reports') && !current_user_can('manage_woocommerce')) {
            wp_die(esc_html__('You may not do this.', 'paylater-gateway-for-akulaku'), '', ['response' => 403]);
        }
        check_admin_referer('doku_akulaku_export');
        $month = isset($_GET['month']) && is_string($_GET['month']) && preg_match('/^\d{4}-(?:0[1-9]|1[0-2])$/D', $_GET['month']) === 1
            ? $_GET['month'] : gmdate('Y-m');
        if (!Requirements::met()) {
            wp_die(esc_html(implode(' ', Requirements::missing())));
        }
        nocache_headers();
        header('Content-Type: text/csv; charset=utf-8');
        header('Content-Disposition: attachment; filename="akulaku-' . $month . '.csv"');
        $out = fopen('php://output', 'w');
        if ($out !== false) {
            self::write($out, $month);
        }
        exit;
    }

    /** @param resource $out */
    public static function write($out, string $month): void
    {
        $zone = wp_timezone();
        $from = new \DateTimeImmutable($month . '-01 00:00:00', $zone);
        self::line($out, ['order', 'invoice', 'ORDER_ID', 'amount', 'state', 'paid', 'last_change', 'environment', 'client_id']);
        foreach (Statistics::paid($from->getTimestamp(), $from->modify('+1 month')->getTimestamp()) as $row) {
            [$environment, $client] = explode(':', (string) $row['account'], 2) + [1 => ''];
            $order = wc_get_order((int) $row['shop_order']);
            $date = static fn (mixed $at): string => is_numeric($at) ? (string) wp_date('Y-m-d H:i:s', (int) $at) : '';
            self::line($out, [
                $order instanceof \WC_Order ? (string) $order->get_order_number() : (string) $row['shop_order'],
                (string) $row['invoice'],
                self::akulakuOrder((string) $row['identifiers']),
                (string) $row['amount'],
                (string) $row['status'],
                $date($row['paid_at']),
                $date($row['changed_at']),
                $environment,
                $client,
            ]);
        }
    }

    private static function akulakuOrder(string $json): string
    {
        $pairs = json_decode($json, true);
        foreach (is_array($pairs) ? $pairs : [] as $pair) {
            if (is_array($pair) && ($pair['name'] ?? '') === 'ORDER_ID' && is_scalar($pair['value'] ?? null)) {
                return (string) $pair['value'];
            }
        }
        return '';
    }

    /**
     * A spreadsheet runs a cell that begins like a formula.
     *
     * @param resource $out
     * @param list<string> $cells
     */
    private static function line($out, array $cells): void
    {
        $safe = array_map(static fn (string $cell): string => preg_match('/^[=+\-@\t\r]/', $cell) === 1 ? "'" . $cell : $cell, $cells);
        fputcsv($out, $safe, ',', '"', '');
    }
}
