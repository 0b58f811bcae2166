<?php

declare(strict_types=1);

namespace DokuAkulakuWoo\Database;

use DokuAkulaku\Payments\Sql\SqlStore;

/** Our tables: {prefix of the site}doku_akulaku_{attempt,call,event,schema}, on a connection of our own. */
final class Tables
{
    /** Which release of the plugin has seen to them: autoloaded, so asking costs no statement. */
    public const OPTION = 'doku_akulaku_schema';
    private const VERSION = '1';
    private static ?MysqliConnection $connection = null;

    public static function store(): SqlStore
    {
        global $wpdb;
        return new SqlStore(self::connection(), $wpdb->prefix);
    }

    public static function connection(): MysqliConnection
    {
        return self::$connection ??= new MysqliConnection(self::where());
    }

    public static function close(): void
    {
        self::$connection?->close();
        self::$connection = null;
    }

    public static function installed(): bool
    {
        return get_option(self::OPTION) === self::VERSION;
    }

    /** Safe at every start. @throws \Throwable when the database refuses */
    public static function install(): void
    {
        self::store()->install();
        update_option(self::OPTION, self::VERSION, true);
    }

    /** @return list<string> the tables of a site */
    public static function names(string $prefix): array
    {
        return array_map(static fn (string $table): string => $prefix . 'doku_akulaku_' . $table, ['attempt', 'call', 'event', 'schema']);
    }

    /** @return array{host: string, user: string, password: string, name: string, flags: int} */
    private static function where(): array
    {
        $flags = defined('MYSQL_CLIENT_FLAGS') ? constant('MYSQL_CLIENT_FLAGS') : 0;
        return [
            'host' => (string) DB_HOST,
            'user' => (string) DB_USER,
            'password' => (string) DB_PASSWORD,
            'name' => (string) DB_NAME,
            'flags' => is_int($flags) ? $flags : 0,
        ];
    }
}
