<?php

declare(strict_types=1);

namespace DokuAkulakuWoo\Admin;

use DokuAkulakuWoo\Outage;
use DokuAkulakuWoo\Requirements;
use DokuAkulakuWoo\Services;
use DokuAkulakuWoo\Settings;
use DokuAkulakuWoo\Site;

/** What must be said on every screen of the shop's staff. */
final class Notices
{
    public static function noWooCommerce(): void
    {
        if (current_user_can('activate_plugins')) {
            self::box('error', esc_html__('PayLater Gateway for Akulaku needs WooCommerce. Akulaku PayLater is not offered.', 'paylater-gateway-for-akulaku'));
        }
    }

    public static function sandbox(): string
    {
        return __('Akulaku PayLater: sandbox is on, no real money. Do not sell with it.', 'paylater-gateway-for-akulaku');
    }

    public static function show(): void
    {
        if (!current_user_can('manage_woocommerce')) {
            return;
        }
        self::message();
        self::missing();
        $settings = Settings::load();
        if (!$settings->enabled()) {
            return;
        }
        foreach (Requirements::shopProblems() as $problem) {
            self::box('error', esc_html__('Akulaku PayLater is not offered:', 'paylater-gateway-for-akulaku') . ' ' . esc_html($problem));
        }
        if (!$settings->hasCredentials()) {
            self::box('warning', self::link(
                esc_html__('Akulaku PayLater is switched on, but Client-Id or secret key is missing.', 'paylater-gateway-for-akulaku'),
                SettingsForm::url(),
                esc_html__('Settings', 'paylater-gateway-for-akulaku'),
            ));
        }
        if (Site::addressChanged()) {
            self::question();
        }
        if (Outage::since() > 0) {
            self::box('warning', esc_html__('Akulaku PayLater: DOKU could not be reached several times in a row. The method hides itself for a minute each time; other methods are not affected.', 'paylater-gateway-for-akulaku'));
        }
        if ($settings->sandbox() && $settings->hasCredentials() && self::shopScreen()) {
            self::box('warning', esc_html(self::sandbox()));
        }
        self::alarms();
    }

    public static function missing(): void
    {
        foreach (Requirements::missing() as $problem) {
            self::box('error', esc_html($problem));
        }
    }

    private static function question(): void
    {
        $button = static fn (string $answer, string $text): string => '<a class="button" href="'
            . esc_url(wp_nonce_url(admin_url('admin-post.php?action=doku_akulaku_site&answer=' . $answer), 'doku_akulaku_site')) . '">' . esc_html($text) . '</a> ';
        self::box('error', '<strong>' . esc_html__('Akulaku PayLater is paused.', 'paylater-gateway-for-akulaku') . '</strong> ' . esc_html(sprintf(
            /* translators: 1: the old address of the shop, 2: the new one */
            __('The address of this shop was %1$s and is %2$s now. Has the shop moved, or is this a copy (for example for tests)? Until you answer, no payment is made, cancelled or refunded here.', 'paylater-gateway-for-akulaku'),
            Site::knownAddress(),
            Site::address(),
        )) . '</p><p>' . $button('moved', __('The shop has moved', 'paylater-gateway-for-akulaku'))
            . $button('copied', __('This is a copy', 'paylater-gateway-for-akulaku')));
    }

    private static function alarms(): void
    {
        $alarms = Alarms::all();
        if ($alarms === []) {
            return;
        }
        $lines = '';
        foreach (array_slice(array_reverse($alarms), 0, 5) as $alarm) {
            $order = $alarm['order'] > 0 ? wc_get_order($alarm['order']) : null;
            /* translators: %s: an order number */
            $name = $order instanceof \WC_Order ? sprintf(__('Order %s', 'paylater-gateway-for-akulaku'), $order->get_order_number()) : '';
            $link = $order instanceof \WC_Order ? '<a href="' . esc_url($order->get_edit_order_url()) . '">' . esc_html($name) . '</a>: ' : '';
            $lines .= '<li>' . $link . esc_html($alarm['text']) . '</li>';
        }
        $url = wp_nonce_url(admin_url('admin-post.php?action=doku_akulaku_site&answer=seen'), 'doku_akulaku_site');
        self::box('error', '<strong>' . esc_html__('Akulaku PayLater: somebody has to look at this.', 'paylater-gateway-for-akulaku') . '</strong></p><ul class="ul-disc">' . $lines
            . '</ul><p><a class="button" href="' . esc_url($url) . '">' . esc_html__('I have looked at it', 'paylater-gateway-for-akulaku') . '</a>');
    }

    /** The answers to the questions above. */
    public static function answer(): never
    {
        if (!current_user_can('manage_woocommerce')) {
            wp_die(esc_html__('You may not do this.', 'paylater-gateway-for-akulaku'), '', ['response' => 403]);
        }
        check_admin_referer('doku_akulaku_site');
        match ($_GET['answer'] ?? '') {
            'moved' => Site::moved(),
            'copied' => Site::copied(),
            'seen' => Alarms::putAway(),
            default => null,
        };
        wp_safe_redirect(wp_get_referer() ?: admin_url());
        exit;
    }

    /** What an action of ours left for the next screen of this person. */
    public static function leave(string $type, string $text): void
    {
        set_transient('doku_akulaku_message_' . get_current_user_id(), [$type, $text], 300);
    }

    private static function message(): void
    {
        if (!self::shopScreen()) {
            return;
        }
        $message = get_transient('doku_akulaku_message_' . get_current_user_id());
        if (is_array($message) && is_string($message[0] ?? null) && is_string($message[1] ?? null)) {
            delete_transient('doku_akulaku_message_' . get_current_user_id());
            self::box($message[0], esc_html($message[1]));
        }
    }

    private static function shopScreen(): bool
    {
        $screen = get_current_screen();
        return $screen !== null && (str_contains($screen->id, 'shop_order') || str_contains($screen->id, 'wc-orders') || str_contains($screen->id, 'wc-settings')
            || str_contains($screen->id, 'wc-status'));
    }

    private static function link(string $text, string $url, string $name): string
    {
        return $text . ' <a href="' . esc_url($url) . '">' . $name . '</a>';
    }

    /** @param string $html escaped by the caller */
    private static function box(string $type, string $html): void
    {
        echo '<div class="notice notice-', esc_attr($type), '"><p>', wp_kses_post($html), '</p></div>';
    }
}
