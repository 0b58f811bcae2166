<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku\Payments\PdoStore;
use DokuAkulaku\Payments\StoreException;
use DokuAkulaku\Status;
use PDO;

/** What a server can do to a store, and a file cannot. */
abstract class ServerStoreCase extends PdoStoreCase
{
    /** Ends the connection from outside. */
    abstract protected static function kill(PDO $victim): void;

    /** So that the server chooses the store, and not the other one, as the victim of a deadlock. */
    protected static function favour(PDO $survivor, PDO $victim): void
    {
    }

    public function testADeadlockIsRepeatedInside(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase(), self::SITE);
        $this->see($store, $one, Status::Failed);
        $two = $store->begin(Samples::purchase(), self::SITE);
        $file = Scratch::folder() . '/locked';
        @unlink($file);
        $results = Workers::run([
            static function () use ($one, $two, $file): string {
                $connection = static::database()->connect();
                static::favour($connection, static::database()->connect());
                $connection->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
                $table = 'Shop_doku_akulaku_attempt';
                $connection->exec('BEGIN');
                $connection->exec("UPDATE $table SET told = told, closed_by = 'x' WHERE invoice = '$two->invoice'");
                // The larger transaction survives on MariaDB.
                for ($row = 0; $row < 200; $row++) {
                    $connection->exec("INSERT INTO Shop_doku_akulaku_event (attempt_id, source, status, result, created_at)"
                        . " VALUES (0, 'x', 'x', 'x', 0)");
                }
                touch($file);
                // The store holds the first row by now, or will wait for it behind this.
                usleep(400_000);
                $connection->exec("UPDATE $table SET closed_by = 'x' WHERE invoice = '$one->invoice'");
                $connection->exec('COMMIT');
                return 'committed';
            },
            function () use ($one, $file): string {
                Scratch::await('the lock', static function () use ($file): bool {
                    clearstatcache();
                    return is_file($file);
                });
                // Locks the first row, then closes the other try.
                $connection = static::database()->connect();
                static::favour(static::database()->connect(), $connection);
                return $this->see(new PdoStore($connection, 'Shop_'), $one, Status::Success)->value;
            },
        ]);
        self::assertContains('applied', $results);
        self::assertSame(Status::Success, $store->find($one->invoice)?->status);
        self::assertNotNull($store->find($two->invoice)?->closedAt);
    }

    public function testALostServerChangesNothing(): void
    {
        $connection = static::database()->connect();
        $store = new PdoStore($connection, 'Shop_');
        $one = $store->begin(Samples::purchase(), self::SITE);
        static::kill($connection);
        foreach ([
            fn () => $this->see($store, $one, Status::Success),
            static fn () => $store->find($one->invoice),
            static fn () => $store->claimTelling('1001', 9),
            static fn () => $store->begin(Samples::purchase('2'), self::SITE),
        ] as $work) {
            try {
                $work();
                self::fail('it did not throw');
            } catch (StoreException $error) {
                self::assertFalse($error->perhaps);
            }
        }
        self::assertSame(Status::Unknown, $this->store()->find($one->invoice)?->status);
        self::assertCount(0, $this->store()->attempts('2'));
    }

    /** Whether the commit has reached the server nobody can say, and the store does not pretend. */
    public function testAConnectionThatBreaksWhileItCommits(): void
    {
        $connection = new class (static::database()->connect()) extends PDO {
            public bool $breaks = false;

            public function __construct(private readonly PDO $inner)
            {
            }

            public function getAttribute(int $attribute): mixed
            {
                return $this->inner->getAttribute($attribute);
            }

            public function setAttribute(int $attribute, mixed $value): bool
            {
                return $this->inner->setAttribute($attribute, $value);
            }

            public function inTransaction(): bool
            {
                return $this->inner->inTransaction();
            }

            public function prepare(string $query, array $options = []): \PDOStatement|false
            {
                return $this->inner->prepare($query, $options);
            }

            public function exec(string $statement): int|false
            {
                if ($this->breaks && $statement === 'COMMIT') {
                    ServerStoreCase::killFor($this->inner);
                }
                return $this->inner->exec($statement);
            }
        };
        self::$killer = static::kill(...);
        $store = new PdoStore($connection, 'Shop_');
        $one = $store->begin(Samples::purchase(), self::SITE);
        $connection->breaks = true;
        try {
            $this->see($store, $one, Status::Success);
            self::fail('it did not throw');
        } catch (StoreException $error) {
            self::assertTrue($error->perhaps);
        }
    }

    private static ?\Closure $killer = null;

    public static function killFor(PDO $victim): void
    {
        if (self::$killer !== null) {
            (self::$killer)($victim);
        }
    }
}
