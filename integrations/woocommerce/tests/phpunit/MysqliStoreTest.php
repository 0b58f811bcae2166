<?php

declare(strict_types=1);

namespace DokuAkulakuWoo\Tests;

use DokuAkulaku\Payments\Sql\SqlStore;
use DokuAkulaku\Payments\Tests\MariaDb;
use DokuAkulaku\Payments\Tests\StoreContract;
use DokuAkulaku\Payments\Tests\Times;
use DokuAkulakuWoo\Database\MysqliConnection;

/** The library's contract for every store, over the plugin's own connection. */
final class MysqliStoreTest extends StoreContract
{
    private const PREFIX = 'wp_2_';

    protected function setUp(): void
    {
        $this->store()->install();
        $connection = MariaDb::get()->connect();
        foreach (['attempt', 'call', 'event'] as $table) {
            $connection->exec('DELETE FROM ' . self::PREFIX . "doku_akulaku_$table");
        }
    }

    protected function store(): SqlStore
    {
        return new SqlStore(self::connection(), self::PREFIX);
    }

    protected function pass(int $seconds): void
    {
        Times::passIn(MariaDb::get()->connect(), $seconds, self::PREFIX);
    }

    public static function connection(): MysqliConnection
    {
        return new MysqliConnection([
            'host' => 'localhost:' . MariaDb::get()->socket, 'user' => 'root', 'password' => '', 'name' => 'payments', 'flags' => 0,
        ]);
    }
}
