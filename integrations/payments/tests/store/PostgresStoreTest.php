<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use PDO;

final class PostgresStoreTest extends ServerStoreCase
{
    protected static function database(): Database
    {
        return Postgres::get();
    }

    protected static function kill(PDO $victim): void
    {
        $id = (int) $victim->query('SELECT pg_backend_pid()')->fetchColumn();
        self::database()->connect()->exec("SELECT pg_terminate_backend($id)");
    }

    protected static function favour(PDO $survivor, PDO $victim): void
    {
        // Who looks for a deadlock ends its own transaction.
        $survivor->exec("SET deadlock_timeout = '9s'");
        $victim->exec("SET deadlock_timeout = '900ms'");
    }
}
