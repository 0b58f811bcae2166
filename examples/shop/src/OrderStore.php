<?php

declare(strict_types=1);

namespace ExampleShop;

use DokuAkulaku\Status;
use PDO;

/**
 * Orders, payments and calls in SQLite.
 *
 * Every change is read and written inside one BEGIN IMMEDIATE transaction, which is SQLite's row lock. With MySQL or
 * PostgreSQL the same code is BEGIN and SELECT ... FOR UPDATE of the payment's row.
 */
final class OrderStore
{
    private const SCHEMA_VERSION = 1;
    private const SCHEMA = <<<'SQL'
        CREATE TABLE orders (
            id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, token TEXT NOT NULL UNIQUE, amount INTEGER NOT NULL,
            customer TEXT NOT NULL, lines TEXT NOT NULL, created INTEGER NOT NULL
        );
        CREATE TABLE payments (
            id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders, attempt INTEGER NOT NULL,
            invoice TEXT NOT NULL UNIQUE, reference TEXT NOT NULL UNIQUE, amount INTEGER NOT NULL,
            status TEXT NOT NULL, url TEXT, identifiers TEXT NOT NULL DEFAULT '[]',
            asked_at INTEGER NOT NULL, created INTEGER NOT NULL, UNIQUE (order_id, attempt)
        );
        CREATE TABLE calls (
            id INTEGER PRIMARY KEY, payment_id INTEGER NOT NULL REFERENCES payments, operation TEXT NOT NULL,
            request_id TEXT NOT NULL UNIQUE, payload TEXT NOT NULL, outcome TEXT NOT NULL,
            perhaps INTEGER NOT NULL DEFAULT 0, http_status INTEGER, message TEXT,
            created INTEGER NOT NULL, started_at INTEGER NOT NULL
        );
        CREATE INDEX calls_by_payment ON calls (payment_id, operation);
        CREATE INDEX calls_by_outcome ON calls (outcome);
        CREATE TABLE events (
            id INTEGER PRIMARY KEY, payment_id INTEGER NOT NULL REFERENCES payments, source TEXT NOT NULL,
            request_id TEXT, status TEXT NOT NULL, result TEXT NOT NULL, created INTEGER NOT NULL
        );
        CREATE INDEX events_by_payment ON events (payment_id);
        SQL;

    private readonly PDO $database;

    public function __construct(string $file)
    {
        $this->database = new PDO('sqlite:' . $file, null, null, [
            PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
            PDO::ATTR_DEFAULT_FETCH_MODE => PDO::FETCH_ASSOC,
            PDO::ATTR_TIMEOUT => 10,
        ]);
        $this->database->exec('PRAGMA foreign_keys = ON');
        if ($this->schemaVersion() !== self::SCHEMA_VERSION) {
            $this->locked(function (): void {
                if ($this->schemaVersion() !== self::SCHEMA_VERSION) {
                    $this->database->exec(self::SCHEMA . 'PRAGMA user_version = ' . self::SCHEMA_VERSION);
                }
            });
        }
    }

    /**
     * @param array<string, string> $customer
     * @param list<array{name: string, price: int, quantity: int, sku: string, category: string}> $lines
     */
    public function addOrder(string $number, array $customer, array $lines): Order
    {
        $this->write(
            'INSERT INTO orders (number, token, amount, customer, lines, created) VALUES (?, ?, ?, ?, ?, ?)',
            [$number, bin2hex(random_bytes(16)), CartLines::total($lines), self::json($customer), self::json($lines),
                time()],
        );
        return $this->order('number', $number) ?? throw new \LogicException('the order was stored');
    }

    public function byToken(string $token): ?Order
    {
        return $this->order('token', $token);
    }

    public function byId(int $id): ?Order
    {
        return $this->order('id', $id);
    }

    /** @return list<Order> newest first */
    public function newest(int $limit): array
    {
        $rows = $this->rows('SELECT * FROM orders ORDER BY id DESC LIMIT ?', [$limit]);
        return array_map($this->load(...), $rows);
    }

    public function payment(string $invoice): ?Payment
    {
        $rows = $this->rows('SELECT * FROM payments WHERE invoice = ?', [$invoice]);
        return $rows === [] ? null : Payment::fromRow($rows[0]);
    }

    public function paymentById(int $id): Payment
    {
        return Payment::fromRow($this->rows('SELECT * FROM payments WHERE id = ?', [$id])[0]);
    }

    /**
     * The payment that the customer may go on with: the running one, or a new try when the last one has failed or
     * expired. Two clicks at once get the same one.
     */
    public function paymentToGoOnWith(int $orderId): Payment
    {
        return $this->locked(function () use ($orderId): Payment {
            $order = $this->byId($orderId) ?? throw new \LogicException('no such order');
            $latest = $order->latest();
            $again = in_array($order->status(), [Status::Failed, Status::Expired], true);
            if ($latest !== null && !$again) {
                return $latest;
            }
            $attempt = ($latest->attempt ?? 0) + 1;
            $invoice = self::invoice($order->number, $attempt);
            $this->write(
                'INSERT INTO payments (order_id, attempt, invoice, reference, amount, status, asked_at, created)'
                    . ' VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
                [$orderId, $attempt, $invoice, self::reference($order->number, $attempt), $order->amount,
                    Status::Unknown->value, time(), time()],
            );
            return $this->payment($invoice) ?? throw new \LogicException('the payment was stored');
        });
    }

    /** The suffix makes each try a new invoice, as DOKU asks after FAILED. */
    public static function invoice(string $number, int $attempt): string
    {
        return $number . '-' . $attempt;
    }

    public static function reference(string $number, int $attempt): string
    {
        return 'REF-' . self::invoice($number, $attempt);
    }

    /**
     * Moves a payment if the new status supersedes the known one. Answers, status checks and notifications all come
     * through here: in any order, twice, or at the same time.
     *
     * @param list<array{name: string, value: string}> $identifiers kept if none are known yet
     */
    public function move(
        string $invoice,
        Status $status,
        ?int $amount,
        string $source,
        ?string $requestId = null,
        array $identifiers = [],
    ): Move {
        return $this->locked(function () use ($invoice, $status, $amount, $source, $requestId, $identifiers): Move {
            $payment = $this->payment($invoice);
            if ($payment === null) {
                return Move::NoSuchInvoice;
            }
            $move = match (true) {
                // a SUCCESS that names no amount is not booked: the next look-up must tell it
                $amount === null ? $status === Status::Success : $amount !== $payment->amount => Move::WrongAmount,
                $status->supersedes($payment->status) => Move::Applied,
                default => Move::Kept,
            };
            if ($move === Move::Applied) {
                $this->write('UPDATE payments SET status = ? WHERE id = ?', [$status->value, $payment->id]);
            }
            if ($move !== Move::WrongAmount && $payment->identifiers === [] && $identifiers !== []) {
                $this->write(
                    'UPDATE payments SET identifiers = ? WHERE id = ?',
                    [self::json($identifiers), $payment->id],
                );
            }
            $this->write(
                'INSERT INTO events (payment_id, source, request_id, status, result, created)'
                    . ' VALUES (?, ?, ?, ?, ?, ?)',
                [$payment->id, $source, $requestId, $status->value, $move->name, time()],
            );
            return $move;
        });
    }

    public function setPaymentUrl(int $paymentId, string $url): void
    {
        $this->write('UPDATE payments SET url = ? WHERE id = ?', [$url, $paymentId]);
    }

    /**
     * Stores a call before it is sent. If the same operation on this payment is still unsettled, that call is handed
     * out instead: same Request-Id, same payload. `perhaps` sticks from the first time on that nobody can say whether
     * DOKU got it. An invoice is generated once: a second click gets the first one's call, settled or not.
     *
     * @param callable(): array<mixed> $payload
     */
    public function startCall(int $paymentId, string $operation, callable $payload): Call
    {
        return $this->locked(function () use ($paymentId, $operation, $payload): Call {
            $rows = $this->rows(
                "SELECT id FROM calls WHERE payment_id = ? AND operation = ? AND outcome <> 'refused'"
                    . " AND (outcome <> 'done' OR operation = 'generate')",
                [$paymentId, $operation],
            );
            if ($rows === []) {
                $this->write(
                    'INSERT INTO calls (payment_id, operation, request_id, payload, outcome, created, started_at)'
                        . " VALUES (?, ?, ?, ?, 'open', ?, ?)",
                    [$paymentId, $operation, self::uuid(), self::json($payload()), time(), time()],
                );
                return $this->call((int) $this->database->lastInsertId());
            }
            return $this->startAgain((int) $rows[0]['id']);
        });
    }

    /** The same call once more. */
    public function restartCall(int $callId): Call
    {
        return $this->locked(fn (): Call => $this->startAgain($callId));
    }

    /** `done` is for ever. A refusal or a failed connection says nothing about an earlier send of the same call. */
    public function settleCall(int $callId, string $outcome, ?int $httpStatus, ?string $message): void
    {
        $this->write(
            "UPDATE calls SET outcome = CASE WHEN perhaps AND ? IN ('refused', 'not_sent') THEN 'unknown' ELSE ? END,"
                . " http_status = ?, message = ? WHERE id = ? AND outcome <> 'done'",
            [$outcome, $outcome, $httpStatus, $message, $callId],
        );
    }

    public function call(int $id): Call
    {
        return Call::fromRow($this->rows('SELECT * FROM calls WHERE id = ?', [$id])[0]);
    }

    /** @return list<Call> oldest first */
    public function calls(int $paymentId, ?string $operation = null): array
    {
        $rows = $this->rows(
            'SELECT * FROM calls WHERE payment_id = ? AND (? IS NULL OR operation = ?) ORDER BY id',
            [$paymentId, $operation, $operation],
        );
        return array_map(Call::fromRow(...), $rows);
    }

    /** @return list<array{source: string, request_id: ?string, status: string, result: string, created: int}> */
    public function events(int $paymentId): array
    {
        return $this->rows('SELECT * FROM events WHERE payment_id = ? ORDER BY id', [$paymentId]);
    }

    /**
     * Calls that somebody has to finish: the process died, or no definite answer came. A generate call that never got
     * out is left to the customer, who is told to press the button again.
     *
     * @return list<Call>
     */
    public function unsettledCalls(int $startedBefore): array
    {
        $rows = $this->rows(
            "SELECT * FROM calls WHERE started_at <= ? AND (outcome IN ('open', 'unknown')"
                . " OR outcome = 'not_sent' AND operation <> 'generate') ORDER BY id",
            [$startedBefore],
        );
        return array_map(Call::fromRow(...), $rows);
    }

    /**
     * Invoices that may still change, page by page, so that a million of them need no memory.
     *
     * @return \Generator<string>
     */
    public function unfinishedInvoices(int $createdBefore, int $createdAfter): \Generator
    {
        $last = 0;
        do {
            $rows = $this->rows(
                "SELECT id, invoice FROM payments WHERE status IN ('UNKNOWN', 'PENDING', 'FAILED')"
                    . ' AND id > ? AND created BETWEEN ? AND ? ORDER BY id LIMIT 500',
                [$last, $createdAfter, $createdBefore],
            );
            foreach ($rows as $row) {
                $last = $row['id'];
                yield $row['invoice'];
            }
        } while ($rows !== []);
    }

    /** True for one caller only, and only if nobody has asked DOKU for so many seconds. */
    public function claimStatusCheck(int $paymentId, int $seconds): bool
    {
        return $this->write(
            'UPDATE payments SET asked_at = ? WHERE id = ? AND asked_at <= ?',
            [time(), $paymentId, time() - $seconds],
        ) === 1;
    }

    private function startAgain(int $callId): Call
    {
        $this->write(
            "UPDATE calls SET perhaps = perhaps OR outcome IN ('open', 'unknown'), outcome = 'open', started_at = ?"
                . " WHERE id = ? AND outcome NOT IN ('done', 'refused')",
            [time(), $callId],
        );
        return $this->call($callId);
    }

    private function order(string $column, string|int $value): ?Order
    {
        $rows = $this->rows("SELECT * FROM orders WHERE $column = ?", [$value]);
        return $rows === [] ? null : $this->load($rows[0]);
    }

    /** @param array<string, mixed> $row */
    private function load(array $row): Order
    {
        $payments = $this->rows('SELECT * FROM payments WHERE order_id = ? ORDER BY attempt', [$row['id']]);
        return new Order(
            (int) $row['id'],
            $row['number'],
            $row['token'],
            (int) $row['amount'],
            json_decode($row['customer'], true, 8, JSON_THROW_ON_ERROR),
            json_decode($row['lines'], true, 8, JSON_THROW_ON_ERROR),
            (int) $row['created'],
            array_map(Payment::fromRow(...), $payments),
        );
    }

    private function schemaVersion(): int
    {
        return (int) $this->database->query('PRAGMA user_version')->fetchColumn();
    }

    private function locked(callable $work): mixed
    {
        $this->database->exec('BEGIN IMMEDIATE');
        try {
            $result = $work();
            $this->database->exec('COMMIT');
            return $result;
        } catch (\Throwable $error) {
            $this->database->exec('ROLLBACK');
            throw $error;
        }
    }

    /**
     * @param list<mixed> $values
     * @return list<array<string, mixed>>
     */
    private function rows(string $sql, array $values): array
    {
        $statement = $this->database->prepare($sql);
        $statement->execute($values);
        return $statement->fetchAll();
    }

    /** @param list<mixed> $values */
    private function write(string $sql, array $values): int
    {
        $statement = $this->database->prepare($sql);
        $statement->execute($values);
        return $statement->rowCount();
    }

    private static function json(mixed $value): string
    {
        return json_encode($value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
    }

    private static function uuid(): string
    {
        $bytes = random_bytes(16);
        $bytes[6] = chr(ord($bytes[6]) & 0x0f | 0x40);
        $bytes[8] = chr(ord($bytes[8]) & 0x3f | 0x80);
        return vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split(bin2hex($bytes), 4));
    }
}
