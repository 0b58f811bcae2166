<?php

declare(strict_types=1);

namespace DokuAkulakuWoo\Admin;

use DokuAkulaku\Payments\Alarm;
use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Attempts;
use DokuAkulakuWoo\Money;
use DokuAkulakuWoo\OrderNotes;
use DokuAkulakuWoo\Orders;
use DokuAkulakuWoo\Services;

/** What a person has to look at: a note at the order, a line in the log, a mail, and a notice until it is put away. */
final class Alarms
{
    /** list of {order, number, text, at}, not autoloaded: read in wp-admin only. */
    public const OPTION = 'doku_akulaku_alarms';
    private const KEPT = 50;

    public static function text(Alarm $alarm, \WC_Order $order, Attempts $attempts): string
    {
        $paid = $attempts->paid();
        $one = $paid[0] ?? $attempts->latest();
        return match ($alarm) {
            Alarm::PaidTwice => self::paidTwice($paid),
            /* translators: 1: an amount of money, 2: an invoice number */
            Alarm::PaidAfterCancel => self::say(__('Paid after the payment was to be cancelled: %1$s (invoice %2$s). Check the order and its stock, then process it or refund.', 'paylater-gateway-for-akulaku'), $one),
            /* translators: 1: an amount of money, 2: an invoice number */
            Alarm::PaidElsewhere => self::say(__('Paid by Akulaku as well: %1$s (invoice %2$s), although this order is paid or to be paid in another way. Refund one of the two; the button for Akulaku is in the box "Akulaku PayLater".', 'paylater-gateway-for-akulaku'), $one),
            Alarm::AmountDiffers => self::amountDiffers($attempts),
            /* translators: 1: an amount of money, 2: an invoice number */
            Alarm::AmountUnreadable => self::say(__('DOKU named an amount that cannot be read, for a payment of %1$s (invoice %2$s). Do not ship before checking in DOKU\'s dashboard.', 'paylater-gateway-for-akulaku'), $one),
            Alarm::UnknownTooLong => self::unknown($attempts),
        };
    }

    public static function raise(\WC_Order $order, string $text): void
    {
        $order->save();
        self::keep($order->get_id(), (string) $order->get_order_number(), $text);
        self::mail((string) $order->get_order_number(), $text, Orders::url($order));
    }

    /** A payment whose order is gone. */
    public static function orphan(string $order, string $invoice, int $amount): void
    {
        $text = sprintf(
            /* translators: 1: an amount of money, 2: an invoice number, 3: an order's id */
            __('Akulaku confirmed %1$s for invoice %2$s, but the order %3$s does not exist any more (deleted, or an older backup was restored). Refund it in DOKU\'s dashboard, or make the order again.', 'paylater-gateway-for-akulaku'),
            Money::rupiah($amount),
            $invoice,
            $order,
        );
        if (self::keep((int) $order, $order, $text)) {
            self::mail($order, $text, admin_url());
        }
    }

    /** A genuine notification for an invoice that no row knows. */
    public static function unknownInvoice(string $invoice): void
    {
        $text = sprintf(
            /* translators: %s: an invoice number */
            __('A genuine notification came for invoice %s, which this shop does not know. Perhaps it is of a copy of the site, or an older backup was restored.', 'paylater-gateway-for-akulaku'),
            $invoice,
        );
        self::keep(0, '', $text);
    }

    /** @return list<array{order: int, number: string, text: string, at: int}> newest last */
    public static function all(): array
    {
        $all = [];
        $stored = get_option(self::OPTION, []);
        foreach (is_array($stored) ? $stored : [] as $alarm) {
            if (is_array($alarm) && is_string($alarm['text'] ?? null)) {
                $all[] = [
                    'order' => (int) ($alarm['order'] ?? 0),
                    'number' => (string) ($alarm['number'] ?? ''),
                    'text' => $alarm['text'],
                    'at' => (int) ($alarm['at'] ?? 0),
                ];
            }
        }
        return $all;
    }

    public static function putAway(): void
    {
        update_option(self::OPTION, [], false);
    }

    /** False: it is there already. */
    private static function keep(int $order, string $number, string $text): bool
    {
        $all = self::all();
        foreach ($all as $alarm) {
            if ($alarm['text'] === $text && $alarm['order'] === $order) {
                return false;
            }
        }
        Services::log()->log('critical', $number === '' ? $text : "order $number: $text");
        $all[] = ['order' => $order, 'number' => $number, 'text' => $text, 'at' => time()];
        update_option(self::OPTION, array_slice($all, -self::KEPT), false);
        return true;
    }

    private static function mail(string $number, string $text, string $url): void
    {
        $to = get_option('admin_email');
        if (!is_string($to) || $to === '') {
            return;
        }
        /* translators: %s: an order number */
        $subject = sprintf(__('Akulaku PayLater: please look at order %s', 'paylater-gateway-for-akulaku'), $number);
        try {
            $mailer = WC()->mailer();
            $body = '<p>' . esc_html($text) . '</p><p><a href="' . esc_url($url) . '">' . esc_html($url) . '</a></p>';
            $mailer->send($to, $subject, $mailer->wrap_message($subject, $body));
        } catch (\Throwable $error) {
            Services::log()->exception('the mail about order ' . $number, $error);
        }
    }

    private static function say(string $text, ?Attempt $attempt): string
    {
        return $attempt === null ? $text : sprintf($text, Money::rupiah($attempt->amount), $attempt->invoice);
    }

    /** @param list<Attempt> $paid */
    private static function paidTwice(array $paid): string
    {
        return sprintf(
            /* translators: 1: an invoice number, 2: an invoice number, 3: an amount of money */
            __('Paid twice: %1$s and %2$s, %3$s each. Choose the payment to refund in the box "Akulaku PayLater".', 'paylater-gateway-for-akulaku'),
            $paid[0]->invoice ?? '',
            implode(', ', array_map(static fn (Attempt $attempt): string => $attempt->invoice, array_slice($paid, 1))),
            Money::rupiah($paid[0]->amount ?? 0),
        );
    }

    private static function amountDiffers(Attempts $attempts): string
    {
        foreach ($attempts as $attempt) {
            if ($attempt->amountSeen !== null) {
                return sprintf(
                    /* translators: 1: an invoice number, 2: an amount of money, 3: an amount of money, 4: an amount of money */
                    __('Amounts differ for invoice %1$s: asked for %2$s, DOKU names %3$s (difference %4$s). The payment does not count. Do not ship before checking.', 'paylater-gateway-for-akulaku'),
                    $attempt->invoice,
                    Money::rupiah($attempt->amount),
                    Money::rupiah($attempt->amountSeen),
                    Money::rupiah($attempt->amountSeen - $attempt->amount),
                );
            }
        }
        return '';
    }

    private static function unknown(Attempts $attempts): string
    {
        foreach ($attempts as $attempt) {
            if ($attempt->unknownSince !== null) {
                return sprintf(
                    /* translators: 1: date and time, 2: an invoice number */
                    __('Outcome unknown since %1$s (invoice %2$s). Press "Check status" in the box "Akulaku PayLater", or contact DOKU with the Request-Id that stands there.', 'paylater-gateway-for-akulaku'),
                    OrderNotes::time($attempt->unknownSince),
                    $attempt->invoice,
                );
            }
        }
        return '';
    }
}
