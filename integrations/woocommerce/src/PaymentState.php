<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

use DokuAkulaku\Payments\Attempts;
use DokuAkulaku\Status;

/** What the page after the payment says: from our own rows, never from the order's status alone. */
final class PaymentState
{
    private function __construct(
        public readonly string $name,
        public readonly string $title,
        public readonly string $text,
        public readonly bool $final,
    ) {
    }

    public static function of(\WC_Order $order, Attempts $attempts): self
    {
        $latest = $attempts->latest();
        $state = match (true) {
            count($attempts->paid()) > 1 => 'paid_twice',
            $attempts->status() === Status::Success => self::paid($order),
            $attempts->status() === Status::Refunded => 'refunded',
            $order->has_status('cancelled') => 'cancelled',
            $order->is_paid() => 'paid',
            $latest === null => 'none',
            $latest->payable() => 'waiting',
            $latest->status === Status::Failed => 'failed',
            $latest->status === Status::Expired => 'expired',
            $latest->status === Status::Cancelled => 'expired',
            $latest->closedAt !== null => 'failed',
            default => 'unknown',
        };
        [$title, $text] = self::words($state, $order, $latest === null ? 0 : $latest->amount);
        return new self($state, $title, $text, !in_array($state, ['waiting', 'unknown', 'none'], true));
    }

    private static function paid(\WC_Order $order): string
    {
        return match (true) {
            $order->is_paid(), $order->has_status('refunded') => 'paid',
            $order->get_meta(OrderMeta::HOLD) === 'paid_after_cancel' => 'paid_after_cancel',
            $order->has_status('on-hold') => 'paid_checked',
            default => 'paid',
        };
    }

    /** @return array{string, string} */
    private static function words(string $state, \WC_Order $order, int $amount): array
    {
        return match ($state) {
            'paid' => [
                __('Payment successful', 'paylater-gateway-for-akulaku'),
                __('Payment successful. Thank you, we will process your order soon.', 'paylater-gateway-for-akulaku'),
            ],
            'paid_checked' => [
                __('Payment received', 'paylater-gateway-for-akulaku'),
                __('We have received your payment and are checking your order. Please do not pay again; we will contact you.', 'paylater-gateway-for-akulaku'),
            ],
            'paid_after_cancel' => [
                __('Payment received', 'paylater-gateway-for-akulaku'),
                __('We received your payment after the order was cancelled. We will contact you about delivery or a refund.', 'paylater-gateway-for-akulaku'),
            ],
            'paid_twice' => [
                __('Payment received', 'paylater-gateway-for-akulaku'),
                __('We received two payments for this order. We will contact you to refund one.', 'paylater-gateway-for-akulaku'),
            ],
            'refunded' => [
                __('Payment refunded', 'paylater-gateway-for-akulaku'),
                /* translators: %s: an amount of money */
                sprintf(__('%s was refunded through Akulaku. See the Akulaku app for your bill and limit.', 'paylater-gateway-for-akulaku'), Money::rupiah($amount)),
            ],
            'failed' => [
                __('Payment not successful', 'paylater-gateway-for-akulaku'),
                __('The payment with Akulaku did not succeed and your order is not paid. Please try again or choose another method.', 'paylater-gateway-for-akulaku'),
            ],
            'expired' => [
                __('Payment time is over', 'paylater-gateway-for-akulaku'),
                __('The time for this payment is over. Please try to pay again or place a new order.', 'paylater-gateway-for-akulaku'),
            ],
            'cancelled' => [
                __('Order cancelled', 'paylater-gateway-for-akulaku'),
                /* translators: %s: an order number */
                sprintf(__('This order was cancelled. You need not pay. If you have already paid, contact us with order number %s.', 'paylater-gateway-for-akulaku'), $order->get_order_number()),
            ],
            'waiting' => [
                __('Waiting for Akulaku', 'paylater-gateway-for-akulaku'),
                __('Thank you, we have your order. We are waiting for Akulaku\'s confirmation. If you have finished the payment, do not pay again.', 'paylater-gateway-for-akulaku'),
            ],
            'unknown' => [
                __('Checking your payment', 'paylater-gateway-for-akulaku'),
                __('We do not know yet about this payment. Please do not pay again and do not place a new order. We are checking and will tell you by email.', 'paylater-gateway-for-akulaku'),
            ],
            default => [
                __('Not paid yet', 'paylater-gateway-for-akulaku'),
                __('Your order is not paid yet.', 'paylater-gateway-for-akulaku'),
            ],
        };
    }
}
