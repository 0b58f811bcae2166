<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Sql;

use PDO;
use PDOException;

final class PdoConnection implements Connection
{
    private readonly Dialect $dialect;
    private bool $open = false;

    /** @throws SqlError */
    public function __construct(private readonly PDO $pdo)
    {
        $driver = $pdo->getAttribute(PDO::ATTR_DRIVER_NAME);
        $this->dialect = Dialect::tryFrom(is_string($driver) ? $driver : '') ?? throw new SqlError(
            'PdoStore works with the PDO drivers sqlite, mysql and pgsql only',
            ErrorKind::Other
        );
        $pdo->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
        $this->guarded(function (): void {
            match ($this->dialect) {
                Dialect::Sqlite => $this->pdo->exec('PRAGMA busy_timeout = 10000'),
                Dialect::MySql => $this->pdo->exec("SET NAMES utf8mb4, SESSION sql_mode = 'STRICT_ALL_TABLES', "
                    . 'SESSION innodb_lock_wait_timeout = 10'),
                Dialect::Postgres => $this->pdo->exec("SET client_encoding = 'UTF8'; SET lock_timeout = '10s'"),
            };
        });
    }

    public function dialect(): Dialect
    {
        return $this->dialect;
    }

    public function read(string $sql, array $values = []): array
    {
        return $this->guarded(function () use ($sql, $values): array {
            $statement = $this->pdo->prepare($sql);
            $statement->execute($values);
            /** @var list<array<string, string|int|float|null>> */
            return $statement->fetchAll(PDO::FETCH_ASSOC);
        });
    }

    public function write(string $sql, array $values = []): int
    {
        if (!$this->open) {
            $this->refuseForeignTransaction();
        }
        return $this->guarded(function () use ($sql, $values): int {
            $statement = $this->pdo->prepare($sql);
            $statement->execute($values);
            return $statement->rowCount();
        });
    }

    public function begin(): void
    {
        $this->refuseForeignTransaction();
        $this->guarded(fn () => $this->dialect === Dialect::Sqlite
            ? $this->pdo->exec('BEGIN IMMEDIATE')
            : $this->pdo->exec('START TRANSACTION'));
        $this->open = true;
    }

    public function commit(): void
    {
        $this->guarded(fn () => $this->pdo->exec('COMMIT'));
        $this->open = false;
    }

    public function rollBack(): void
    {
        if ($this->open) {
            $this->open = false;
            try {
                $this->pdo->exec('ROLLBACK');
            } catch (PDOException) {
                // The server does it when the connection ends.
            }
        }
    }

    /** Our writes commit by themselves; inside somebody's transaction they would not, or would commit his. */
    private function refuseForeignTransaction(): void
    {
        if ($this->pdo->inTransaction()) {
            throw new SqlError('The store needs a connection of its own; this one has a transaction open', ErrorKind::Other);
        }
    }

    /**
     * @template T
     * @param \Closure(): T $work
     * @return T
     */
    private function guarded(\Closure $work): mixed
    {
        try {
            return $work();
        } catch (PDOException $error) {
            $state = $error->errorInfo[0] ?? $error->getCode();
            $code = $error->errorInfo[1] ?? 0;
            throw new SqlError(
                $error->getMessage(),
                $this->kind(is_string($state) ? $state : '', is_int($code) ? $code : 0),
                $error
            );
        }
    }

    private function kind(string $state, int $code): ErrorKind
    {
        $kinds = match ($this->dialect) {
            // SQLITE_BUSY, SQLITE_LOCKED, SQLITE_CONSTRAINT; the extended codes have them in the low byte.
            Dialect::Sqlite => [5 => ErrorKind::Again, 6 => ErrorKind::Again, 19 => ErrorKind::Duplicate],
            // 1020: a row changed since it was read (MariaDB's snapshot isolation).
            Dialect::MySql => [1213 => ErrorKind::Again, 1205 => ErrorKind::Again, 1020 => ErrorKind::Again,
                1062 => ErrorKind::Duplicate, 2006 => ErrorKind::Lost, 2013 => ErrorKind::Lost,
                1927 => ErrorKind::Lost, 4031 => ErrorKind::Lost],
            Dialect::Postgres => [],
        };
        if ($this->dialect === Dialect::Postgres) {
            return match (true) {
                $state === '23505' => ErrorKind::Duplicate,
                in_array($state, ['40001', '40P01', '55P03'], true) => ErrorKind::Again,
                str_starts_with($state, '08'), in_array($state, ['57P01', '57P02', '57P03', 'HY000'], true)
                    => ErrorKind::Lost,
                default => ErrorKind::Other,
            };
        }
        return $kinds[$this->dialect === Dialect::Sqlite ? $code & 255 : $code] ?? ErrorKind::Other;
    }
}
