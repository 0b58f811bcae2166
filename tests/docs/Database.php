<?php

declare(strict_types=1);

/**
 * A shop's database, with the tables as the documents make them: SQLite, or what DOKU_DOCS_DSN names. SQLite has no FOR UPDATE;
 * one connection at a time needs none.
 */
final class Database extends PDO
{
    private readonly bool $isSqlite;

    public function __construct(string $file = ':memory:')
    {
        $dsn = (string) getenv('DOKU_DOCS_DSN');
        $this->isSqlite = $dsn === '';
        parent::__construct($dsn === '' ? "sqlite:$file" : $dsn, $dsn === '' ? null : 'root', null, [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
    }

    public function prepare(string $query, array $options = []): PDOStatement|false
    {
        return parent::prepare($this->isSqlite ? str_replace(' FOR UPDATE', '', $query) : $query, $options);
    }

    /** The table of the block <!-- sql: NAME -->, empty. */
    public function make(string $block): void
    {
        foreach (glob(dirname(__DIR__, 2) . '/docs/*.md') ?: [] as $document) {
            if (preg_match("/^<!-- sql: $block -->\n```sql\n(CREATE TABLE (\w+) .*?)^```/ms", (string) file_get_contents($document), $match) === 1) {
                $this->exec("DROP TABLE IF EXISTS $match[2]");
                $this->exec($match[1]);
                return;
            }
        }
        throw new LogicException("no document has <!-- sql: $block -->");
    }

    /** What a PHP that was started without php.ini needs for it. */
    public static function options(): array
    {
        $options = [];
        foreach (['mysqlnd', 'pdo', 'pdo_mysql', 'pdo_sqlite'] as $extension) {
            if (is_file(ini_get('extension_dir') . "/$extension.so")) {
                array_push($options, '-d', "extension=$extension");
            }
        }
        return $options;
    }
}
