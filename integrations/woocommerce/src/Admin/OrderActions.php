<?php

declare(strict_types=1);

namespace DokuAkulakuWoo\Admin;

use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Outcome;
use DokuAkulaku\Payments\Result;
use DokuAkulakuWoo\Orders;
use DokuAkulakuWoo\Refunds;
use DokuAkulakuWoo\Requirements;
use DokuAkulakuWoo\Schedule;
use DokuAkulakuWoo\Services;

/** The buttons of the order box. Each names the order and its invoice or Request-Id, and both must belong together. */
final class OrderActions
{
    public static function run(): never
    {
        // phpcs:disable WordPress.Security.NonceVerification.Missing -- checked below, once the order is known.
        $id = isset($_POST['order']) && is_numeric($_POST['order']) ? (int) $_POST['order'] : 0;
        $action = isset($_POST['do']) && is_string($_POST['do']) ? sanitize_key($_POST['do']) : '';
        $subject = isset($_POST['subject']) && is_string($_POST['subject']) ? sanitize_text_field(wp_unslash($_POST['subject'])) : '';
        // phpcs:enable
        if (!current_user_can('edit_shop_orders')) {
            wp_die(esc_html__('You may not do this.', 'paylater-gateway-for-akulaku'), '', ['response' => 403]);
        }
        check_admin_referer('doku_akulaku_' . $id, 'nonce');
        $order = Orders::fresh($id);
        if ($order === null || !Requirements::met()) {
            wp_die(esc_html__('There is no such order, or the PHP extension is missing.', 'paylater-gateway-for-akulaku'), '', ['response' => 404]);
        }
        [$type, $text] = self::perform($order, $action, $subject);
        Notices::leave($type, $text);
        wp_safe_redirect($order->get_edit_order_url());
        exit;
    }

    /** @return array{string, string} kind of notice, text */
    public static function perform(\WC_Order $order, string $action, string $subject): array
    {
        try {
            $attempt = self::attempt($order, $action, $subject);
            if ($attempt === null) {
                return ['error', __('This payment does not belong to this order.', 'paylater-gateway-for-akulaku')];
            }
            if ($action === 'refund') {
                $result = Refunds::ofAttempt($order, $attempt);
                return is_wp_error($result)
                    ? ['error', $result->get_error_message()]
                    : ['success', __('The refund is done.', 'paylater-gateway-for-akulaku')];
            }
            $outcome = self::outcome($order, $attempt, $action, $subject);
            Schedule::tellNow($order->get_id());
            return [$outcome->result === Result::Done ? 'success' : 'warning', Words::outcome($action, $outcome)];
        } catch (\Throwable $error) {
            Services::log()->exception('order box, ' . $action, $error);
            return ['error', __('This did not work; nothing is lost. Try again later; the log says more.', 'paylater-gateway-for-akulaku')];
        }
    }

    private static function outcome(\WC_Order $order, Attempt $attempt, string $action, string $subject): Outcome
    {
        $payments = Services::payments();
        $user = wp_get_current_user()->user_login;
        return match ($action) {
            'check' => $payments->check($attempt->invoice),
            'cancel' => $payments->cancel((string) $order->get_id()),
            'repeat' => $payments->repeat($subject),
            'give_up' => $payments->giveUp($attempt->invoice, $user === '' ? 'wp-cli' : $user),
            default => throw new \InvalidArgumentException('unknown action'),
        };
    }

    private static function attempt(\WC_Order $order, string $action, string $subject): ?Attempt
    {
        $store = Services::store();
        foreach ($store->attempts((string) $order->get_id()) as $attempt) {
            if ($attempt->invoice === $subject) {
                return $attempt;
            }
            foreach ($action === 'repeat' ? $store->calls($attempt->invoice) : [] as $call) {
                if ($call->requestId === $subject) {
                    return $attempt;
                }
            }
        }
        return null;
    }
}
