<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Sql;

enum Dialect: string
{
    case Sqlite = 'sqlite';
    case MySql = 'mysql';
    case Postgres = 'pgsql';

    /** Unix seconds by the database's clock. */
    public function now(): string
    {
        return match ($this) {
            self::Sqlite => "CAST(strftime('%s', 'now') AS INTEGER)",
            self::MySql => 'UNIX_TIMESTAMP()',
            self::Postgres => 'CAST(FLOOR(EXTRACT(EPOCH FROM clock_timestamp())) AS BIGINT)',
        };
    }

    /** SQLite has one lock, and BEGIN IMMEDIATE takes it. */
    public function forUpdate(): string
    {
        return $this === self::Sqlite ? '' : ' FOR UPDATE';
    }
}
