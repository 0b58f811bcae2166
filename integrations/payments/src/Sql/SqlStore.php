<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Sql;

use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Attempts;
use DokuAkulaku\Payments\Call;
use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Due;
use DokuAkulaku\Payments\Invoice;
use DokuAkulaku\Payments\Move;
use DokuAkulaku\Payments\Observation;
use DokuAkulaku\Payments\Operation;
use DokuAkulaku\Payments\Purchase;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Retention;
use DokuAkulaku\Payments\Store;
use DokuAkulaku\Status;

/**
 * The store in SQL. What decides is read under the row's lock (FOR UPDATE; SQLite: BEGIN IMMEDIATE), and two unique keys,
 * open_order and open_cart (null once a try is over), hold "one open try an order, and a cart" whatever runs at once.
 */
final class SqlStore implements Store, Retention
{
    private const TELL_AFTER = 120;
    /** A call whose process died is handed out again after this. */
    private const REPEAT_AFTER = 120;
    private readonly Database $database;
    private readonly Settling $settling;
    /** The try that begin() has just made: it has no call yet, unless another worker was faster. */
    private ?Attempt $begun = null;

    public function __construct(Connection $connection, private readonly string $prefix = '')
    {
        $this->database = new Database($connection, $prefix);
        $this->settling = new Settling($this->database);
    }

    public function install(): void
    {
        $this->database->guarded(fn (Connection $connection) => (new Schema($connection, $this->prefix))->install());
    }

    public function begin(Purchase $purchase, string $site): Attempt
    {
        Invoice::checkSite($site);
        for ($skip = 0; $skip < 50; $skip++) {
            // One statement, as a buyer waits: the order's tries, the open one of its cart, and the clock, which comes back
            // in a row without a try when there is none.
            $rows = $this->database->read(
                'SELECT attempt.*, {now} AS clock,'
                    . ' (SELECT mate.id FROM {attempt} mate WHERE mate.site = ? AND mate.open_cart = ?) AS mate'
                    . ' FROM (SELECT 1 AS one) once LEFT JOIN {attempt} attempt ON attempt.shop_order = ? ORDER BY number',
                [$site, $purchase->cart, $purchase->order]
            );
            ['clock' => $now, 'mate' => $mate] = $rows[0];
            $rows = $rows[0]['id'] === null ? [] : $rows;
            foreach ($rows as $row) {
                if ($row['site'] === $site && $row['open_order'] !== null) {
                    return $this->goneOnWith($row, $purchase);
                }
            }
            $mates = $mate === null ? [] : $this->database->read(
                'SELECT * FROM {attempt} WHERE site = ? AND open_cart = ?',
                [$site, $purchase->cart]
            );
            if ($mates !== []) {
                return Rows::attempt($mates[0]);
            }
            $number = ($rows === [] ? 0 : Rows::number($rows[count($rows) - 1], 'number')) + 1;
            // Another order may have the same cleaned number: then a later try number is free.
            $attempt = $this->insert($purchase, $site, $number + $skip, (int) $now);
            if ($attempt !== null) {
                return $this->begun = $attempt;
            }
        }
        throw Database::failed('No invoice number is free for this order');
    }

    public function start(string $invoice, Operation $operation, \Closure $payload): Call
    {
        [$begun, $this->begun] = [$this->begun, null];
        $first = $begun?->invoice === $invoice && $operation === Operation::Generate ? $this->firstCall($begun, $payload) : null;
        if ($first !== null) {
            return $first;
        }
        return $this->database->transaction(function () use ($invoice, $operation, $payload): Call {
            $row = $this->database->locked('invoice = ?', [$invoice])
                ?? throw Database::failed("There is no invoice $invoice");
            $id = Rows::number($row, 'id');
            $now = Rows::number($row, 'clock');
            $calls = $this->database->read(
                'SELECT * FROM {call} WHERE attempt_id = ? AND operation = ? ORDER BY ordinal DESC LIMIT 1',
                [$id, $operation->value]
            );
            // What was given up, or was paid for by another try, is cancelled by rule: nobody has asked for it.
            $asked = $row['closed_at'] === null || $row['closed_why'] === Reason::Cancelled->value;
            if ($operation === Operation::Cancel && $asked && $row['cancel_asked_at'] === null) {
                $this->database->write('UPDATE {attempt} SET cancel_asked_at = ? WHERE id = ?', [$now, $id]);
            }
            $latest = $calls[0] ?? null;
            $settled = $latest !== null && CallState::from(Rows::text($latest, 'state'))->isSettled();
            if ($latest === null || ($settled && $operation !== Operation::Generate)) {
                $ordinal = $latest === null ? 1 : Rows::number($latest, 'ordinal') + 1;
                return $this->newCall($row, $operation, $ordinal, $payload(Rows::attempt($row)));
            }
            return $settled ? Rows::call($latest, $invoice) : $this->again($latest, $invoice, $now);
        });
    }

    public function settle(Call $call, CallState $state, ?Observation $seen, array $fact): Move
    {
        return $this->database->transaction(
            fn (): Move => $this->settling->settle($call, $state, $seen, $fact)
        );
    }

    public function move(string $account, string $invoice, Observation $seen): Move
    {
        return $this->database->transaction(function () use ($account, $invoice, $seen): Move {
            $row = $this->database->locked('account = ? AND invoice = ?', [$account, $invoice]);
            return $row === null ? Move::NoSuchInvoice : $this->settling->observe($row, $seen);
        });
    }

    public function close(string $invoice, Reason $why, string $who): bool
    {
        return $this->database->transaction(function () use ($invoice, $why, $who): bool {
            $row = $this->database->locked('invoice = ?', [$invoice]);
            return $row !== null && $this->settling->close($row, $why, $who);
        });
    }

    public function attempt(string $account, string $invoice): ?Attempt
    {
        return $this->one('account = ? AND invoice = ?', [$account, $invoice]);
    }

    public function find(string $invoice): ?Attempt
    {
        return $this->one('invoice = ?', [$invoice]);
    }

    public function attempts(string $order): Attempts
    {
        $rows = $this->database->read(
            'SELECT attempt.*, {now} AS clock FROM {attempt} attempt WHERE shop_order = ? ORDER BY number, id',
            [$order]
        );
        return new Attempts(
            array_map(Rows::attempt(...), $rows),
            $rows === [] ? null : Rows::number($rows[0], 'clock')
        );
    }

    public function calls(string $invoice): array
    {
        $rows = $this->database->read(
            'SELECT c.* FROM {call} c JOIN {attempt} a ON a.id = c.attempt_id WHERE a.invoice = ? ORDER BY c.id',
            [$invoice]
        );
        return array_map(static fn (array $row): Call => Rows::call($row, $invoice), $rows);
    }

    public function call(string $requestId): ?Call
    {
        $rows = $this->database->read(
            'SELECT c.*, a.invoice FROM {call} c JOIN {attempt} a ON a.id = c.attempt_id WHERE c.request_id = ?',
            [$requestId]
        );
        return $rows === [] ? null : Rows::call($rows[0], Rows::text($rows[0], 'invoice'));
    }

    public function events(string $invoice): array
    {
        $rows = $this->database->read(
            'SELECT e.* FROM {event} e JOIN {attempt} a ON a.id = e.attempt_id WHERE a.invoice = ? ORDER BY e.id',
            [$invoice]
        );
        return array_map(Rows::event(...), $rows);
    }

    public function openInCart(string $cart): ?Attempt
    {
        return $this->one('open_cart = ?', [$cart]);
    }

    public function due(int $limit, string $site): Due
    {
        $limit = max(1, $limit);
        $now = $this->database->now();
        $calls = $this->database->read(
            'SELECT c.*, a.invoice FROM {call} c JOIN {attempt} a ON a.id = c.attempt_id'
                . " WHERE c.site = ? AND c.next_at <= ? ORDER BY c.next_at, c.id LIMIT $limit",
            [$site, $now]
        );
        $checks = $this->database->read(
            "SELECT * FROM {attempt} WHERE site = ? AND check_at <= ? ORDER BY check_at, id LIMIT $limit",
            [$site, $now]
        );
        $orders = [];
        foreach (['tell_at' => $now - self::TELL_AFTER, 'remind_at' => $now] as $column => $until) {
            $rows = $this->database->read(
                "SELECT shop_order FROM {attempt} WHERE site = ? AND $column <= ?"
                    . " AND (telling_until IS NULL OR telling_until <= ?) ORDER BY $column, id LIMIT $limit",
                [$site, $until, $now]
            );
            foreach ($rows as $row) {
                $orders[Rows::text($row, 'shop_order')] = true;
            }
        }
        return new Due(
            array_map(static fn (array $row): Call => Rows::call($row, Rows::text($row, 'invoice')), $calls),
            array_map(Rows::attempt(...), $checks),
            array_map(strval(...), array_slice(array_keys($orders), 0, $limit)),
        );
    }

    public function claimCheck(string $invoice, int $seconds): bool
    {
        return $this->database->write(
            'UPDATE {attempt} SET asked_at = {now}, check_at = ' . $this->nextCheck()
                . ' WHERE invoice = ? AND asked_at <= {now} - ' . max(1, $seconds),
            [$invoice]
        ) === 1;
    }

    public function claimTelling(string $order, int $seconds): ?string
    {
        // Most notifications change nothing: one SELECT then.
        if (!$this->mayTell($this->database->read($this->tellingQuery(''), [$order]))) {
            return null;
        }
        return $this->database->transaction(function () use ($order, $seconds): ?string {
            if (!$this->mayTell($this->database->read($this->tellingQuery('{lock}'), [$order]))) {
                return null;
            }
            $claim = Database::uuid();
            $this->database->write(
                'UPDATE {attempt} SET telling = ?, telling_since = {now}, telling_until = {now} + ' . max(1, $seconds)
                    . ', telling_changes = changes, telling_status = status WHERE shop_order = ?',
                [$claim, $order]
            );
            return $claim;
        });
    }

    public function told(string $order, string $claim): bool
    {
        return $this->database->write(
            'UPDATE {attempt} SET told = telling_status,'
                . ' tell_at = CASE WHEN changes = telling_changes THEN NULL ELSE tell_at END,'
                . ' remind_at = CASE WHEN remind_at <= telling_since THEN {now} + 86400 ELSE remind_at END,'
                . ' telling = NULL, telling_until = NULL WHERE shop_order = ? AND telling = ?',
            [$order, $claim]
        ) > 0;
    }

    public function emptyPayloads(int $days = 90, int $limit = 500): int
    {
        $before = $this->database->now() - max(0, $days) * 86400;
        $rows = $this->database->read(
            'SELECT id, invoice FROM {attempt} a WHERE emptied_at IS NULL AND changed_at <= ? AND ' . $this->ended()
                . ' ORDER BY changed_at LIMIT ' . max(1, $limit),
            [$before]
        );
        return $this->emptied($rows);
    }

    public function erase(string $order): int
    {
        $rows = $this->database->read(
            'SELECT id, invoice FROM {attempt} a WHERE emptied_at IS NULL AND shop_order = ? AND ' . $this->ended(),
            [$order]
        );
        $this->emptied($rows);
        $left = $this->database->read(
            'SELECT COUNT(*) AS n FROM {attempt} WHERE shop_order = ? AND emptied_at IS NULL',
            [$order]
        );
        return Rows::number($left[0], 'n');
    }

    /** Over, told, and no call without an answer: nothing of it has to be sent again. */
    private function ended(): string
    {
        return "(a.status NOT IN ('UNKNOWN', 'PENDING') OR a.closed_at IS NOT NULL) AND a.tell_at IS NULL"
            . ' AND NOT EXISTS (SELECT 1 FROM {call} c WHERE c.attempt_id = a.id'
            . " AND c.state IN ('open', 'unknown'))";
    }

    /** @param list<array<string, string|int|float|null>> $rows */
    private function emptied(array $rows): int
    {
        $count = 0;
        foreach ($rows as $row) {
            $count += $this->database->transaction(function () use ($row): int {
                $this->database->locked('invoice = ?', [Rows::text($row, 'invoice')]);
                $changed = $this->database->write(
                    'UPDATE {attempt} SET emptied_at = {now} WHERE id = ? AND emptied_at IS NULL',
                    [Rows::number($row, 'id')]
                );
                $this->database->write("UPDATE {call} SET payload = '' WHERE attempt_id = ?", [Rows::number($row, 'id')]);
                return $changed;
            });
        }
        return $count;
    }

    /** @param array<string, string|int|float|null> $row */
    private function goneOnWith(array $row, Purchase $purchase): Attempt
    {
        if ($purchase->cart === null && $row['open_cart'] !== null) {
            // Opened by name now: another order of its old cart must not cancel it any more.
            $this->database->write(
                'UPDATE {attempt} SET open_cart = NULL, cart = NULL WHERE id = ?',
                [Rows::number($row, 'id')]
            );
            $row['cart'] = null;
        }
        return Rows::attempt($row);
    }

    /** null: somebody was faster, or the number is taken. */
    private function insert(Purchase $purchase, string $site, int $number, int $now): ?Attempt
    {
        $invoice = Invoice::number($purchase->number, $purchase->order, $number, $site);
        $row = [
            'shop_order' => $purchase->order, 'number' => $number, 'invoice' => $invoice, 'reference' => $invoice,
            'amount' => $purchase->amount, 'account' => $purchase->account, 'site' => $site, 'cart' => $purchase->cart,
            'open_order' => $purchase->order, 'open_cart' => $purchase->cart, 'status' => Status::Unknown->value,
            'identifiers' => '[]', 'amount_unreadable' => 0, 'created_at' => $now, 'changed_at' => $now,
            'asked_at' => $now, 'check_at' => $now + 60, 'changes' => 0,
        ];
        $marks = implode(', ', array_fill(0, count($row), '?'));
        $stored = $this->database->insertIfFree(
            'INSERT INTO {attempt} (' . implode(', ', array_keys($row)) . ") VALUES ($marks)",
            array_values($row)
        );
        return $stored ? Rows::attempt($row) : null;
    }

    /**
     * @param array<string, string|int|float|null> $row
     * @param array<mixed> $payload
     */
    private function newCall(array $row, Operation $operation, int $ordinal, #[\SensitiveParameter] array $payload): Call
    {
        $now = Rows::number($row, 'clock');
        $call = new Call(Database::uuid(), $operation, $payload, CallState::Open, false, 1,
            Rows::text($row, 'invoice'), null, null, $now, $now);
        $this->database->write(
            'INSERT INTO {call} (attempt_id, site, operation, ordinal, request_id, payload, state, perhaps, sends,'
                . ' created_at, sent_at, next_at) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 1, ?, ?, ?)',
            [Rows::number($row, 'id'), Rows::text($row, 'site'), $operation->value, $ordinal, $call->requestId,
                Rows::encode($payload), $call->state->value, $now, $now, $now + self::REPEAT_AFTER]
        );
        return $call;
    }

    /**
     * The call of a try that was made a moment ago, in one statement, as a buyer waits. null: it was closed meanwhile, or
     * another worker has stored its call.
     *
     * @param \Closure(Attempt): array<mixed> $payload
     */
    private function firstCall(Attempt $attempt, \Closure $payload): ?Call
    {
        $call = new Call(Database::uuid(), Operation::Generate, $payload($attempt), CallState::Open, false, 1,
            $attempt->invoice, null, null, $attempt->createdAt, $attempt->createdAt);
        return $this->database->insertIfFree(
            'INSERT INTO {call} (attempt_id, site, operation, ordinal, request_id, payload, state, perhaps, sends,'
                . ' created_at, sent_at, next_at)'
                . ' SELECT a.id, a.site, ?, 1, ?, ?, ?, 0, 1, {now}, {now}, {now} + ' . self::REPEAT_AFTER
                . ' FROM {attempt} a WHERE a.invoice = ? AND a.closed_at IS NULL{lock}',
            [$call->operation->value, $call->requestId, Rows::encode($call->payload), $call->state->value, $attempt->invoice]
        ) ? $call : null;
    }

    /**
     * Handed out again. What was open or unknown before may have reached DOKU.
     *
     * @param array<string, string|int|float|null> $row
     */
    private function again(array $row, string $invoice, int $now): Call
    {
        $perhaps = Rows::number($row, 'perhaps') === 1
            || in_array($row['state'], [CallState::Open->value, CallState::Unknown->value], true);
        $row = ['perhaps' => (int) $perhaps, 'state' => CallState::Open->value,
            'sends' => Rows::number($row, 'sends') + 1, 'sent_at' => $now] + $row;
        $this->database->write(
            'UPDATE {call} SET perhaps = ?, state = ?, sends = ?, sent_at = ?, next_at = ? WHERE request_id = ?',
            [$row['perhaps'], $row['state'], $row['sends'], $now, $now + self::REPEAT_AFTER, Rows::text($row, 'request_id')]
        );
        return Rows::call($row, $invoice);
    }

    private function tellingQuery(string $lock): string
    {
        return 'SELECT id, tell_at, remind_at, telling_until, {now} AS clock FROM {attempt} WHERE shop_order = ?'
            . " ORDER BY id$lock";
    }

    /** @param list<array<string, string|int|float|null>> $rows */
    private function mayTell(array $rows): bool
    {
        $due = false;
        foreach ($rows as $row) {
            if ($row['telling_until'] !== null && $row['telling_until'] > $row['clock']) {
                return false;
            }
            $due = $due || $row['tell_at'] !== null
                || ($row['remind_at'] !== null && $row['remind_at'] <= $row['clock']);
        }
        return $due;
    }

    /** The older a try, the longer the pause: a quarter of its age, 60 s at least. What is over is watched 30 days. */
    private function nextCheck(): string
    {
        [$least, $greatest] = $this->database->dialect() === Dialect::Sqlite ? ['MIN', 'MAX'] : ['LEAST', 'GREATEST'];
        $age = '({now} - created_at)';
        $pause = "$least(86400, $greatest(60, $age / 4))";
        return "CASE WHEN status NOT IN ('UNKNOWN', 'PENDING', 'FAILED') THEN NULL"
            . " WHEN $age < 2592000 THEN {now} + $pause"
            . " WHEN closed_at IS NULL AND status <> 'FAILED' THEN {now} + 604800 ELSE NULL END";
    }

    /** @param list<string|int|null> $values */
    private function one(string $condition, array $values): ?Attempt
    {
        $rows = $this->database->read("SELECT * FROM {attempt} WHERE $condition ORDER BY id DESC LIMIT 1", $values);
        return $rows === [] ? null : Rows::attempt($rows[0]);
    }
}
