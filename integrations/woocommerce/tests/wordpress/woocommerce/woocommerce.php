<?php

/**
 * Plugin Name: WooCommerce
 * Description: A stand-in for tests where no WooCommerce is at hand: the classes and functions that the gateway calls, and orders in the options table.
 * Version: 10.0.0
 */

declare(strict_types=1);

if (defined('DOKU_TEST_NO_WOOCOMMERCE')) {
    return;
}
require __DIR__ . '/classes.php';
require __DIR__ . '/functions.php';

add_action('plugins_loaded', static fn () => do_action('before_woocommerce_init'), 5);
add_action('init', static function (): void {
    WC()->gateways();
    if (isset($_GET['wc-api']) && is_string($_GET['wc-api'])) {
        do_action('woocommerce_api_' . sanitize_key($_GET['wc-api']));
        exit('-1');
    }
}, 50);
add_filter('user_has_cap', static fn (array $may): array => $may + (empty($may['manage_options']) ? [] : ['manage_woocommerce' => true]));
