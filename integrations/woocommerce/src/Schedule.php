<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

use DokuAkulaku\Payments\Result;

/** Work that no shopper waits for, by Action Scheduler. No handler throws: it would be taken off the schedule. */
final class Schedule
{
    public const GROUP = 'doku-akulaku';
    public const RECONCILE = 'doku_akulaku_reconcile';
    public const CANCEL = 'doku_akulaku_cancel';
    public const TELL = 'doku_akulaku_tell';
    /** When the recurring action was last seen to: autoloaded, so asking costs no statement. */
    public const SEEN = 'doku_akulaku_scheduled';
    private const EVERY = 300;
    private const SECONDS = 25.0;
    private const BATCH = 500;

    public static function ensure(): void
    {
        $seen = get_option(self::SEEN, 0);
        if (!function_exists('as_schedule_recurring_action') || (is_numeric($seen) && (int) $seen > time() - HOUR_IN_SECONDS)) {
            return;
        }
        if (!as_has_scheduled_action(self::RECONCILE, null, self::GROUP)) {
            as_schedule_recurring_action(time() + 60, self::EVERY, self::RECONCILE, [], self::GROUP, true);
        }
        update_option(self::SEEN, time(), true);
    }

    public static function clear(): void
    {
        if (function_exists('as_unschedule_all_actions')) {
            as_unschedule_all_actions('', [], self::GROUP);
        }
        update_option(self::SEEN, 0, true);
    }

    /** The order is to be cancelled at Akulaku, soon and not in this request. */
    public static function cancel(int $order, int $delay = 0): void
    {
        self::once(self::CANCEL, $order, $delay);
    }

    public static function tell(int $order, int $delay = 0): void
    {
        self::once(self::TELL, $order, $delay);
    }

    private static function once(string $hook, int $order, int $delay): void
    {
        if (function_exists('as_schedule_single_action') && !as_has_scheduled_action($hook, [$order], self::GROUP)) {
            as_schedule_single_action(time() + $delay, $hook, [$order], self::GROUP);
        }
    }

    public static function reconcile(): void
    {
        if (!Requirements::met() || !Settings::load()->hasCredentials()) {
            return;
        }
        try {
            $report = Services::payments()->reconcile(self::SECONDS, self::BATCH);
            if (!$report->complete && $report->reason === null) {
                as_enqueue_async_action(self::RECONCILE, [], self::GROUP);
            }
            if (!wp_next_scheduled('doku_akulaku_forget')) {
                wp_schedule_event(time() + HOUR_IN_SECONDS, 'daily', 'doku_akulaku_forget');
            }
        } catch (\Throwable $error) {
            Services::log()->exception('reconciliation', $error);
        }
    }

    /**
     * Looks up first: money that has come counts. Then cancels what can still be paid, unless the order has been revived and
     * is to be paid by us again.
     */
    public static function runCancel(mixed $id): void
    {
        $id = is_numeric($id) ? (int) $id : 0;
        if ($id < 1 || !Requirements::met()) {
            return;
        }
        try {
            $open = Services::store()->attempts((string) $id)->open();
            if ($open !== null) {
                Services::payments()->check($open->invoice);
            }
            $order = Orders::fresh($id);
            $held = $order !== null && HoldStock::expired($order);
            if (self::stillToCancel($order, $held)) {
                $elsewhere = $order !== null && $order->get_payment_method() !== Settings::GATEWAY && ($order->is_paid() || $order->has_status('on-hold'));
                $outcome = $elsewhere
                    ? Services::payments()->paidElsewhere((string) $id, 'woocommerce')
                    : Services::payments()->cancel((string) $id);
                if ($outcome->result === Result::Unknown || $outcome->result === Result::Later) {
                    self::cancel($id, 300);
                }
            }
            self::tellNow($id);
            if ($held) {
                HoldStock::release($id);
            }
        } catch (\Throwable $error) {
            Services::log()->exception('cancelling the payment of order ' . $id, $error);
            self::cancel($id, 300);
        }
    }

    private static function stillToCancel(?\WC_Order $order, bool $held): bool
    {
        return $order === null || $order->has_status(['cancelled', 'trash'])
            || $order->get_payment_method() !== Settings::GATEWAY || ($held && $order->has_status('pending'));
    }

    public static function runTell(mixed $id): void
    {
        self::tellNow(is_numeric($id) ? (int) $id : 0);
    }

    /** Now, in this request; what goes wrong is told again by the reconciler. */
    public static function tellNow(int $id): void
    {
        if ($id < 1 || !Requirements::met()) {
            return;
        }
        try {
            Services::payments()->tell((string) $id);
        } catch (\Throwable $error) {
            Services::log()->exception('telling order ' . $id, $error);
        }
    }
}
