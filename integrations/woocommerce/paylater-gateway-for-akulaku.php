<?php

/**
 * Plugin Name: PayLater Gateway for Akulaku
 * Description: Akulaku PayLater for WooCommerce, through DOKU. Needs the PHP extension doku_akulaku.
 * Version: 1.0.0
 * Requires at least: 6.8
 * Requires PHP: 8.2
 * Requires Plugins: woocommerce
 * WC requires at least: 10.0
 * WC tested up to: 11.0
 * Author: The doku_akulaku authors
 * License: MIT
 * License URI: https://opensource.org/license/mit
 * Text Domain: paylater-gateway-for-akulaku
 * Domain Path: /languages
 *
 * This file runs on any PHP, so that an old one ends in a notice and never in a fatal error.
 */

defined('ABSPATH') || exit;

if (PHP_VERSION_ID < 80200) {
    add_action('admin_notices', function () {
        if (current_user_can('activate_plugins')) {
            echo '<div class="notice notice-error"><p>', esc_html(sprintf(
                /* translators: %s: a version of PHP */
                __('PayLater Gateway for Akulaku needs PHP 8.2 or newer; this server runs %s. Akulaku PayLater is not offered.', 'paylater-gateway-for-akulaku'),
                PHP_VERSION
            )), '</p></div>';
        }
    });
    add_action('init', function () {
        load_plugin_textdomain('paylater-gateway-for-akulaku', false, dirname(plugin_basename(__FILE__)) . '/languages');
    });
    return;
}

require __DIR__ . '/src/autoload.php';
DokuAkulakuWoo\Plugin::boot(__FILE__);
