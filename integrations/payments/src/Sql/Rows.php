<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Sql;

use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Call;
use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Event;
use DokuAkulaku\Payments\Operation;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Status;

/** Rows of the tables as values, and JSON as it is stored. */
final class Rows
{
    private const JSON = JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE
        | JSON_PRESERVE_ZERO_FRACTION;

    /** @param array<string, string|int|float|null> $row */
    public static function attempt(array $row): Attempt
    {
        /** @var list<array{name: string, value: string}> $identifiers */
        $identifiers = self::decode(self::text($row, 'identifiers'));
        $why = self::maybeText($row, 'closed_why');
        $told = self::maybeText($row, 'told');
        return new Attempt(
            self::text($row, 'shop_order'),
            self::number($row, 'number'),
            self::text($row, 'invoice'),
            self::text($row, 'reference'),
            self::number($row, 'amount'),
            self::text($row, 'account'),
            self::text($row, 'site'),
            Status::from(self::text($row, 'status')),
            self::maybeText($row, 'url'),
            $identifiers,
            $told === null ? null : Status::from($told),
            self::maybeNumber($row, 'closed_at'),
            self::number($row, 'created_at'),
            $why === null ? null : Reason::from($why),
            self::maybeText($row, 'closed_by'),
            self::maybeNumber($row, 'cancel_asked_at'),
            self::maybeNumber($row, 'amount_seen'),
            self::number($row, 'amount_unreadable') === 1,
            self::maybeNumber($row, 'unknown_since'),
            self::maybeText($row, 'cart'),
            self::maybeNumber($row, 'changed_at'),
            self::maybeNumber($row, 'paid_at'),
        );
    }

    /** @param array<string, string|int|float|null> $row */
    public static function call(array $row, string $invoice): Call
    {
        return new Call(
            self::text($row, 'request_id'),
            Operation::from(self::text($row, 'operation')),
            self::decode(self::text($row, 'payload')),
            CallState::from(self::text($row, 'state')),
            self::number($row, 'perhaps') === 1,
            self::number($row, 'sends'),
            $invoice,
            self::maybeNumber($row, 'http_status'),
            self::maybeText($row, 'message'),
            self::number($row, 'created_at'),
            self::number($row, 'sent_at'),
        );
    }

    /** @param array<string, string|int|float|null> $row */
    public static function event(array $row): Event
    {
        return new Event(
            self::text($row, 'source'),
            Status::from(self::text($row, 'status')),
            self::text($row, 'result'),
            self::maybeText($row, 'request_id'),
            self::maybeNumber($row, 'amount'),
            self::maybeText($row, 'who'),
            self::number($row, 'created_at'),
        );
    }

    /**
     * @param array<mixed> $value
     * @throws \JsonException
     */
    public static function encode(array $value): string
    {
        return json_encode($value, self::JSON);
    }

    /** @return array<mixed> */
    public static function decode(string $json): array
    {
        $value = $json === '' ? [] : json_decode($json, true, 64, JSON_THROW_ON_ERROR | JSON_BIGINT_AS_STRING);
        return is_array($value) ? $value : [];
    }

    /** @param array<string, string|int|float|null> $row */
    public static function text(array $row, string $column): string
    {
        return (string) ($row[$column] ?? '');
    }

    /** @param array<string, string|int|float|null> $row */
    public static function number(array $row, string $column): int
    {
        return (int) ($row[$column] ?? 0);
    }

    /** @param array<string, string|int|float|null> $row */
    public static function maybeText(array $row, string $column): ?string
    {
        return isset($row[$column]) ? (string) $row[$column] : null;
    }

    /** @param array<string, string|int|float|null> $row */
    public static function maybeNumber(array $row, string $column): ?int
    {
        return isset($row[$column]) ? (int) $row[$column] : null;
    }
}
