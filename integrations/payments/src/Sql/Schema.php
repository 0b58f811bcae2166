<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Sql;

use DokuAkulaku\Payments\StoreException;

/** Makes the tables and brings older ones up to date. */
final class Schema
{
    private const VERSION = 1;

    public function __construct(private readonly Connection $connection, private readonly string $prefix)
    {
    }

    /** Cheap when there is nothing to do: one SELECT. */
    public function install(): void
    {
        $version = $this->version();
        if ($version > self::VERSION) {
            throw new StoreException("The tables were made by a newer release (schema $version, this one knows "
                . self::VERSION . ')');
        }
        if ($version === self::VERSION) {
            return;
        }
        $this->lock();
        try {
            for ($next = $this->version() + 1; $next <= self::VERSION; $next++) {
                foreach ($this->step($next) as $statement) {
                    $this->connection->write($statement);
                }
                $this->connection->write("DELETE FROM {$this->table('schema')}");
                $this->connection->write("INSERT INTO {$this->table('schema')} (version) VALUES ($next)");
            }
            $this->unlock(true);
        } catch (\Throwable $error) {
            $this->unlock(false);
            throw $error;
        }
        $this->checkEngine();
    }

    private function version(): int
    {
        if (!$this->exists('schema')) {
            return 0;
        }
        $rows = $this->connection->read("SELECT version FROM {$this->table('schema')}");
        return (int) ($rows[0]['version'] ?? 0);
    }

    private function exists(string $table): bool
    {
        $name = $this->table($table);
        return $this->connection->read(match ($this->connection->dialect()) {
            Dialect::Sqlite => "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?",
            Dialect::MySql => 'SELECT 1 FROM information_schema.tables'
                . ' WHERE table_schema = DATABASE() AND table_name = ?',
            Dialect::Postgres => 'SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass(?)',
        }, [$name]) !== [];
    }

    /** Two processes may start at once. MySQL commits at each CREATE, so there a named lock does it. */
    private function lock(): void
    {
        if ($this->connection->dialect() === Dialect::MySql) {
            $this->connection->read('SELECT GET_LOCK(?, 60)', [$this->lockName()]);
            return;
        }
        $this->connection->begin();
        if ($this->connection->dialect() === Dialect::Postgres) {
            $this->connection->read('SELECT pg_advisory_xact_lock(hashtext(?))', [$this->lockName()]);
        }
    }

    private function unlock(bool $done): void
    {
        if ($this->connection->dialect() === Dialect::MySql) {
            $this->connection->read('SELECT RELEASE_LOCK(?)', [$this->lockName()]);
        } elseif ($done) {
            $this->connection->commit();
        } else {
            $this->connection->rollBack();
        }
    }

    /** On MyISAM a transaction does nothing, silently. */
    private function checkEngine(): void
    {
        if ($this->connection->dialect() !== Dialect::MySql) {
            return;
        }
        foreach (['attempt', 'call', 'event'] as $table) {
            $rows = $this->connection->read('SELECT engine AS engine_name FROM information_schema.tables'
                . ' WHERE table_schema = DATABASE() AND table_name = ?', [$this->table($table)]);
            if (strcasecmp((string) ($rows[0]['engine_name'] ?? ''), 'InnoDB') !== 0) {
                throw new StoreException("The table {$this->table($table)} is not InnoDB");
            }
        }
    }

    private function lockName(): string
    {
        return substr($this->table('install'), 0, 64);
    }

    private function table(string $name): string
    {
        return $this->prefix . 'doku_akulaku_' . $name;
    }

    /** @return list<string> statements that may run twice: MySQL cannot roll them back */
    private function step(int $version): array
    {
        return match ($version) {
            1 => $this->first(),
            default => throw new StoreException("There is no schema $version"),
        };
    }

    /** @return list<string> */
    private function first(): array
    {
        [$id, $ascii, $text, $long, $end] = match ($this->connection->dialect()) {
            Dialect::Sqlite => ['INTEGER PRIMARY KEY', 'TEXT', 'TEXT', 'TEXT', ''],
            Dialect::MySql => ['BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY',
                'VARCHAR(%d) CHARACTER SET ascii COLLATE ascii_bin', 'VARCHAR(%d) COLLATE utf8mb4_bin', 'LONGTEXT',
                ' ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin'],
            Dialect::Postgres => ['BIGSERIAL PRIMARY KEY', 'VARCHAR(%d)', 'VARCHAR(%d)', 'TEXT', ''],
        };
        $a = static fn (int $length): string => sprintf($ascii, $length);
        $t = static fn (int $length): string => sprintf($text, $length);
        return [
            "CREATE TABLE IF NOT EXISTS {$this->table('attempt')} (
                id $id, shop_order {$t(64)} NOT NULL, number INTEGER NOT NULL, invoice {$a(64)} NOT NULL,
                reference {$a(64)} NOT NULL, amount BIGINT NOT NULL, account {$a(160)} NOT NULL, site {$a(16)} NOT NULL,
                cart {$t(128)} NULL, open_order {$t(64)} NULL, open_cart {$t(128)} NULL,
                status {$a(16)} NOT NULL, url $long NULL, identifiers $long NOT NULL, paid_at BIGINT NULL,
                closed_at BIGINT NULL, closed_why {$a(32)} NULL, closed_by {$t(128)} NULL, cancel_asked_at BIGINT NULL,
                amount_seen BIGINT NULL, amount_unreadable INTEGER NOT NULL, unknown_since BIGINT NULL,
                created_at BIGINT NOT NULL, changed_at BIGINT NOT NULL, asked_at BIGINT NOT NULL,
                check_at BIGINT NULL, remind_at BIGINT NULL,
                changes INTEGER NOT NULL, tell_at BIGINT NULL, told {$a(16)} NULL, telling {$a(36)} NULL,
                telling_until BIGINT NULL, telling_since BIGINT NULL, telling_changes INTEGER NULL,
                telling_status {$a(16)} NULL, emptied_at BIGINT NULL
            )$end",
            "CREATE TABLE IF NOT EXISTS {$this->table('call')} (
                id $id, attempt_id BIGINT NOT NULL, site {$a(16)} NOT NULL, operation {$a(16)} NOT NULL,
                ordinal INTEGER NOT NULL, request_id {$a(128)} NOT NULL, payload $long NOT NULL, state {$a(16)} NOT NULL,
                perhaps INTEGER NOT NULL, sends INTEGER NOT NULL, http_status INTEGER NULL, message $long NULL,
                created_at BIGINT NOT NULL, sent_at BIGINT NOT NULL, next_at BIGINT NULL
            )$end",
            "CREATE TABLE IF NOT EXISTS {$this->table('event')} (
                id $id, attempt_id BIGINT NOT NULL, source {$t(32)} NOT NULL, status {$a(16)} NOT NULL,
                result {$a(32)} NOT NULL, request_id {$t(128)} NULL, amount BIGINT NULL, who {$t(128)} NULL,
                created_at BIGINT NOT NULL
            )$end",
            "CREATE TABLE IF NOT EXISTS {$this->table('schema')} (version INTEGER NOT NULL)$end",
            ...$this->indexes([
                ['attempt', 'invoice', 'UNIQUE', 'account, invoice'],
                ['attempt', 'number', 'UNIQUE', 'site, shop_order, number'],
                ['attempt', 'open_order', 'UNIQUE', 'site, open_order'],
                ['attempt', 'open_cart', 'UNIQUE', 'site, open_cart'],
                ['attempt', 'by_invoice', '', 'invoice'],
                ['attempt', 'by_order', '', 'shop_order, number'],
                ['attempt', 'by_cart', '', 'open_cart'],
                ['attempt', 'by_check', '', 'site, check_at'],
                ['attempt', 'by_tell', '', 'site, tell_at'],
                ['attempt', 'by_remind', '', 'site, remind_at'],
                ['attempt', 'by_end', '', 'emptied_at, changed_at'],
                ['call', 'request', 'UNIQUE', 'request_id'],
                ['call', 'ordinal', 'UNIQUE', 'attempt_id, operation, ordinal'],
                ['call', 'by_next', '', 'site, next_at'],
                ['event', 'by_attempt', '', 'attempt_id'],
            ]),
        ];
    }

    /**
     * @param list<array{string, string, string, string}> $wanted table, name, UNIQUE or nothing, columns
     * @return list<string>
     */
    private function indexes(array $wanted): array
    {
        $statements = [];
        foreach ($wanted as [$table, $name, $unique, $columns]) {
            // SQLite and PostgreSQL have one name space for all indexes.
            $index = $this->connection->dialect() === Dialect::MySql ? $name : $this->table("{$table}_$name");
            if ($this->connection->dialect() === Dialect::MySql) {
                $known = $this->connection->read('SELECT 1 FROM information_schema.statistics WHERE table_schema ='
                    . ' DATABASE() AND table_name = ? AND index_name = ?', [$this->table($table), $index]) !== [];
                if ($known) {
                    continue;
                }
            }
            $condition = $this->connection->dialect() === Dialect::MySql ? '' : 'IF NOT EXISTS ';
            $statements[] = "CREATE $unique INDEX $condition$index ON {$this->table($table)} ($columns)";
        }
        return $statements;
    }
}
