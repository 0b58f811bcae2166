<?php

declare(strict_types=1);

namespace DokuAkulakuWoo\Admin;

use DokuAkulakuWoo\Requirements;
use DokuAkulakuWoo\Services;
use DokuAkulakuWoo\Settings;

/** Entries of WooCommerce, Status, Tools. */
final class Tools
{
    public static function add(mixed $tools): mixed
    {
        if (!is_array($tools)) {
            return $tools;
        }
        $tools['doku_akulaku_reconcile'] = [
            'name' => __('Akulaku PayLater: reconcile now', 'paylater-gateway-for-akulaku'),
            'button' => __('Reconcile', 'paylater-gateway-for-akulaku'),
            'desc' => __('Asks DOKU about open payments and finishes calls without an answer. This runs by itself every five minutes.', 'paylater-gateway-for-akulaku'),
            'callback' => self::reconcile(...),
        ];
        $tools['doku_akulaku_forget_secret'] = [
            'name' => __('Akulaku PayLater: delete the stored secret key', 'paylater-gateway-for-akulaku'),
            'button' => __('Delete', 'paylater-gateway-for-akulaku'),
            'desc' => __('Deletes the secret key and former ones from the database. Use it after you have set a file, and when no payment of a former account is open.', 'paylater-gateway-for-akulaku'),
            'callback' => self::forgetSecret(...),
        ];
        return $tools;
    }

    public static function reconcile(): string
    {
        if (!Requirements::met()) {
            return implode(' ', Requirements::missing());
        }
        try {
            $report = Services::payments()->reconcile(20.0);
        } catch (\Throwable $error) {
            Services::log()->exception('reconciliation', $error);
            return __('This did not work; nothing is lost. Try again later; the log says more.', 'paylater-gateway-for-akulaku');
        }
        return sprintf(
            /* translators: 1 to 5: numbers */
            __('Asked about %1$d payments, %2$d changed; %3$d calls sent again; %4$d orders updated; %5$d problems.', 'paylater-gateway-for-akulaku'),
            $report->checked,
            $report->moved,
            $report->repeated,
            $report->told,
            $report->failed,
        );
    }

    public static function forgetSecret(): string
    {
        $stored = get_option(Settings::OPTION, []);
        $stored = is_array($stored) ? $stored : [];
        unset($stored['former'], $stored['secret_key']);
        // Past the rule that an empty secret keeps the stored one.
        delete_option(Settings::OPTION);
        add_option(Settings::OPTION, $stored, '', true);
        Services::reset();
        return __('Deleted.', 'paylater-gateway-for-akulaku');
    }
}
