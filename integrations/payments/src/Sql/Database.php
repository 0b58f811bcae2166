<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Sql;

use DokuAkulaku\Payments\StoreException;

/** Statements with our table names in them, transactions that are repeated after a deadlock, errors as StoreException. */
final class Database
{
    private const TRIES = 12;
    /** @var array<string, string> */
    private readonly array $names;
    private int $depth = 0;

    public function __construct(private readonly Connection $connection, string $prefix)
    {
        if (preg_match('/^[A-Za-z0-9_]{0,40}$/D', $prefix) !== 1) {
            throw new \ValueError('A table prefix has up to 40 characters of [A-Za-z0-9_]');
        }
        $this->names = [
            '{attempt}' => $prefix . 'doku_akulaku_attempt',
            '{call}' => $prefix . 'doku_akulaku_call',
            '{event}' => $prefix . 'doku_akulaku_event',
            '{now}' => $connection->dialect()->now(),
            '{lock}' => $connection->dialect()->forUpdate(),
        ];
    }

    public function dialect(): Dialect
    {
        return $this->connection->dialect();
    }

    public function now(): int
    {
        return Rows::number($this->read('SELECT {now} AS clock')[0], 'clock');
    }

    /**
     * The try, locked, with the time as `clock`.
     *
     * @param list<string|int|null> $values
     * @return ?array<string, string|int|float|null>
     */
    public function locked(string $condition, array $values): ?array
    {
        $rows = $this->read(
            "SELECT attempt.*, {now} AS clock FROM {attempt} attempt WHERE $condition ORDER BY id DESC LIMIT 1{lock}",
            $values
        );
        return $rows[0] ?? null;
    }

    /**
     * @param list<string|int|null> $values
     * @return list<array<string, string|int|float|null>>
     */
    public function read(string $sql, array $values = []): array
    {
        return $this->guarded(fn (Connection $connection): array => $connection->read($this->sql($sql), $values));
    }

    /**
     * Inside a transaction, or as one of its own.
     *
     * @param list<string|int|null> $values
     */
    public function write(string $sql, array $values = []): int
    {
        try {
            return $this->guarded(fn (Connection $connection): int => $connection->write($this->sql($sql), $values));
        } catch (StoreException $error) {
            $cause = $error->getPrevious();
            throw $cause instanceof SqlError && $cause->kind === ErrorKind::Lost
                ? new StoreException($error->getMessage(), true, $cause) : $error;
        }
    }

    /**
     * One INSERT as a transaction of its own; false when a unique key is taken, or it inserted nothing.
     *
     * @param list<string|int|null> $values
     */
    public function insertIfFree(string $sql, array $values): bool
    {
        try {
            return $this->write($sql, $values) === 1;
        } catch (StoreException $error) {
            if ($error->getPrevious() instanceof SqlError && $error->getPrevious()->kind === ErrorKind::Duplicate) {
                return false;
            }
            throw $error;
        }
    }

    /**
     * @template T
     * @param \Closure(): T $work may run several times
     * @return T
     */
    public function transaction(\Closure $work): mixed
    {
        $this->depth++;
        try {
            return $this->guarded(function (Connection $connection) use ($work): mixed {
                $committing = false;
                try {
                    $connection->begin();
                    $result = $work();
                    $committing = true;
                    $connection->commit();
                    return $result;
                } catch (SqlError $error) {
                    $connection->rollBack();
                    throw $committing && $error->kind === ErrorKind::Lost
                        ? new StoreException($error->getMessage(), true, $error) : $error;
                } catch (\Throwable $error) {
                    $connection->rollBack();
                    throw $error;
                }
            }, true);
        } finally {
            $this->depth--;
        }
    }

    /**
     * @template T
     * @param \Closure(Connection): T $work
     * @return T
     */
    public function guarded(\Closure $work, bool $outermost = false): mixed
    {
        for ($try = 1;; $try++) {
            try {
                return $work($this->connection);
            } catch (SqlError $error) {
                if ($this->depth > 0 && !$outermost) {
                    // The transaction decides: it begins again as a whole.
                    throw $error;
                }
                if ($error->kind !== ErrorKind::Again || $try >= self::TRIES) {
                    throw new StoreException($error->getMessage(), false, $error);
                }
                usleep(random_int(1_000, 10_000 * $try));
            }
        }
    }

    public static function failed(string $message): StoreException
    {
        return new StoreException($message);
    }

    public static function uuid(): string
    {
        $bytes = random_bytes(16);
        $bytes[6] = chr(ord($bytes[6]) & 0x0f | 0x40);
        $bytes[8] = chr(ord($bytes[8]) & 0x3f | 0x80);
        return vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split(bin2hex($bytes), 4));
    }

    private function sql(string $sql): string
    {
        return strtr($sql, $this->names);
    }
}
