<?php

declare(strict_types=1);

/**
 * SQLite in place of a shop's database. It has no FOR UPDATE; one connection at a time needs none.
 */
final class Database extends PDO
{
    public function __construct(string $file = ':memory:')
    {
        parent::__construct('sqlite:' . $file, null, null, [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
    }

    public function prepare(string $query, array $options = []): PDOStatement|false
    {
        return parent::prepare(str_replace(' FOR UPDATE', '', $query), $options);
    }

    /** What a PHP that was started without php.ini needs for it. */
    public static function options(): array
    {
        $options = [];
        foreach (['pdo', 'pdo_sqlite'] as $extension) {
            if (is_file(ini_get('extension_dir') . "/$extension.so")) {
                array_push($options, '-d', "extension=$extension");
            }
        }
        return $options;
    }
}
