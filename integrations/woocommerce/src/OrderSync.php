<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

use DokuAkulaku\Payments\Alarm;
use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Attempts;
use DokuAkulaku\Payments\Shop;
use DokuAkulaku\Status;

/**
 * Brings an order of WooCommerce to the state of its payments. Called by the one worker that claimed the order, perhaps
 * again after a crash: so it reads the order afresh and does only what is missing. Stock is WooCommerce's affair.
 */
final class OrderSync implements Shop
{
    public function apply(string $order, Attempts $attempts): void
    {
        $wc = Orders::fresh((int) $order);
        if ($wc === null) {
            self::orderIsGone($order, $attempts);
            return;
        }
        $before = OrderMeta::text($wc, OrderMeta::STATUS);
        $latest = $attempts->latest();
        if ($latest !== null) {
            OrderMeta::remember($wc, $attempts->paid()[0] ?? $latest);
        }
        foreach ($attempts as $attempt) {
            self::noteEnd($wc, $attempt);
        }
        $status = $attempts->status();
        match ($status) {
            Status::Success => self::paid($wc, $attempts),
            Status::Refunded => self::refunded($wc, $attempts),
            Status::Failed, Status::Expired => self::unpaid($wc, $attempts),
            default => null,
        };
        self::alarms($wc, $attempts);
        $wc->update_meta_data(OrderMeta::STATUS, $status->value);
        $wc->save();
        if ($before !== $status->value) {
            do_action('doku_akulaku_status_changed', $wc->get_id(), $status, $attempts);
        }
    }

    private static function paid(\WC_Order $wc, Attempts $attempts): void
    {
        $attempt = $attempts->paid()[0];
        $ours = $wc->get_payment_method() === Settings::GATEWAY;
        $paid = array_map(static fn (Attempt $one): string => $one->invoice, $attempts->paid());
        $all = array_map(static fn (Attempt $one): string => $one->invoice, iterator_to_array($attempts, false));
        if ($wc->is_paid() || $wc->has_status('refunded')) {
            $known = $wc->get_transaction_id();
            if ($ours && ($known === '' || (in_array($known, $all, true) && !in_array($known, $paid, true)))) {
                // The status was set by hand before the money was known, or the other one of two payments was refunded.
                $wc->set_transaction_id($attempt->invoice);
            } elseif (!in_array($known, $paid, true)) {
                self::paidElsewhere($wc, $attempt);
            }
            return;
        }
        if (OrderMeta::text($wc, OrderMeta::HOLD) !== '' && $wc->has_status(['on-hold', 'cancelled'])) {
            return;
        }
        if ($wc->has_status(['cancelled', 'trash'])) {
            self::paidAfterCancel($wc, $attempt);
        } elseif (Money::whole($wc->get_total()) !== $attempt->amount) {
            self::amountsDiffer($wc, $attempt);
        } elseif ($wc->has_status('on-hold') && !$ours) {
            self::paidElsewhere($wc, $attempt);
        } elseif ($wc->has_status(['pending', 'failed', 'on-hold', 'checkout-draft'])) {
            self::complete($wc, $attempt);
        } elseif (OrderMeta::first($wc, 'strange:' . $attempt->invoice)) {
            self::alarm($wc, sprintf(
                /* translators: 1: an amount of money, 2: an invoice number, 3: an order status */
                __('Akulaku confirmed %1$s (invoice %2$s), but the order has the status "%3$s", which this plugin does not change. Set the order\'s status by hand.', 'paylater-gateway-for-akulaku'),
                Money::rupiah($attempt->amount),
                $attempt->invoice,
                wc_get_order_status_name($wc->get_status()),
            ));
        }
    }

    private static function complete(\WC_Order $wc, Attempt $attempt): void
    {
        if ($wc->get_payment_method() !== Settings::GATEWAY) {
            // The buyer had begun to pay otherwise. The money came by us, and so a refund goes.
            $wc->set_payment_method(Settings::GATEWAY);
            $wc->set_payment_method_title(__('Akulaku PayLater', 'paylater-gateway-for-akulaku'));
        }
        $wc->update_meta_data(OrderMeta::PAID_AT, (string) ($attempt->paidAt ?? $attempt->changedAt ?? time()));
        if ($wc->has_status('checkout-draft')) {
            $wc->set_status('pending');
            $wc->save();
        }
        if (!$wc->payment_complete($attempt->invoice) || Orders::fresh($wc->get_id())?->is_paid() !== true) {
            // Another plugin may have chosen a status of its own that does not count as paid; the transaction says it.
            if (Orders::fresh($wc->get_id())?->get_transaction_id() !== $attempt->invoice) {
                throw new \RuntimeException('payment_complete() of order ' . $wc->get_id() . ' did not end');
            }
        }
        OrderNotes::add($wc, sprintf(
            /* translators: 1: an amount of money, 2: an invoice number, 3: date and time */
            __('Akulaku confirmed %1$s (invoice %2$s, %3$s).', 'paylater-gateway-for-akulaku'),
            Money::rupiah($attempt->amount),
            $attempt->invoice,
            OrderNotes::time($attempt->paidAt ?? time()),
        ));
        if (!self::notified($attempt)) {
            update_option(Admin\SiteHealth::LOOKED_UP, time(), true);
            OrderNotes::add($wc, __('No notification came; the payment was found by a look-up. Check the notification address in DOKU\'s dashboard.', 'paylater-gateway-for-akulaku'));
        }
    }

    private static function notified(Attempt $attempt): bool
    {
        foreach (Services::store()->events($attempt->invoice) as $event) {
            if ($event->source === 'notification' && $event->status === Status::Success) {
                return true;
            }
        }
        return false;
    }

    private static function paidAfterCancel(\WC_Order $wc, Attempt $attempt): void
    {
        $wc->update_meta_data(OrderMeta::HOLD, 'paid_after_cancel');
        $wc->update_meta_data(OrderMeta::PAID_AT, (string) ($attempt->paidAt ?? time()));
        OrderMeta::first($wc, 'alarm:' . Alarm::PaidAfterCancel->value);
        $text = sprintf(
            /* translators: 1: an amount of money, 2: date and time, 3: an invoice number */
            __('Paid after cancel: %1$s at %2$s (invoice %3$s). The order is not revived by itself. Check stock, then process it or refund.', 'paylater-gateway-for-akulaku'),
            Money::rupiah($attempt->amount),
            OrderNotes::time($attempt->paidAt ?? time()),
            $attempt->invoice,
        );
        $short = self::shortOfStock($wc);
        if ($short !== []) {
            /* translators: %s: names of products */
            $text .= ' ' . sprintf(__('Not enough in stock: %s.', 'paylater-gateway-for-akulaku'), implode(', ', $short));
        }
        if ($wc->has_status('trash')) {
            self::alarm($wc, $text);
            return;
        }
        $wc->set_transaction_id($attempt->invoice);
        $wc->set_status('on-hold');
        $wc->save();
        self::alarm($wc, $text);
    }

    /** @return list<string> */
    private static function shortOfStock(\WC_Order $wc): array
    {
        $short = [];
        foreach ($wc->get_items('line_item') as $item) {
            $product = $item instanceof \WC_Order_Item_Product ? $item->get_product() : false;
            if (!$product instanceof \WC_Product) {
                $short[] = $item->get_name();
            } elseif (!$product->is_in_stock() || ($product->managing_stock() && !$product->has_enough_stock($item->get_quantity()))) {
                $short[] = $product->get_name();
            }
        }
        return $short;
    }

    private static function amountsDiffer(\WC_Order $wc, Attempt $attempt): void
    {
        $wc->update_meta_data(OrderMeta::HOLD, 'amount_differs');
        $wc->update_meta_data(OrderMeta::PAID_AT, (string) ($attempt->paidAt ?? time()));
        $wc->set_transaction_id($attempt->invoice);
        $wc->set_status('on-hold');
        $wc->save();
        $total = Money::whole($wc->get_total());
        self::alarm($wc, sprintf(
            /* translators: 1: the order's total, 2: the amount that was paid, 3: the difference */
            __('Amounts differ: order %1$s, paid %2$s (difference %3$s). Do not ship before checking.', 'paylater-gateway-for-akulaku'),
            $total === null ? (string) $wc->get_total() : Money::rupiah($total),
            Money::rupiah($attempt->amount),
            $total === null ? '?' : Money::rupiah($attempt->amount - $total),
        ));
    }

    private static function paidElsewhere(\WC_Order $wc, Attempt $attempt): void
    {
        if (OrderMeta::first($wc, 'alarm:' . Alarm::PaidElsewhere->value . ':' . $attempt->invoice)) {
            OrderMeta::first($wc, 'alarm:' . Alarm::PaidElsewhere->value);
            self::alarm($wc, sprintf(
                /* translators: 1: an amount of money, 2: an invoice number */
                __('Paid by Akulaku as well: %1$s (invoice %2$s), although this order is paid or to be paid in another way. Refund one of the two; the button for Akulaku is in the box "Akulaku PayLater".', 'paylater-gateway-for-akulaku'),
                Money::rupiah($attempt->amount),
                $attempt->invoice,
            ));
        }
    }

    /** Money was given back at DOKU (by the button, or found by a look-up): the order says so, once. */
    private static function refunded(\WC_Order $wc, Attempts $attempts): void
    {
        foreach ($attempts as $attempt) {
            if ($attempt->status === Status::Refunded) {
                Refunds::record($wc, $attempt);
            }
        }
    }

    private static function unpaid(\WC_Order $wc, Attempts $attempts): void
    {
        $ours = $wc->get_payment_method() === Settings::GATEWAY;
        if ($ours && $wc->has_status('pending') && $attempts->open() === null) {
            $wc->set_status('failed');
            $wc->save();
        }
    }

    private static function noteEnd(\WC_Order $wc, Attempt $attempt): void
    {
        if ($attempt->status === Status::Refunded) {
            Refunds::note($wc, $attempt);
            return;
        }
        $text = match ($attempt->status) {
            /* translators: %s: an invoice number */
            Status::Failed => __('Payment %s failed.', 'paylater-gateway-for-akulaku'),
            /* translators: %s: an invoice number */
            Status::Expired => __('Payment %s expired unpaid.', 'paylater-gateway-for-akulaku'),
            /* translators: %s: an invoice number */
            Status::Cancelled => __('Payment %s was cancelled at Akulaku and cannot be paid any more.', 'paylater-gateway-for-akulaku'),
            default => null,
        };
        if ($text !== null && OrderMeta::first($wc, $attempt->status->value . ':' . $attempt->invoice)) {
            OrderNotes::add($wc, sprintf($text, $attempt->invoice));
        }
    }

    private static function alarms(\WC_Order $wc, Attempts $attempts): void
    {
        foreach ($attempts->alarms() as $alarm) {
            if (OrderMeta::first($wc, 'alarm:' . $alarm->value)) {
                self::alarm($wc, Admin\Alarms::text($alarm, $wc, $attempts));
            }
        }
    }

    private static function alarm(\WC_Order $wc, string $text): void
    {
        OrderNotes::add($wc, $text);
        Admin\Alarms::raise($wc, $text);
    }

    /** Deleted, or lost with a restored backup: there is no order to write to, so the staff is told once. */
    private static function orderIsGone(string $order, Attempts $attempts): void
    {
        foreach ($attempts->paid() as $attempt) {
            Admin\Alarms::orphan($order, $attempt->invoice, $attempt->amount);
        }
    }
}
