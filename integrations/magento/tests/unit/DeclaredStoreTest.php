<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Tests;

use DokuAkulaku\Payments\PdoStore;
use DokuAkulaku\Payments\Tests\MariaDb;
use DokuAkulaku\Payments\Tests\StoreContract;
use DokuAkulaku\Payments\Tests\Times;

/** The library's contract on the tables that Magento makes of etc/db_schema.xml. */
final class DeclaredStoreTest extends StoreContract
{
    private static bool $made = false;

    protected function setUp(): void
    {
        $connection = MariaDb::get()->connect();
        $connection->exec('CREATE DATABASE IF NOT EXISTS declared');
        $connection->exec('USE declared');
        if (!self::$made) {
            foreach (DeclaredSchema::statements(dirname(__DIR__, 2) . '/etc/db_schema.xml') as $statement) {
                $connection->exec($statement);
            }
            self::$made = true;
        }
        foreach (['attempt', 'call', 'event'] as $table) {
            $connection->exec("DELETE FROM doku_akulaku_$table");
        }
    }

    protected function store(): PdoStore
    {
        return new PdoStore(self::connection());
    }

    protected function pass(int $seconds): void
    {
        Times::passIn(self::connection(), $seconds, '');
    }

    private static function connection(): \PDO
    {
        $connection = MariaDb::get()->connect();
        $connection->exec('USE declared');
        return $connection;
    }
}
