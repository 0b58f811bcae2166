<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Sql;

/**
 * A connection to a database that nobody else uses. A shop without PDO (WordPress with mysqli) implements this and gets
 * the whole store by SqlStore. Every method throws SqlError.
 *
 * MySQL and MariaDB: InnoDB, strict mode, utf8mb4.
 */
interface Connection
{
    public function dialect(): Dialect;

    /**
     * @param list<string|int|null> $values for the question marks
     * @return list<array<string, string|int|float|null>> column => value
     */
    public function read(string $sql, array $values = []): array;

    /**
     * @param list<string|int|null> $values
     * @return int rows that were changed
     */
    public function write(string $sql, array $values = []): int;

    /** Takes the write lock at once where the database has one for all (SQLite: BEGIN IMMEDIATE). */
    public function begin(): void;

    public function commit(): void;

    /** Does nothing when there is nothing to roll back. */
    public function rollBack(): void;
}
