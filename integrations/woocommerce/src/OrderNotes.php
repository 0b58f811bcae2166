<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Outcome;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;

/** What the shop's staff reads at an order. Plain words; each note once. */
final class OrderNotes
{
    /** After a press of "place order". $theirs is the order that the try belongs to: another one of the same cart, perhaps. */
    public static function attempted(\WC_Order $order, ?\WC_Order $theirs, Attempt $attempt, Outcome $outcome): void
    {
        if ($theirs !== null && $theirs->get_id() !== $order->get_id()) {
            self::continued($order, $theirs, $attempt);
            $order = $theirs;
        }
        OrderMeta::remember($order, $attempt);
        if ($attempt->cart !== null) {
            $order->update_meta_data(OrderMeta::CART, $attempt->cart);
        }
        if ($outcome->result === Result::Done && OrderMeta::first($order, 'created:' . $attempt->invoice)) {
            self::add($order, sprintf(
                /* translators: 1: an amount of money, 2: an invoice number */
                __('Akulaku payment created: %1$s, invoice %2$s. Waiting for the customer.', 'paylater-gateway-for-akulaku'),
                Money::rupiah($attempt->amount),
                $attempt->invoice,
            ));
        }
        if ($outcome->result === Result::Unknown && OrderMeta::first($order, 'unknown:' . $attempt->invoice)) {
            self::add($order, sprintf(
                /* translators: %s: an invoice number */
                __('Outcome unknown: DOKU gave no definite answer about invoice %s. The order may exist at Akulaku. Do not make a replacement order; it is checked automatically.', 'paylater-gateway-for-akulaku'),
                $attempt->invoice,
            ));
        }
        if ($outcome->result === Result::Refused && $outcome->reason === Reason::RefusedByDoku) {
            self::add($order, sprintf(
                /* translators: %s: an invoice number */
                __('DOKU refused to create the payment %s. The reason stands in the box "Akulaku PayLater" of this order.', 'paylater-gateway-for-akulaku'),
                $attempt->invoice,
            ));
        }
        $order->save();
    }

    /** A second order of one cart: the buyer pays the first, so the second is closed before it is paid too. */
    private static function continued(\WC_Order $order, \WC_Order $first, Attempt $attempt): void
    {
        $note = sprintf(
            /* translators: 1: an order number, 2: an invoice number */
            __('The same cart has an open Akulaku payment already, for order %1$s (invoice %2$s). The customer goes on with that one, so this order is cancelled.', 'paylater-gateway-for-akulaku'),
            $first->get_order_number(),
            $attempt->invoice,
        );
        if ($order->has_status(['pending', 'failed', 'checkout-draft'])) {
            $order->update_status('cancelled', $note);
        } else {
            self::add($order, $note);
        }
        $session = WC()->session;
        if ($session !== null) {
            $session->set('order_awaiting_payment', $first->get_id());
            $session->set('store_api_draft_order', $first->get_id());
        }
    }

    public static function add(\WC_Order $order, string $text): void
    {
        $sandbox = OrderMeta::text($order, OrderMeta::ENVIRONMENT) === 'sandbox'
            ? __('[Sandbox: no real money]', 'paylater-gateway-for-akulaku') . ' ' : '';
        $order->add_order_note($sandbox . $text);
    }

    /** A moment in the shop's time zone and style. */
    public static function time(int $at): string
    {
        return wp_date(get_option('date_format', 'j F Y') . ' H:i', $at) ?: gmdate('Y-m-d H:i', $at);
    }
}
