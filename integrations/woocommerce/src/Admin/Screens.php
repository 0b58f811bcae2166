<?php

declare(strict_types=1);

namespace DokuAkulakuWoo\Admin;

use DokuAkulakuWoo\Plugin;

/** The hooks of wp-admin. */
final class Screens
{
    public static function hooks(): void
    {
        add_action('admin_notices', static fn () => Notices::show());
        add_filter('plugin_action_links_' . Plugin::basename(), static fn ($links) => self::links($links));
        add_action('add_meta_boxes', static fn ($type, $object = null) => OrderBox::add($object), 40, 2);
        add_action('admin_post_doku_akulaku', static fn () => OrderActions::run());
        add_action('admin_post_doku_akulaku_site', static fn () => Notices::answer());
        add_action('admin_post_doku_akulaku_export', static fn () => Export::download());
        add_action('wp_ajax_doku_akulaku_test', static fn () => ConnectionTest::ajax());
        add_action('admin_enqueue_scripts', static fn () => self::assets());
        add_action('woocommerce_system_status_report', static fn () => SystemStatus::show());
        add_filter('woocommerce_debug_tools', static fn ($tools) => Tools::add($tools));
        add_filter('site_status_tests', static fn ($tests) => SiteHealth::add($tests));
        OrderColumns::hooks();
    }

    private static function links(mixed $links): mixed
    {
        if (is_array($links)) {
            $text = esc_html__('Settings', 'paylater-gateway-for-akulaku');
            array_unshift($links, '<a href="' . esc_url(SettingsForm::url()) . '">' . $text . '</a>');
        }
        return $links;
    }

    private static function assets(): void
    {
        $screen = get_current_screen();
        $id = $screen === null ? '' : $screen->id;
        $orders = in_array($id, ['shop_order', 'edit-shop_order', wc_get_page_screen_id('shop-order')], true);
        // phpcs:ignore WordPress.Security.NonceVerification.Recommended -- which screen is shown.
        $settings = $id === 'woocommerce_page_wc-settings' && ($_GET['section'] ?? '') === 'doku_akulaku';
        if (!$orders && !$settings) {
            return;
        }
        wp_enqueue_style('doku-akulaku-admin', Plugin::url('assets/css/admin.css'), [], Plugin::VERSION);
        wp_enqueue_script('doku-akulaku-admin', Plugin::url('assets/js/admin.js'), ['wp-i18n'], Plugin::VERSION, true);
        wp_set_script_translations('doku-akulaku-admin', 'paylater-gateway-for-akulaku', Plugin::path('languages'));
        wp_localize_script('doku-akulaku-admin', 'dokuAkulaku', [
            'ajax' => admin_url('admin-ajax.php'),
            'post' => admin_url('admin-post.php'),
            'nonce' => wp_create_nonce('doku_akulaku_test'),
        ]);
    }
}
