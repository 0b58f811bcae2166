<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku\Payments\Payments;
use DokuAkulaku\Payments\PdoStore;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;
use DokuAkulaku\Payments\StoreException;
use DokuAkulaku\Status;
use PDO;
use PDOException;

final class MariaDbStoreTest extends ServerStoreCase
{
    protected static function database(): MariaDb
    {
        return MariaDb::get();
    }

    protected static function kill(PDO $victim): void
    {
        $id = $victim->query('SELECT CONNECTION_ID()')->fetchColumn();
        self::database()->connect()->exec("KILL $id");
    }

    public function testAUserWithOneConnection(): void
    {
        $root = self::database()->connect();
        $root->exec('CREATE USER IF NOT EXISTS shared WITH MAX_USER_CONNECTIONS 1');
        $root->exec('GRANT ALL ON payments.* TO shared');
        $shop = self::database()->connect(user: 'shared');
        // The store's own connection is refused: the shop finds out before anything is sent.
        try {
            new PdoStore(self::database()->connect(user: 'shared'));
            self::fail('it did not throw');
        } catch (PDOException $error) {
            self::assertStringContainsString('max_user_connections', $error->getMessage());
        }
        // On the shop's own one it works, as long as no transaction is open there.
        $store = new PdoStore($shop, 'Shop_');
        $one = $store->begin(Samples::purchase(), self::SITE);
        $shop->beginTransaction();
        $payments = new Payments($store, new TestAccounts(), new TestShop());
        $outcome = $payments->pay(Samples::purchase('2'));
        self::assertSame([Result::Later, Reason::NoStore], [$outcome->result, $outcome->reason]);
        $shop->rollBack();
        self::assertSame(Status::Unknown, $store->find($one->invoice)?->status);
        self::assertCount(0, $store->attempts('2'));
    }

    public function testTablesThatCannotRollBackAreRefused(): void
    {
        $connection = self::database()->connect();
        (new PdoStore($connection, 'isam_'))->install();
        $connection->exec('ALTER TABLE isam_doku_akulaku_call ENGINE = MyISAM');
        $connection->exec('UPDATE isam_doku_akulaku_schema SET version = 0');
        try {
            $this->expectException(StoreException::class);
            $this->expectExceptionMessage('not InnoDB');
            (new PdoStore($connection, 'isam_'))->install();
        } finally {
            foreach (['attempt', 'call', 'event', 'schema'] as $table) {
                $connection->exec("DROP TABLE isam_doku_akulaku_$table");
            }
        }
    }

    /** A server that cuts off silently (WordPress hosts) does not: the store's session is strict. */
    public function testNothingIsCutOffSilently(): void
    {
        $connection = self::database()->connect();
        $connection->exec("SET SESSION sql_mode = ''");
        $store = new PdoStore($connection, 'Shop_');
        $one = $store->begin(Samples::purchase(), self::SITE);
        $this->expectException(StoreException::class);
        $connection->exec('SELECT 1');
        $store->begin(Samples::purchase(str_repeat('é', 32), account: str_repeat('é', 80)), self::SITE);
        self::assertSame(1, $one->number);
    }
}
