<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Observation;
use DokuAkulaku\Payments\Operation;
use DokuAkulaku\Payments\PdoStore;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\StoreException;
use DokuAkulaku\Status;
use PDO;

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

    public function testInstallingIsSafeAtEveryStart(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase(), self::SITE);
        $store->install();
        $store->install();
        self::assertEquals($one, $store->find($one->invoice));
    }

    public function testProcessesInstallAtOnce(): void
    {
        $connection = static::database()->connect();
        for ($round = 0; $round < 3; $round++) {
            foreach (['attempt', 'call', 'event', 'schema'] as $table) {
                $connection->exec("DROP TABLE IF EXISTS at_once_doku_akulaku_$table");
            }
            $install = static function (): string {
                $store = new PdoStore(static::database()->connect(), 'at_once_');
                $store->install();
                return $store->begin(Samples::purchase(), self::SITE)->invoice;
            };
            self::assertSame(array_fill(0, 4, '1001-1-abc123'), Workers::run(array_fill(0, 4, $install)));
        }
    }

    public function testTablesOfANewerReleaseAreLeftAlone(): void
    {
        $connection = static::database()->connect();
        $connection->exec('UPDATE ' . self::PREFIX . 'doku_akulaku_schema SET version = 99');
        try {
            $this->store()->install();
            self::fail('it did not throw');
        } catch (StoreException $error) {
            self::assertStringContainsString('newer release', $error->getMessage());
        } finally {
            $connection->exec('UPDATE ' . self::PREFIX . 'doku_akulaku_schema SET version = 1');
        }
    }

    public function testAHalfMadeSchemaIsFinished(): void
    {
        $connection = static::database()->connect();
        $connection->exec('DROP TABLE ' . self::PREFIX . 'doku_akulaku_event');
        $connection->exec('DELETE FROM ' . self::PREFIX . 'doku_akulaku_schema');
        $this->store()->install();
        $one = $this->store()->begin(Samples::purchase(), self::SITE);
        $this->see($this->store(), $one, Status::Success);
        self::assertCount(1, $this->store()->events($one->invoice));
    }

    public function testSomebodysTransactionIsNotWrittenInto(): void
    {
        $connection = static::database()->connect();
        $store = new PdoStore($connection, self::PREFIX);
        $one = $store->begin(Samples::purchase(), self::SITE);
        $connection->beginTransaction();
        try {
            $this->see($store, $one, Status::Success);
            self::fail('it did not throw');
        } catch (StoreException) {
            $connection->rollBack();
        }
        self::assertSame(Status::Unknown, $store->find($one->invoice)?->status);
        $this->see($store, $one, Status::Success);
        self::assertSame(Status::Success, $this->store()->find($one->invoice)?->status);
    }

    public function testAPrefixIsCheckedBeforeItIsUsed(): void
    {
        $this->expectException(\ValueError::class);
        new PdoStore(static::database()->connect(), 'x; DROP TABLE y');
    }

    public function testAnotherErrorModeChangesNothing(): void
    {
        $connection = static::database()->connect();
        $connection->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_SILENT);
        $connection->setAttribute(PDO::ATTR_STRINGIFY_FETCHES, true);
        $connection->setAttribute(PDO::ATTR_DEFAULT_FETCH_MODE, PDO::FETCH_NUM);
        $store = new PdoStore($connection, self::PREFIX);
        $one = $store->begin(Samples::purchase(), self::SITE);
        self::assertEquals($one, $store->find($one->invoice));
        $this->expectException(StoreException::class);
        (new PdoStore($connection, 'without_tables_'))->find('x');
    }

    public function testPayloadsAreEmptiedAfterTheirTime(): void
    {
        $store = $this->store();
        foreach (['paid', 'open', 'untold', 'unanswered', 'closed'] as $order) {
            [$one, $call] = $this->called($store, Operation::Generate, $order);
            $store->settle($call, CallState::Done, null, []);
            if ($order === 'closed') {
                $store->close($one->invoice, Reason::GivenUp, 'rule');
            } elseif ($order !== 'open') {
                $this->see($store, $one, Status::Success);
            }
            if ($order === 'unanswered') {
                $store->settle($store->start($one->invoice, Operation::Refund, static fn (): array => [1]), CallState::Unknown, null, []);
            }
            if ($order !== 'untold') {
                $store->told($order, (string) $store->claimTelling($order, 9));
            }
        }
        $this->pass(89 * 86400);
        self::assertSame(0, $store->emptyPayloads());
        $this->pass(2 * 86400);
        self::assertSame(1, $store->emptyPayloads(90, 1));
        self::assertSame(1, $store->emptyPayloads());
        self::assertSame(0, $store->emptyPayloads());
        $empty = array_filter(['paid', 'open', 'untold', 'unanswered', 'closed'], static fn (string $order): bool
            => $store->calls("$order-1-abc123")[0]->payload === []);
        self::assertSame(['paid', 'closed'], array_values($empty));
    }

    public function testAnEraserLeavesOpenTriesAloneAndSaysSo(): void
    {
        $store = $this->store();
        [$one, $call] = $this->called($store, Operation::Generate);
        $store->settle($call, CallState::Done, new Observation(Status::Failed), []);
        $store->told('1001', (string) $store->claimTelling('1001', 9));
        [$two] = $this->called($store, Operation::Generate);
        self::assertSame(1, $store->erase('1001'));
        self::assertSame([[], ['order' => '1001']], [$store->calls($one->invoice)[0]->payload, $store->calls($two->invoice)[0]->payload]);
        $this->see($store, $two, Status::Success);
        self::assertSame(1, $store->erase('1001'), 'the shop has to be told first');
        $store->settle($store->calls($two->invoice)[0], CallState::Done, null, []);
        $store->told('1001', (string) $store->claimTelling('1001', 9));
        self::assertSame(0, $store->erase('1001'));
        self::assertSame([], $store->calls($two->invoice)[0]->payload);
        self::assertSame(0, $store->erase('an order without tries'));
    }
}
