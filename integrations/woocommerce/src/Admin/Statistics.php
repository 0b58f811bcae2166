<?php

declare(strict_types=1);

namespace DokuAkulakuWoo\Admin;

use DokuAkulakuWoo\Database\Tables;

/** Figures for the status screens and the export, read from our tables without changing them. */
final class Statistics
{
    /** @return array{open: int, unknown: int, calls: int, untold: int, oldest: int} */
    public static function counts(): array
    {
        [$attempt, $call] = self::tables();
        $rows = Tables::connection()->read(
            "SELECT SUM(status = 'PENDING' AND closed_at IS NULL) AS open_count, SUM(status = 'UNKNOWN' AND closed_at IS NULL) AS unknown_count,"
            . " SUM(told IS NULL OR told <> status) AS untold_count, MIN(CASE WHEN closed_at IS NULL AND status IN ('PENDING', 'UNKNOWN') THEN created_at END) AS oldest"
            . " FROM $attempt WHERE created_at > UNIX_TIMESTAMP() - 7776000",
        );
        $calls = Tables::connection()->read("SELECT COUNT(*) AS n FROM $call WHERE next_at IS NOT NULL AND state IN ('open', 'unknown')");
        $row = $rows[0] ?? [];
        return [
            'open' => (int) ($row['open_count'] ?? 0),
            'unknown' => (int) ($row['unknown_count'] ?? 0),
            'calls' => (int) ($calls[0]['n'] ?? 0),
            'untold' => (int) ($row['untold_count'] ?? 0),
            'oldest' => (int) ($row['oldest'] ?? 0),
        ];
    }

    /**
     * Tries that were paid between two moments, oldest first, page by page.
     *
     * @return \Generator<int, array<string, string|int|float|null>>
     */
    public static function paid(int $from, int $to): \Generator
    {
        [$attempt] = self::tables();
        $last = 0;
        do {
            $rows = Tables::connection()->read(
                "SELECT id, shop_order, invoice, account, amount, status, identifiers, created_at, paid_at, changed_at FROM $attempt"
                . ' WHERE paid_at IS NOT NULL AND paid_at >= ? AND paid_at < ? AND id > ? ORDER BY id LIMIT 500',
                [$from, $to, $last],
            );
            foreach ($rows as $row) {
                $last = (int) $row['id'];
                yield $row;
            }
        } while (count($rows) === 500);
    }

    /** @return array{string, string} */
    private static function tables(): array
    {
        global $wpdb;
        $names = Tables::names($wpdb->prefix);
        return [$names[0], $names[1]];
    }
}
