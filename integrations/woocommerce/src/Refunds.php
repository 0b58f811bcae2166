<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Outcome;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;
use DokuAkulaku\Status;

/** Refunds belong to a try. Only what DOKU has confirmed counts as refunded. */
final class Refunds
{
    private const SECONDS = 30.0;

    /** The button of WooCommerce's own order screen, and its REST. WooCommerce deletes its refund again on WP_Error. */
    public static function fromOrderScreen(int $id, mixed $amount): bool|\WP_Error
    {
        $order = Orders::fresh($id);
        if ($order === null || !Requirements::met()) {
            return self::error('unavailable', __('Nothing was sent: the PHP extension doku_akulaku is not active, or the order cannot be read.', 'paylater-gateway-for-akulaku'));
        }
        try {
            $attempts = Services::store()->attempts((string) $id);
        } catch (\Throwable $error) {
            Services::log()->exception('refund of order ' . $id, $error);
            return self::error('no_store', __('The database of the payments cannot be reached; nothing was sent. Try again later.', 'paylater-gateway-for-akulaku'));
        }
        $paid = $attempts->paid();
        if (count($paid) > 1) {
            return self::error('paid_twice', __('This order was paid twice. Choose the payment to refund in the box "Akulaku PayLater"; nothing was sent.', 'paylater-gateway-for-akulaku'));
        }
        if ($paid === []) {
            return $attempts->status() === Status::Refunded
                ? true
                : self::error('not_paid', __('There is no Akulaku payment to refund on this order.', 'paylater-gateway-for-akulaku'));
        }
        $whole = is_scalar($amount) && !is_bool($amount) ? Money::whole($amount) : null;
        if ($whole === null || $whole !== $paid[0]->amount) {
            return self::error('full_only', self::fullOnly($paid[0]->amount));
        }
        return self::result($order, $paid[0], self::send($paid[0]));
    }

    /** The button of our own box: for a try of an order that was paid twice, after cancel, or elsewhere too. */
    public static function ofAttempt(\WC_Order $order, Attempt $attempt): bool|\WP_Error
    {
        $result = self::result($order, $attempt, self::send($attempt));
        if ($result === true) {
            Schedule::tellNow($order->get_id());
        }
        return $result;
    }

    /** The order's own refund, when DOKU says REFUNDED. Never more than once, and only when no paid try is left. */
    public static function record(\WC_Order $order, Attempt $attempt): void
    {
        self::note($order, $attempt);
        $mine = $order->get_transaction_id() === $attempt->invoice;
        $left = Money::whole($order->get_remaining_refund_amount());
        if (!$mine || $left === null || $left < 1) {
            return;
        }
        $refund = wc_create_refund([
            'order_id' => $order->get_id(),
            'amount' => (string) min($left, $attempt->amount),
            'reason' => __('Refunded through Akulaku', 'paylater-gateway-for-akulaku'),
            'refund_payment' => false,
        ]);
        if (is_wp_error($refund)) {
            $again = Orders::fresh($order->get_id());
            if ($again !== null && (int) Money::whole($again->get_remaining_refund_amount()) > 0) {
                throw new \RuntimeException('the refund of order ' . $order->get_id() . ' could not be recorded');
            }
            return;
        }
        $refund->update_meta_data(OrderMeta::REFUNDED, $attempt->invoice);
        $refund->save();
    }

    public static function note(\WC_Order $order, Attempt $attempt): void
    {
        if (OrderMeta::first($order, 'refunded:' . $attempt->invoice)) {
            OrderNotes::add($order, sprintf(
                /* translators: 1: an amount of money, 2: an invoice number */
                __('%1$s refunded through Akulaku (invoice %2$s).', 'paylater-gateway-for-akulaku'),
                Money::rupiah($attempt->amount),
                $attempt->invoice,
            ));
            $order->save();
        }
    }

    private static function send(Attempt $attempt): Outcome
    {
        return Services::payments()->refund($attempt->invoice, $attempt->amount, self::SECONDS);
    }

    private static function result(\WC_Order $order, Attempt $attempt, Outcome $outcome): bool|\WP_Error
    {
        if ($outcome->result === Result::Unknown || $outcome->result === Result::Later) {
            // A look-up may have settled it while we waited.
            try {
                $now = Services::store()->attempt($attempt->account, $attempt->invoice);
            } catch (\Throwable) {
                $now = null;
            }
            if ($now !== null && $now->status === Status::Refunded) {
                return true;
            }
        }
        if ($outcome->result === Result::Done) {
            self::note($order, $attempt);
            return true;
        }
        if ($outcome->result === Result::Unknown && OrderMeta::first($order, 'refund-unknown:' . $attempt->invoice)) {
            OrderNotes::add($order, self::unknown());
            $order->save();
        }
        return self::error($outcome->reason->value ?? 'unknown', self::words($outcome, $attempt));
    }

    private static function words(Outcome $outcome, Attempt $attempt): string
    {
        if ($outcome->result === Result::Unknown) {
            return self::unknown();
        }
        return match ($outcome->reason) {
            Reason::FullOnly => self::fullOnly($attempt->amount),
            Reason::NotPaid => __('There is no Akulaku payment to refund on this order.', 'paylater-gateway-for-akulaku'),
            Reason::NoIdentifiers => __('Nothing was sent: DOKU has not told Akulaku\'s identifiers of this payment. Press "Check status" in the box "Akulaku PayLater", then try again.', 'paylater-gateway-for-akulaku'),
            Reason::RefusedByDoku => __('DOKU refused the refund. Nothing was refunded. Its words stand in the box "Akulaku PayLater".', 'paylater-gateway-for-akulaku'),
            Reason::AccountUnknown => __('Nothing was sent: this payment was made with another Client-Id, whose secret key is not kept any more. Set that account again, or refund in DOKU\'s dashboard.', 'paylater-gateway-for-akulaku'),
            Reason::CopiedSite => __('Nothing was sent: this site may be a copy of the shop, or the payment belongs to another site.', 'paylater-gateway-for-akulaku'),
            Reason::Busy => __('Nothing was sent: this payment is being worked on right now. Try again in a minute.', 'paylater-gateway-for-akulaku'),
            Reason::NoStore => __('The database of the payments cannot be reached; nothing was sent. Try again later.', 'paylater-gateway-for-akulaku'),
            default => __('DOKU cannot be reached; nothing was sent. Try again later.', 'paylater-gateway-for-akulaku'),
        };
    }

    private static function unknown(): string
    {
        return __('It is not known whether the refund happened. Do not transfer by hand. Press "Refund" once more: the same request is sent again and is not executed twice.', 'paylater-gateway-for-akulaku');
    }

    public static function fullOnly(int $amount): string
    {
        /* translators: %s: an amount of money */
        return sprintf(__('Only full refunds are supported. Enter %s, or ask DOKU about a partial one.', 'paylater-gateway-for-akulaku'), Money::rupiah($amount));
    }

    private static function error(string $code, string $text): \WP_Error
    {
        return new \WP_Error('doku_akulaku_' . $code, $text);
    }
}
