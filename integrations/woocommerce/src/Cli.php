<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

use DokuAkulaku\Payments\Result;

/** Akulaku PayLater payments. */
final class Cli
{
    public static function register(): void
    {
        \WP_CLI::add_command('doku-akulaku', self::class);
    }

    /**
     * Asks DOKU about open payments, finishes calls without an answer, updates orders.
     *
     * ## OPTIONS
     *
     * [--seconds=<seconds>]
     * : How long it may take.
     * ---
     * default: 60
     * ---
     *
     * [--limit=<limit>]
     * : How many payments at most.
     * ---
     * default: 500
     * ---
     *
     * @param list<string> $arguments
     * @param array<string, string> $options
     */
    public function reconcile(array $arguments, array $options): void
    {
        $this->ready();
        $seconds = is_numeric($options['seconds'] ?? null) ? (float) $options['seconds'] : 60.0;
        $limit = is_numeric($options['limit'] ?? null) ? (int) $options['limit'] : 500;
        $report = Services::payments()->reconcile(max(1.0, $seconds), max(1, $limit));
        \WP_CLI::log(sprintf(
            'looked up %d, changed %d, sent again %d, orders told %d, problems %d',
            $report->checked,
            $report->moved,
            $report->repeated,
            $report->told,
            $report->failed,
        ));
        if ($report->reason !== null) {
            \WP_CLI::error('Nothing was done: ' . $report->reason->value);
        }
        if ($report->failed > 0) {
            \WP_CLI::error('Some payments could not be finished; they come again. The log says more.');
        }
        \WP_CLI::success($report->complete ? 'Nothing is left that was due.' : 'Some are left; run it again.');
    }

    /**
     * Asks DOKU about the payments of one order, or of one invoice, and updates the order.
     *
     * ## OPTIONS
     *
     * <order>
     * : The order's id, or an invoice number.
     *
     * @param list<string> $arguments
     */
    public function check(array $arguments): void
    {
        $this->ready();
        $name = $arguments[0] ?? '';
        $store = Services::store();
        $one = ctype_digit($name) ? null : $store->find($name);
        $attempts = $one === null ? $store->attempts($name) : $store->attempts($one->order);
        if (count($attempts) === 0) {
            \WP_CLI::error('No payment is known for ' . $name);
        }
        $unknown = 0;
        foreach ($attempts as $attempt) {
            if ($one !== null && $attempt->invoice !== $one->invoice) {
                continue;
            }
            $outcome = Services::payments()->check($attempt->invoice);
            $now = $outcome->attempt ?? $attempt;
            $reason = $outcome->reason === null ? '' : ' (' . $outcome->reason->value . ')';
            \WP_CLI::log($attempt->invoice . ' ' . $now->status->value . ' ' . $now->amount . ' ' . $outcome->result->value . $reason);
            $unknown += $outcome->result === Result::Done ? 0 : 1;
            Schedule::tellNow((int) $attempt->order);
        }
        if ($unknown > 0) {
            \WP_CLI::error('DOKU gave no definite answer about some of them.');
        }
        \WP_CLI::success('Checked.');
    }

    private function ready(): void
    {
        if (!Requirements::met()) {
            \WP_CLI::error(implode(' ', Requirements::missing()));
        }
        if (!Services::settings()->hasCredentials()) {
            \WP_CLI::error('Client-Id or secret key is missing.');
        }
    }
}
