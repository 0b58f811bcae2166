<?php

declare(strict_types=1);

namespace DokuAkulakuWoo\Database;

use DokuAkulaku\Payments\Sql\Connection;
use DokuAkulaku\Payments\Sql\Dialect;
use DokuAkulaku\Payments\Sql\ErrorKind;
use DokuAkulaku\Payments\Sql\SqlError;

/**
 * A second connection to the site's database, by mysqli: WordPress needs it, so every host has it; pdo_mysql may be missing.
 * Never $wpdb: a transaction that some plugin has open there would be committed by ours, or roll ours back.
 *
 * It connects at the first statement, and again after the server was lost, but never in the middle of a transaction.
 */
final class MysqliConnection implements Connection
{
    private const SETTINGS = "SET SESSION sql_mode = 'STRICT_ALL_TABLES', SESSION innodb_lock_wait_timeout = 10";
    private ?\mysqli $link = null;
    private bool $open = false;

    /** @param array{host: string, user: string, password: string, name: string, flags: int} $where */
    public function __construct(#[\SensitiveParameter] private readonly array $where)
    {
    }

    public function dialect(): Dialect
    {
        return Dialect::MySql;
    }

    public function read(string $sql, array $values = []): array
    {
        return $this->guarded(function () use ($sql, $values): array {
            $result = $this->run($sql, $values)->get_result();
            if ($result === false) {
                return [];
            }
            /** @var list<array<string, string|int|float|null>> */
            return $result->fetch_all(MYSQLI_ASSOC);
        });
    }

    public function write(string $sql, array $values = []): int
    {
        return $this->guarded(function () use ($sql, $values): int {
            // Of the statement: the connection's own number is gone once the statement is closed.
            return max(0, (int) $this->run($sql, $values)->affected_rows);
        });
    }

    public function begin(): void
    {
        $this->guarded(fn () => $this->plain('START TRANSACTION'));
        $this->open = true;
    }

    public function commit(): void
    {
        $this->guarded(fn () => $this->plain('COMMIT'));
        $this->open = false;
    }

    public function rollBack(): void
    {
        if (!$this->open) {
            return;
        }
        $this->open = false;
        try {
            if ($this->link === null || $this->link->query('ROLLBACK') === false) {
                $this->drop();
            }
        } catch (\mysqli_sql_exception) {
            // The server does it when the connection ends.
            $this->drop();
        }
    }

    public function close(): void
    {
        $this->open = false;
        $this->drop();
    }

    /** Neither the password nor the connection shows in a dump. @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return ['connected' => $this->link !== null, 'transaction' => $this->open];
    }

    /** @param list<string|int|null> $values */
    private function run(string $sql, array $values): \mysqli_stmt
    {
        $statement = $this->link()->prepare($sql);
        if ($statement === false) {
            throw $this->error($this->link()->error, $this->link()->errno);
        }
        if (!$statement->execute($values)) {
            throw $this->error($statement->error, $statement->errno);
        }
        return $statement;
    }

    private function plain(string $sql): void
    {
        if ($this->link()->query($sql) === false) {
            throw $this->error($this->link()->error, $this->link()->errno);
        }
    }

    private function link(): \mysqli
    {
        if ($this->link !== null) {
            return $this->link;
        }
        if ($this->open) {
            throw new SqlError('The connection was lost in a transaction', ErrorKind::Lost);
        }
        [$host, $port, $socket] = $this->address();
        $link = mysqli_init();
        if ($link === false) {
            throw new SqlError('mysqli is not usable', ErrorKind::Other);
        }
        $link->options(MYSQLI_OPT_CONNECT_TIMEOUT, 5);
        $link->options(MYSQLI_INIT_COMMAND, self::SETTINGS);
        // Warning and exception would name the user.
        try {
            $ok = @$link->real_connect($host, $this->where['user'], $this->where['password'], $this->where['name'], $port, $socket, $this->where['flags'])
                && $link->set_charset('utf8mb4');
        } catch (\mysqli_sql_exception) {
            $ok = false;
        }
        if (!$ok) {
            throw new SqlError('The database cannot be reached (error ' . (mysqli_connect_errno() ?: $link->errno) . ')', ErrorKind::Lost);
        }
        return $this->link = $link;
    }

    /**
     * "host", "host:port", "host:/path/to/socket", "[::1]:port", as in DB_HOST.
     *
     * @return array{string, int, ?string}
     */
    private function address(): array
    {
        $host = $this->where['host'];
        $socket = null;
        if (preg_match('~^(.*?):?(/.*)$~', $host, $match) === 1) {
            [$host, $socket] = [$match[1] === '' ? 'localhost' : $match[1], $match[2]];
        }
        $port = 0;
        if (preg_match('/^(\[[0-9a-f:.%]+\]|[^:]*):(\d+)$/i', $host, $match) === 1) {
            [$host, $port] = [$match[1], (int) $match[2]];
        }
        return [$host === '' ? 'localhost' : $host, $port, $socket];
    }

    /**
     * mysqli reports by false or by exception, as somebody set it for the whole process. Both end as SqlError.
     *
     * @template T
     * @param \Closure(): T $work
     * @return T
     */
    private function guarded(\Closure $work): mixed
    {
        try {
            return $work();
        } catch (\mysqli_sql_exception $error) {
            throw $this->error($error->getMessage(), $error->getCode(), $error);
        }
    }

    private function error(string $message, int $code, ?\Throwable $previous = null): SqlError
    {
        $kind = match ($code) {
            // Deadlock, lock wait, and a row that changed since it was read (MariaDB's snapshot isolation).
            1213, 1205, 1020 => ErrorKind::Again,
            1062 => ErrorKind::Duplicate,
            // Gone, killed, shut down, or not reached at all (too many connections among them).
            1040, 1053, 1203, 1226, 1927, 2002, 2003, 2006, 2013, 4031 => ErrorKind::Lost,
            default => ErrorKind::Other,
        };
        if ($kind === ErrorKind::Lost) {
            $this->drop();
        }
        return new SqlError($kind === ErrorKind::Lost ? "The database was lost (error $code)" : $message, $kind, $previous);
    }

    private function drop(): void
    {
        if ($this->link !== null) {
            try {
                $this->link->close();
            } catch (\Error) {
                // It is closed already.
            }
            $this->link = null;
        }
    }
}
