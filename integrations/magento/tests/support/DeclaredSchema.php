<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Tests;

use PDO;

/** etc/db_schema.xml as the library's own tables are, and the other way round. */
final class DeclaredSchema
{
    private const COMMENTS = [
        'attempt' => 'Tries to pay an order with Akulaku',
        'call' => 'Calls to DOKU, stored before they are sent',
        'event' => 'What happened to a try',
    ];
    private const HEAD = "<?xml version=\"1.0\"?>\n<schema xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
        . " xsi:noNamespaceSchemaLocation=\"urn:magento:framework:Setup/Declaration/Schema/etc/schema.xsd\">\n";

    public string $xml = self::HEAD;
    /** @var array<string, array<string, array<string, true>>> */
    public array $whitelist = [];

    /** @param PDO $connection to a MariaDB database in which PdoStore::install() was called without a prefix */
    public function __construct(private readonly PDO $connection)
    {
        foreach (self::COMMENTS as $short => $comment) {
            $this->table("doku_akulaku_$short", $comment);
        }
        // An order that a person has to look at: a column of Magento's own tables, for the grid's filter and the message.
        foreach (['sales_order', 'sales_order_grid'] as $table) {
            $index = self::indexName($table, ['doku_akulaku_alarm']);
            $this->xml .= "    <table name=\"$table\" resource=\"sales\">\n"
                . '        <column xsi:type="smallint" name="doku_akulaku_alarm" unsigned="true" nullable="false" identity="false"'
                . " default=\"0\" comment=\"A person has to look at the Akulaku payment\"/>\n"
                . "        <index referenceId=\"$index\" indexType=\"btree\">\n"
                . "            <column name=\"doku_akulaku_alarm\"/>\n        </index>\n    </table>\n";
            $this->whitelist[$table] = ['column' => ['doku_akulaku_alarm' => true], 'index' => [$index => true]];
        }
        $this->xml .= "</schema>\n";
    }

    public function json(): string
    {
        return json_encode($this->whitelist, JSON_PRETTY_PRINT | JSON_THROW_ON_ERROR) . "\n";
    }

    /** @return list<string> what Magento makes of the declaration, for our own tables */
    public static function statements(string $file): array
    {
        $statements = [];
        foreach (simplexml_load_file($file)->table as $table) {
            if (!str_starts_with((string) $table['name'], 'doku_akulaku_')) {
                continue;
            }
            $parts = [];
            foreach ($table->column as $column) {
                $type = (string) $column->attributes('xsi', true)->type;
                $parts[] = "`{$column["name"]}` " . ($type === 'varchar' ? "varchar($column[length])" : $type)
                    . ((string) $column['nullable'] === 'true' ? ' NULL' : ' NOT NULL')
                    . ((string) $column['identity'] === 'true' ? ' AUTO_INCREMENT' : '');
            }
            $keys = [...iterator_to_array($table->constraint, false), ...iterator_to_array($table->index, false)];
            foreach ($keys as $index) {
                $names = implode(', ', array_map(static fn ($column): string => "`$column[name]`", iterator_to_array($index->column, false)));
                $kind = (string) ($index->attributes('xsi', true)->type ?? '');
                $parts[] = match ($kind) {
                    'primary' => "PRIMARY KEY ($names)",
                    'unique' => "UNIQUE KEY `$index[referenceId]` ($names)",
                    default => "KEY `$index[referenceId]` ($names)",
                };
            }
            $statements[] = "CREATE TABLE `$table[name]` (" . implode(', ', $parts) . ") ENGINE=$table[engine]"
                . " DEFAULT CHARSET=$table[charset] COLLATE=$table[collation]";
        }
        return $statements;
    }

    private function table(string $table, string $comment): void
    {
        $this->xml .= "    <table name=\"$table\" resource=\"default\" engine=\"innodb\" charset=\"utf8mb4\""
            . " collation=\"utf8mb4_bin\" comment=\"$comment\">\n";
        foreach ($this->rows('columns', $table, 'ordinal_position') as $column) {
            $this->xml .= '        ' . self::column($column) . "\n";
            $this->whitelist[$table]['column'][$column['COLUMN_NAME']] = true;
        }
        $indexes = [];
        foreach ($this->rows('statistics', $table, 'index_name, seq_in_index') as $part) {
            $indexes[$part['INDEX_NAME']]['unique'] = (string) $part['NON_UNIQUE'] === '0';
            $indexes[$part['INDEX_NAME']]['columns'][] = $part['COLUMN_NAME'];
        }
        foreach ($indexes as $name => ['unique' => $unique, 'columns' => $columns]) {
            $id = $name === 'PRIMARY' ? 'PRIMARY' : self::indexName($table, $columns);
            $kind = $name === 'PRIMARY' ? 'primary' : 'unique';
            [$open, $close] = $unique
                ? ["<constraint xsi:type=\"$kind\" referenceId=\"$id\">", '</constraint>']
                : ["<index referenceId=\"$id\" indexType=\"btree\">", '</index>'];
            $this->whitelist[$table][$unique ? 'constraint' : 'index'][$id] = true;
            $lines = array_map(static fn (string $column): string => "            <column name=\"$column\"/>\n", $columns);
            $this->xml .= "        $open\n" . implode('', $lines) . "        $close\n";
        }
        $this->xml .= "    </table>\n";
    }

    /** @param array<string, string|null> $column */
    private static function column(array $column): string
    {
        $null = $column['IS_NULLABLE'] === 'YES' ? 'true' : 'false';
        $identity = $column['EXTRA'] === 'auto_increment' ? 'true' : 'false';
        $name = $column['COLUMN_NAME'];
        return match ($column['DATA_TYPE']) {
            'bigint', 'int' => "<column xsi:type=\"$column[DATA_TYPE]\" name=\"$name\" unsigned=\"false\" nullable=\"$null\""
                . " identity=\"$identity\"/>",
            'varchar' => "<column xsi:type=\"varchar\" name=\"$name\" length=\"$column[CHARACTER_MAXIMUM_LENGTH]\""
                . " nullable=\"$null\"/>",
            'longtext' => "<column xsi:type=\"longtext\" name=\"$name\" nullable=\"$null\"/>",
            default => throw new \LogicException("a new type: $column[DATA_TYPE]"),
        };
    }

    /** As Magento names an index itself. @param list<string> $columns */
    private static function indexName(string $table, array $columns): string
    {
        return strtoupper($table . '_' . implode('_', $columns));
    }

    /** @return list<array<string, string|null>> */
    private function rows(string $view, string $table, string $order): array
    {
        $statement = $this->connection->prepare(
            "SELECT * FROM information_schema.$view WHERE table_schema = DATABASE() AND table_name = ? ORDER BY $order"
        );
        $statement->execute([$table]);
        return $statement->fetchAll(PDO::FETCH_ASSOC);
    }
}
