<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku\Payments\PdoStore;

/** The contract, and what PdoStore has besides, on one database. */
abstract class PdoStoreCase extends StoreContract
{
    private const PREFIX = 'Shop_';

    abstract protected static function database(): Database;

    protected function setUp(): void
    {
        $connection = static::database()->connect();
        (new PdoStore($connection, self::PREFIX))->install();
        foreach (['attempt', 'call', 'event'] as $table) {
            $connection->exec('DELETE FROM ' . self::PREFIX . "doku_akulaku_$table");
        }
    }

    protected function store(): PdoStore
    {
        return new PdoStore(static::database()->connect(), self::PREFIX);
    }

    protected function pass(int $seconds): void
    {
        Times::passIn(static::database()->connect(), $seconds, self::PREFIX);
    }
}
