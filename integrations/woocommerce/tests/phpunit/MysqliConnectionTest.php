<?php

declare(strict_types=1);

namespace DokuAkulakuWoo\Tests;

use DokuAkulaku\Payments\Sql\ErrorKind;
use DokuAkulaku\Payments\Sql\SqlError;
use DokuAkulaku\Payments\Tests\MariaDb;
use DokuAkulakuWoo\Database\MysqliConnection;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class MysqliConnectionTest extends TestCase
{
    protected function setUp(): void
    {
        $connection = MysqliStoreTest::connection();
        $connection->write('DROP TABLE IF EXISTS woo_rows');
        $connection->write('CREATE TABLE woo_rows (id INT PRIMARY KEY, text VARCHAR(20)) ENGINE=InnoDB CHARACTER SET utf8mb4');
    }

    protected function tearDown(): void
    {
        mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
    }

    /** WordPress switches the reports off; another plugin may have switched them on. @return list<array{int}> */
    public static function reports(): array
    {
        return [[MYSQLI_REPORT_OFF], [MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT]];
    }

    #[DataProvider('reports')]
    public function testValuesAndCounts(int $report): void
    {
        mysqli_report($report);
        $connection = MysqliStoreTest::connection();
        self::assertSame(1, $connection->write('INSERT INTO woo_rows VALUES (?, ?)', [7, "it's \u{1F600} \\"]));
        self::assertSame(1, $connection->write('UPDATE woo_rows SET id = 8 WHERE id = ?', [7]));
        self::assertSame(0, $connection->write('UPDATE woo_rows SET id = 9 WHERE id = ?', [7]));
        self::assertSame([['id' => 8, 'text' => "it's \u{1F600} \\"]], $connection->read('SELECT * FROM woo_rows'));
        self::assertSame([['nothing' => null]], $connection->read('SELECT ? AS nothing', [null]));
    }

    #[DataProvider('reports')]
    public function testErrorsHaveAKind(int $report): void
    {
        mysqli_report($report);
        $connection = MysqliStoreTest::connection();
        $connection->write('INSERT INTO woo_rows VALUES (1, NULL)');
        self::assertSame(ErrorKind::Duplicate, self::kind(static fn () => $connection->write('INSERT INTO woo_rows VALUES (1, NULL)')));
        self::assertSame(ErrorKind::Other, self::kind(static fn () => $connection->read('SELECT * FROM no_such_table')));
        self::assertSame(ErrorKind::Other, self::kind(static fn () => $connection->write('INSERT INTO woo_rows VALUES (2, ?)', [str_repeat('x', 21)])), 'strict mode');
    }

    #[DataProvider('reports')]
    public function testADeadlockMayBeTriedAgain(int $report): void
    {
        mysqli_report($report);
        $one = MysqliStoreTest::connection();
        $one->write('INSERT INTO woo_rows VALUES (1, NULL), (2, NULL)');
        $one->begin();
        $one->read('SELECT * FROM woo_rows WHERE id = 1 FOR UPDATE');
        $two = MysqliStoreTest::connection();
        $two->write('SET SESSION innodb_lock_wait_timeout = 1');
        $two->begin();
        self::assertSame(ErrorKind::Again, self::kind(static fn () => $two->read('SELECT * FROM woo_rows WHERE id = 1 FOR UPDATE')));
        $two->rollBack();
        $one->rollBack();
    }

    #[DataProvider('reports')]
    public function testALostServerIsFoundAgainButNotInATransaction(int $report): void
    {
        mysqli_report($report);
        $connection = MysqliStoreTest::connection();
        $kill = static function () use ($connection): void {
            $id = $connection->read('SELECT CONNECTION_ID() AS id')[0]['id'];
            MariaDb::get()->connect()->exec("KILL $id");
        };
        $kill();
        self::assertSame(ErrorKind::Lost, self::kind(static fn () => $connection->read('SELECT 1')));
        self::assertSame([['one' => 1]], $connection->read('SELECT 1 AS one'));
        $connection->begin();
        $connection->write('INSERT INTO woo_rows VALUES (5, NULL)');
        $kill();
        self::assertSame(ErrorKind::Lost, self::kind(static fn () => $connection->write('INSERT INTO woo_rows VALUES (6, NULL)')));
        self::assertSame(ErrorKind::Lost, self::kind(static fn () => $connection->write('INSERT INTO woo_rows VALUES (6, NULL)')));
        $connection->rollBack();
        self::assertSame([], $connection->read('SELECT * FROM woo_rows'));
    }

    #[DataProvider('reports')]
    public function testARefusedConnectionNamesNeitherUserNorPassword(int $report): void
    {
        mysqli_report($report);
        $connection = new MysqliConnection(['host' => 'localhost:' . MariaDb::get()->socket, 'user' => 'nobody-here', 'password' => 'fake-password', 'name' => 'payments', 'flags' => 0]);
        try {
            $connection->read('SELECT 1');
            self::fail('connected');
        } catch (SqlError $error) {
            self::assertStringNotContainsString('fake-password', $error . print_r($connection, true));
            self::assertStringNotContainsString('nobody-here', $error->getMessage());
        }
    }

    public function testNobodyListens(): void
    {
        $connection = new MysqliConnection(['host' => 'localhost:/nowhere/db.sock', 'user' => 'root', 'password' => '', 'name' => 'x', 'flags' => 0]);
        self::assertSame(ErrorKind::Lost, self::kind(static fn () => $connection->read('SELECT 1')));
    }

    private static function kind(\Closure $work): ?ErrorKind
    {
        try {
            $work();
        } catch (SqlError $error) {
            return $error->kind;
        }
        return null;
    }
}
