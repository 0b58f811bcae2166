<?php

/**
 * Deleting the plugin. Settings and schedules go; payments only if the merchant has said so, because they may be needed
 * for refunds and bookkeeping.
 */

declare(strict_types=1);

defined('WP_UNINSTALL_PLUGIN') || exit;

(static function (): void {
    global $wpdb;
    $clean = static function () use ($wpdb): void {
        $settings = get_option('woocommerce_doku_akulaku_settings', []);
        $payments = is_array($settings) && ($settings['remove_data'] ?? 'no') === 'yes';
        wp_clear_scheduled_hook('doku_akulaku_forget');
        if (function_exists('as_unschedule_all_actions')) {
            as_unschedule_all_actions('', [], 'doku-akulaku');
        } else {
            // WooCommerce may be gone already; the table of its scheduler may be there all the same.
            $table = $wpdb->prefix . 'actionscheduler_actions';
            if ($wpdb->get_var($wpdb->prepare('SHOW TABLES LIKE %s', $wpdb->esc_like($table))) === $table) {
                $wpdb->query($wpdb->prepare("DELETE FROM `$table` WHERE hook LIKE %s AND status = 'pending'", $wpdb->esc_like('doku_akulaku_') . '%'));
            }
        }
        $options = ['woocommerce_doku_akulaku_settings', 'doku_akulaku_outage', 'doku_akulaku_scheduled', 'doku_akulaku_alarms',
            'doku_akulaku_looked_up', 'doku_akulaku_last_notification', 'doku_akulaku_schema'];
        if ($payments) {
            foreach (['attempt', 'call', 'event', 'schema'] as $name) {
                $wpdb->query('DROP TABLE IF EXISTS `' . $wpdb->prefix . 'doku_akulaku_' . $name . '`');
            }
            // Without its rows the site is a new one; with them it must be the same when the plugin comes back.
            array_push($options, 'doku_akulaku_site', 'doku_akulaku_site_url');
        }
        array_map('delete_option', $options);
    };
    if (!is_multisite()) {
        $clean();
        return;
    }
    foreach (get_sites(['fields' => 'ids', 'number' => 0]) as $site) {
        switch_to_blog((int) $site);
        $clean();
        restore_current_blog();
    }
})();
