<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Observation;
use DokuAkulaku\Payments\Operation;
use DokuAkulaku\Payments\PdoStore;
use DokuAkulaku\Payments\StoreException;
use DokuAkulaku\Status;

final class SqliteStoreTest extends PdoStoreCase
{
    protected static function database(): Database
    {
        return Sqlite::get();
    }

    public function testAFullDiskChangesNothing(): void
    {
        $connection = self::database()->connect();
        $store = new PdoStore($connection, 'Shop_');
        [$one, $call] = $this->called($store, Operation::Generate);
        $pages = $connection->query('PRAGMA page_count')->fetchColumn();
        $connection->exec("PRAGMA max_page_count = $pages");
        $long = str_repeat('x', 100_000);
        foreach ([
            static fn () => $store->start($one->invoice, Operation::Refund, static fn (): array => [$long]),
            static fn () => $store->settle($call, CallState::Done, new Observation(Status::Pending, 90000, [], "https://$long.example"), []),
        ] as $work) {
            try {
                $work();
                self::fail('it did not throw');
            } catch (StoreException $error) {
                self::assertFalse($error->perhaps);
            }
        }
        self::assertCount(1, $store->calls($one->invoice));
        self::assertSame([CallState::Open, Status::Unknown],
            [$store->call($call->requestId)?->state, $store->find($one->invoice)?->status]);
        $connection->exec('PRAGMA max_page_count = 1000000');
        $store->settle($call, CallState::Done, new Observation(Status::Pending, 90000, [], 'https://a.example'), []);
        self::assertTrue($store->find($one->invoice)?->payable());
    }
}
