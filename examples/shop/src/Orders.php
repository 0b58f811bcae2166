<?php

declare(strict_types=1);

namespace ExampleShop;

use DokuAkulaku\Payments\Attempts;
use DokuAkulaku\Payments\Line;
use DokuAkulaku\Payments\Shop;
use DokuAkulaku\Status;
use PDO;

/** The shop's orders in SQLite, and how they follow their payments. */
final class Orders implements Shop
{
    private const SCHEMA_VERSION = 1;
    private const SCHEMA = <<<'SQL'
        CREATE TABLE orders (
            id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, token TEXT NOT NULL UNIQUE, cart TEXT NOT NULL UNIQUE,
            amount INTEGER NOT NULL, customer TEXT NOT NULL, lines TEXT NOT NULL, created INTEGER NOT NULL,
            paid_at INTEGER, refunded_at INTEGER, cancelled_at INTEGER
        );
        CREATE TABLE site (one INTEGER PRIMARY KEY CHECK (one = 1), name TEXT NOT NULL, url TEXT);
        SQL;

    private readonly PDO $database;

    public function __construct(string $file)
    {
        $this->database = new PDO('sqlite:' . $file, null, null, [PDO::ATTR_TIMEOUT => 10]);
        if (!$this->hasTables()) {
            $this->database->exec('BEGIN IMMEDIATE');
            // Another process may have made them meanwhile.
            if (!$this->hasTables()) {
                $this->database->exec(self::SCHEMA . 'PRAGMA user_version = ' . self::SCHEMA_VERSION);
                $this->write('INSERT INTO site VALUES (1, ?, NULL)', [bin2hex(random_bytes(3))]);
            }
            $this->database->exec('COMMIT');
        }
    }

    /**
     * The order of this cart: one, however often and from however many tabs its form is sent. What was sent last counts,
     * as long as it is neither paid nor cancelled; the payments library closes a try for another amount.
     *
     * @param array<string, string> $customer
     * @param list<Line> $lines
     */
    public function place(string $cart, array $customer, array $lines): Order
    {
        $amount = array_sum(array_map(static fn (Line $line): int => $line->price * $line->quantity, $lines));
        $lines = self::json(array_map(static fn (Line $line): array => $line->toArray(), $lines));
        // Random, so that nobody can count or guess orders.
        $number = 'KS-' . gmdate('ymd') . '-' . strtoupper(bin2hex(random_bytes(4)));
        $this->write(
            'INSERT INTO orders (number, token, cart, amount, customer, lines, created) VALUES (?, ?, ?, ?, ?, ?, ?)'
                . ' ON CONFLICT (cart) DO UPDATE SET amount = excluded.amount, customer = excluded.customer,'
                . ' lines = excluded.lines WHERE paid_at IS NULL AND cancelled_at IS NULL',
            [$number, bin2hex(random_bytes(16)), $cart, $amount, self::json($customer), $lines, time()]
        );
        return $this->one('cart', $cart) ?? throw new \LogicException('the order was stored');
    }

    /** What DOKU has confirmed, once; the library calls it again if this process dies in between. */
    public function apply(string $order, Attempts $attempts): void
    {
        $status = $attempts->status();
        if ($status === Status::Success) {
            // Here a real shop packs, sends a mail ... for the one who gets 1 row changed.
            $this->write('UPDATE orders SET paid_at = ? WHERE id = ? AND paid_at IS NULL', [time(), $order]);
        } elseif ($status === Status::Refunded) {
            $this->write('UPDATE orders SET refunded_at = ? WHERE id = ? AND refunded_at IS NULL', [time(), $order]);
        }
    }

    public function cancel(string $id): void
    {
        $this->write('UPDATE orders SET cancelled_at = ? WHERE id = ? AND cancelled_at IS NULL', [time(), $id]);
    }

    public function byToken(string $token): ?Order
    {
        return $this->one('token', $token);
    }

    public function byId(string $id): ?Order
    {
        return $this->one('id', $id);
    }

    public function byNumber(string $number): ?Order
    {
        return $this->one('number', $number);
    }

    /** Its cart is over when it is: the customer's next order is another one. */
    public function isOver(string $cart): bool
    {
        $order = $this->one('cart', $cart);
        return $order !== null && ($order->paidAt !== null || $order->cancelledAt !== null);
    }

    /** @return list<Order> newest first */
    public function newest(int $limit): array
    {
        return array_map(self::load(...), $this->rows('SELECT * FROM orders ORDER BY id DESC LIMIT ?', [$limit]));
    }

    /**
     * The name of this shop in its invoice numbers. A copy of the shop has the same database under another address: until
     * somebody has said which of the two it is, nothing may be sent. The first address that is known is taken as it is.
     */
    public function site(?string $url): ?string
    {
        $site = $this->rows('SELECT * FROM site', [])[0];
        if ($url !== null && $site['url'] === null) {
            $this->write('UPDATE site SET url = ? WHERE url IS NULL', [$url]);
            return $this->site($url);
        }
        return $url === null || $site['url'] === $url ? (string) $site['name'] : null;
    }

    /** The shop was moved to this address: its open payments stay its own. Copied: they belong to the other shop. */
    public function settleSite(string $url, bool $copied): void
    {
        $this->write('UPDATE site SET url = ?', [$url]);
        if ($copied) {
            $this->write('UPDATE site SET name = ?', [bin2hex(random_bytes(3))]);
        }
    }

    private function one(string $column, string $value): ?Order
    {
        $rows = $this->rows("SELECT * FROM orders WHERE $column = ?", [$value]);
        return $rows === [] ? null : self::load($rows[0]);
    }

    /** @param array<string, string|int|null> $row */
    private static function load(array $row): Order
    {
        /** @var array<string, string> $customer */
        $customer = json_decode((string) $row['customer'], true, 8, JSON_THROW_ON_ERROR);
        /** @var list<array{name: string, price: int, quantity: int, sku: string, category: string}> $lines */
        $lines = json_decode((string) $row['lines'], true, 8, JSON_THROW_ON_ERROR);
        $time = static fn (string $column): ?int => $row[$column] === null ? null : (int) $row[$column];
        return new Order((string) $row['id'], (string) $row['number'], (string) $row['token'], (int) $row['amount'],
            $customer, $lines, (int) $row['created'], $time('paid_at'), $time('refunded_at'), $time('cancelled_at'));
    }

    /** @phpstan-impure */
    private function hasTables(): bool
    {
        return (int) $this->rows('PRAGMA user_version', [])[0]['user_version'] === self::SCHEMA_VERSION;
    }

    /**
     * @param list<string|int> $values
     * @return list<array<string, string|int|null>>
     */
    private function rows(string $sql, array $values): array
    {
        $statement = $this->database->prepare($sql);
        $statement->execute($values);
        /** @var list<array<string, string|int|null>> $rows */
        $rows = $statement->fetchAll(PDO::FETCH_ASSOC);
        return $rows;
    }

    /** @param list<string|int> $values */
    private function write(string $sql, array $values): void
    {
        $this->database->prepare($sql)->execute($values);
    }

    private static function json(mixed $value): string
    {
        return json_encode($value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE
            | JSON_INVALID_UTF8_SUBSTITUTE);
    }
}
