<?php

declare(strict_types=1);

namespace DokuAkulakuWoo\Admin;

use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Call;
use DokuAkulaku\Payments\Operation;
use DokuAkulaku\Payments\Store;
use DokuAkulaku\Status;
use DokuAkulakuWoo\Money;
use DokuAkulakuWoo\OrderMeta;
use DokuAkulakuWoo\OrderNotes;
use DokuAkulakuWoo\Requirements;
use DokuAkulakuWoo\Services;
use DokuAkulakuWoo\Settings;

/** The box "Akulaku PayLater" at an order: tries, calls, history, and what staff may do. */
final class OrderBox
{
    public static function add(mixed $object): void
    {
        $order = $object instanceof \WP_Post ? wc_get_order($object->ID) : $object;
        if (!$order instanceof \WC_Order || ($order->get_payment_method() !== Settings::GATEWAY && !OrderMeta::has($order))) {
            return;
        }
        foreach (array_unique(['shop_order', wc_get_page_screen_id('shop-order')]) as $screen) {
            add_meta_box('doku-akulaku', __('Akulaku PayLater', 'paylater-gateway-for-akulaku'), static fn () => self::show($order), $screen, 'normal', 'default');
        }
    }

    private static function show(\WC_Order $order): void
    {
        if (!Requirements::met()) {
            echo '<p>', esc_html(implode(' ', Requirements::missing())), '</p>';
            return;
        }
        try {
            $store = Services::store();
            $attempts = $store->attempts((string) $order->get_id());
            if (count($attempts) === 0) {
                echo '<p>', esc_html__('No payment was begun yet.', 'paylater-gateway-for-akulaku'), '</p>';
                return;
            }
            foreach ($attempts->alarms() as $alarm) {
                echo '<div class="notice notice-error inline"><p>', esc_html(Alarms::text($alarm, $order, $attempts)), '</p></div>';
            }
            foreach (array_reverse(iterator_to_array($attempts, false)) as $attempt) {
                self::attempt($order, $store, $attempt);
            }
        } catch (\Throwable $error) {
            Services::log()->exception('order box', $error);
            echo '<p>', esc_html__('The database of the payments cannot be reached. Try again later.', 'paylater-gateway-for-akulaku'), '</p>';
            return;
        }
        self::hints($order, $attempts->status() === Status::Success);
    }

    private static function attempt(\WC_Order $order, Store $store, Attempt $attempt): void
    {
        $sandbox = str_starts_with($attempt->account, 'sandbox:');
        $calls = $store->calls($attempt->invoice);
        echo '<div class="doku-akulaku-attempt"><h4>';
        echo esc_html(sprintf('%s · %s', $attempt->invoice, Money::rupiah($attempt->amount)));
        echo ' <mark class="doku-akulaku-mark doku-akulaku-mark--', esc_attr(strtolower($attempt->status->value)), '"><span>', esc_html(Words::status($attempt)), '</span></mark>';
        if ($sandbox) {
            echo ' <mark class="doku-akulaku-mark doku-akulaku-mark--sandbox"><span>', esc_html__('sandbox', 'paylater-gateway-for-akulaku'), '</span></mark>';
        }
        echo '</h4>';
        self::facts($attempt);
        self::buttons($order, $attempt, $calls);
        self::calls($calls);
        self::history($store, $attempt);
        echo '</div>';
    }

    private static function facts(Attempt $attempt): void
    {
        $facts = [
            __('Begun', 'paylater-gateway-for-akulaku') => OrderNotes::time($attempt->createdAt),
            __('Paid', 'paylater-gateway-for-akulaku') => $attempt->paidAt === null ? '' : OrderNotes::time($attempt->paidAt),
            __('Akulaku\'s order', 'paylater-gateway-for-akulaku') => OrderMeta::akulakuOrder($attempt),
            'Client-Id' => explode(':', $attempt->account, 2)[1] ?? '',
        ];
        echo '<p class="doku-akulaku-facts">';
        foreach (array_filter($facts, static fn (string $fact): bool => $fact !== '') as $name => $fact) {
            echo '<span>', esc_html($name), ': <strong>', esc_html($fact), '</strong></span> ';
        }
        echo '</p>';
    }

    /** @param list<Call> $calls */
    private static function buttons(\WC_Order $order, Attempt $attempt, array $calls): void
    {
        $buttons = '';
        if (!in_array($attempt->status, [Status::Refunded, Status::Cancelled], true)) {
            $buttons .= self::button($order, 'check', $attempt->invoice, __('Check status', 'paylater-gateway-for-akulaku'));
        }
        if ($attempt->isUnsettled()) {
            $buttons .= self::button($order, 'cancel', $attempt->invoice, __('Cancel at Akulaku', 'paylater-gateway-for-akulaku'), __('Cancel this payment at Akulaku? The customer cannot pay it any more then.', 'paylater-gateway-for-akulaku'));
        }
        if ($attempt->isOpen() && $attempt->url === null) {
            $buttons .= self::button($order, 'give_up', $attempt->invoice, __('Give up', 'paylater-gateway-for-akulaku'), __('Stop waiting for this payment, so that the customer can begin a new one? It stays watched: if it was made after all and gets paid, you will be told.', 'paylater-gateway-for-akulaku'));
        }
        foreach ($calls as $call) {
            if (!$call->state->isSettled() && !($call->operation === Operation::Generate && !$attempt->isUnsettled())) {
                /* translators: %s: the name of an operation */
                $buttons .= self::button($order, 'repeat', $call->requestId, sprintf(__('Send again: %s', 'paylater-gateway-for-akulaku'), Words::operation($call->operation)));
            }
        }
        if ($attempt->status === Status::Success) {
            $amount = Money::rupiah($attempt->amount);
            $buttons .= self::button(
                $order,
                'refund',
                $attempt->invoice,
                /* translators: %s: an amount of money */
                sprintf(__('Refund %s via Akulaku', 'paylater-gateway-for-akulaku'), $amount),
                /* translators: %s: an amount of money */
                sprintf(__('Refund the whole %s to the customer through Akulaku? This cannot be undone.', 'paylater-gateway-for-akulaku'), $amount),
            );
        }
        if ($buttons !== '') {
            echo '<p class="doku-akulaku-buttons">', $buttons, '</p>'; // phpcs:ignore WordPress.Security.EscapeOutput -- escaped in button().
        }
    }

    private static function button(\WC_Order $order, string $action, string $subject, string $text, string $question = ''): string
    {
        return sprintf(
            '<button type="button" class="button doku-akulaku-action" data-order="%d" data-do="%s" data-subject="%s" data-nonce="%s" data-question="%s">%s</button> ',
            $order->get_id(),
            esc_attr($action),
            esc_attr($subject),
            esc_attr(wp_create_nonce('doku_akulaku_' . $order->get_id())),
            esc_attr($question),
            esc_html($text),
        );
    }

    /** @param list<Call> $calls */
    private static function calls(array $calls): void
    {
        echo '<details><summary>', esc_html__('Calls to DOKU', 'paylater-gateway-for-akulaku'), '</summary><table class="widefat striped"><thead><tr>';
        foreach ([__('Call', 'paylater-gateway-for-akulaku'), __('Result', 'paylater-gateway-for-akulaku'), 'HTTP', 'Request-Id', __('Last sent', 'paylater-gateway-for-akulaku')] as $head) {
            echo '<th>', esc_html($head), '</th>';
        }
        echo '</tr></thead><tbody>';
        foreach ($calls as $call) {
            echo '<tr><td>', esc_html(Words::operation($call->operation)), '</td><td>', esc_html(Words::call($call)), '</td><td>',
                esc_html((string) ($call->httpStatus ?? '')), '</td><td><code>', esc_html($call->requestId), '</code></td><td>', esc_html(OrderNotes::time($call->sentAt)), '</td></tr>';
        }
        echo '</tbody></table></details>';
    }

    private static function history(Store $store, Attempt $attempt): void
    {
        echo '<details><summary>', esc_html__('History', 'paylater-gateway-for-akulaku'), '</summary><table class="widefat striped"><tbody>';
        foreach ($store->events($attempt->invoice) as $event) {
            $who = $event->who === null ? '' : ' (' . $event->who . ')';
            $amount = $event->amount === null || $event->amount === $attempt->amount ? '' : ' ' . Money::rupiah($event->amount);
            echo '<tr><td>', esc_html(OrderNotes::time($event->at)), '</td><td>', esc_html(Words::source($event) . $who), '</td><td>',
                esc_html(Words::state($event->status) . $amount), '</td><td>', esc_html(Words::move($event)), '</td></tr>';
        }
        echo '</tbody></table></details>';
    }

    private static function hints(\WC_Order $order, bool $paid): void
    {
        if ($paid) {
            echo '<p class="description">', esc_html__('Refunds are full only. Changing the status to "Refunded", or a refund by REST without "api_refund", refunds nothing: use a button named "via Akulaku". Do not transfer by hand.', 'paylater-gateway-for-akulaku'), '</p>';
        } elseif ($order->has_status('pending')) {
            echo '<p class="description">', esc_html__('Cancelling the order cancels the payment at Akulaku too, within a minute or so.', 'paylater-gateway-for-akulaku'), '</p>';
        }
    }
}
