<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use PDO;

/** Lets time pass in the tables of an SqlStore: every stored time moves back. */
final class Times
{
    private const COLUMNS = [
        'attempt' => ['paid_at', 'closed_at', 'cancel_asked_at', 'unknown_since', 'created_at', 'changed_at', 'asked_at',
            'check_at', 'remind_at', 'tell_at', 'telling_until', 'telling_since', 'emptied_at'],
        'call' => ['created_at', 'sent_at', 'next_at'],
        'event' => ['created_at'],
    ];

    /** @return list<string> statements */
    public static function pass(int $seconds, string $prefix = ''): array
    {
        $statements = [];
        foreach (self::COLUMNS as $table => $columns) {
            $sets = array_map(static fn (string $column): string => "$column = $column - $seconds", $columns);
            $statements[] = "UPDATE {$prefix}doku_akulaku_$table SET " . implode(', ', $sets);
        }
        return $statements;
    }

    public static function passIn(PDO $connection, int $seconds, string $prefix = ''): void
    {
        foreach (self::pass($seconds, $prefix) as $statement) {
            $connection->exec($statement);
        }
    }
}
