<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

/** "Finish your payment": works without a session, from a mail or another device, as long as the payment can be paid. */
final class ContinueLink
{
    private const PARAMETER = 'continue';

    public static function url(\WC_Order $order): string
    {
        return add_query_arg(self::PARAMETER, OrderToken::make($order), NotificationEndpoint::alternativeUrl());
    }

    /** Never returns. */
    public static function follow(): never
    {
        nocache_headers();
        // phpcs:ignore WordPress.Security.NonceVerification.Recommended -- the token is the proof.
        $token = $_GET[self::PARAMETER] ?? '';
        $order = is_string($token) ? OrderToken::order($token) : null;
        if ($order === null) {
            status_header(404);
            wp_die(
                esc_html__('This link is not valid. Please open the newest email about your order, or contact us.', 'paylater-gateway-for-akulaku'),
                esc_html__('Akulaku PayLater', 'paylater-gateway-for-akulaku'),
                ['response' => 404],
            );
        }
        $url = null;
        try {
            $open = Requirements::met() ? Services::store()->attempts((string) $order->get_id())->open() : null;
            $url = $open !== null && $open->payable() && $order->needs_payment() ? $open->url : null;
        } catch (\Throwable $error) {
            Services::log()->exception('link of order ' . $order->get_id(), $error);
        }
        if ($url !== null) {
            // Akulaku's page, as DOKU named it; not a page of this site.
            wp_redirect($url, 302, 'PayLater Gateway for Akulaku'); // phpcs:ignore WordPress.Security.SafeRedirect
            exit;
        }
        wp_safe_redirect($order->needs_payment() ? $order->get_checkout_payment_url() : $order->get_checkout_order_received_url());
        exit;
    }

    /**
     * In My account: "Pay" goes on with the open payment.
     *
     * @param mixed $actions
     * @return mixed
     */
    public static function accountActions(mixed $actions, mixed $order): mixed
    {
        if (is_array($actions) && $order instanceof \WC_Order && isset($actions['pay']) && self::open($order)) {
            $actions['pay'] = [
                'url' => self::url($order),
                'name' => __('Finish payment', 'paylater-gateway-for-akulaku'),
                /* translators: %s: an order number */
                'aria-label' => sprintf(__('Finish the Akulaku payment of order %s', 'paylater-gateway-for-akulaku'), $order->get_order_number()),
            ];
        }
        return $actions;
    }

    public static function inMail(mixed $order, mixed $toAdmin, mixed $plain): void
    {
        if (!$order instanceof \WC_Order || $toAdmin === true || !self::open($order)) {
            return;
        }
        $text = __('Not finished at Akulaku yet? Go on with the payment:', 'paylater-gateway-for-akulaku');
        if ($plain === true) {
            echo "\n", esc_html($text), "\n", esc_url_raw(self::url($order)), "\n\n";
            return;
        }
        echo '<p>', esc_html($text), ' <a href="', esc_url(self::url($order)), '">', esc_html__('Finish payment', 'paylater-gateway-for-akulaku'), '</a></p>';
    }

    private static function open(\WC_Order $order): bool
    {
        if (!OrderMeta::has($order) || $order->get_payment_method() !== Settings::GATEWAY || !$order->needs_payment() || !Requirements::met()) {
            return false;
        }
        try {
            return Services::store()->attempts((string) $order->get_id())->open()?->payable() === true;
        } catch (\Throwable $error) {
            Services::log()->exception('link of order ' . $order->get_id(), $error);
            return false;
        }
    }
}
