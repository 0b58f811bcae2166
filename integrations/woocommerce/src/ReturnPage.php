<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

use DokuAkulaku\Payments\Attempts;

/** The page after the payment: it says what our rows say, and asks again while they say "waiting". */
final class ReturnPage
{
    private const HANDLE = 'doku-akulaku-status';

    /** @var array<int, array<string, mixed>> order => data of one request */
    private static array $known = [];

    public static function box(mixed $id): void
    {
        $order = is_numeric($id) ? wc_get_order((int) $id) : null;
        if ($order instanceof \WC_Order && $order->get_payment_method() === Settings::GATEWAY) {
            // For a failed order WooCommerce does not say which one it is, so its text is not ours.
            self::render($order, $order->has_status('failed'));
        }
    }

    /** In My account, for an order that waits. */
    public static function account(mixed $id): void
    {
        $order = is_numeric($id) ? wc_get_order((int) $id) : null;
        if ($order instanceof \WC_Order && $order->get_payment_method() === Settings::GATEWAY && $order->needs_payment()) {
            self::render($order, true);
        }
    }

    /** "Thank you. Your order has been received." is no answer to "have I paid?". */
    public static function text(mixed $text, mixed $order): mixed
    {
        $data = self::mine($order);
        return $data === null ? $text : esc_html((string) $data['text']);
    }

    public static function title(mixed $title, mixed $order): mixed
    {
        $data = self::mine($order);
        return $data === null ? $title : esc_html((string) $data['title']);
    }

    /** @return array<string, mixed>|null null: not our affair, or a later state of the shop's own */
    private static function mine(mixed $order): ?array
    {
        if (!$order instanceof \WC_Order || $order->get_payment_method() !== Settings::GATEWAY || $order->has_status(['completed', 'refunded'])) {
            return null;
        }
        $data = self::data($order);
        return $data === null || $data['state'] === 'none' ? null : $data;
    }

    private static function render(\WC_Order $order, bool $withText): void
    {
        $data = self::data($order);
        if ($data === null || $data['state'] === 'none') {
            return;
        }
        wp_enqueue_style(self::HANDLE, Plugin::url('assets/css/status.css'), [], Plugin::VERSION);
        $more = '';
        if (is_string($data['continue'])) {
            $more = '<a class="doku-akulaku-continue" href="' . esc_url($data['continue']) . '">'
                . esc_html__('Not finished at Akulaku yet? Go on with the payment.', 'paylater-gateway-for-akulaku') . '</a>';
        } elseif (is_string($data['retry'])) {
            $more = '<a class="button doku-akulaku-retry" href="' . esc_url($data['retry']) . '">'
                . esc_html__('Pay again', 'paylater-gateway-for-akulaku') . '</a>';
        }
        $sandbox = Services::settings()->sandbox() ? '<p><strong>' . esc_html(ShopperTexts::sandbox()) . '</strong></p>' : '';
        printf(
            '<div id="doku-akulaku-status" class="doku-akulaku-status doku-akulaku-status--%1$s" data-state="%1$s" data-url="%2$s"><p role="status" aria-live="polite">%3$s</p><p>%4$s</p>%5$s</div>',
            esc_attr((string) $data['state']),
            esc_url($data['final'] === true ? '' : AttemptEndpoint::url($order)),
            $withText ? esc_html((string) $data['text']) : '',
            wp_kses_post($more),
            $sandbox, // phpcs:ignore WordPress.Security.EscapeOutput -- escaped above.
        );
        if ($data['final'] !== true) {
            self::script();
        }
    }

    private static function script(): void
    {
        wp_enqueue_script(self::HANDLE, Plugin::url('assets/js/status.js'), ['wp-i18n'], Plugin::VERSION, true);
        wp_set_script_translations(self::HANDLE, 'paylater-gateway-for-akulaku', Plugin::path('languages'));
    }

    /** @return array<string, mixed>|null null: our rows cannot be read now */
    private static function data(\WC_Order $order): ?array
    {
        $id = $order->get_id();
        if (!array_key_exists($id, self::$known)) {
            if (!Requirements::met()) {
                return null;
            }
            try {
                $attempts = Services::store()->attempts((string) $id);
            } catch (\Throwable $error) {
                Services::log()->exception('state of order ' . $id, $error);
                $attempts = new Attempts();
            }
            self::$known[$id] = AttemptEndpoint::data($order, $attempts);
        }
        return self::$known[$id];
    }
}
