<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Sql;

use DokuAkulaku\Payments\Attempts;
use DokuAkulaku\Payments\Call;
use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Move;
use DokuAkulaku\Payments\Observation;
use DokuAkulaku\Payments\Operation;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Store;
use DokuAkulaku\Status;

/** How answers change a try and its calls. Everything here runs inside a transaction that holds the try's lock. */
final class Settling
{
    /** The same generate call is sent twice at most; then look-ups decide. */
    private const GENERATE_SENDS = 2;

    public function __construct(private readonly Database $database)
    {
    }

    /** @param array<string, mixed> $fact http_status, message */
    public function settle(Call $call, CallState $state, ?Observation $seen, array $fact): Move
    {
        $row = $this->database->locked(
            'id = (SELECT attempt_id FROM {call} WHERE request_id = ?)',
            [$call->requestId]
        ) ?? throw Database::failed("There is no call $call->requestId");
        $stored = $this->database->read('SELECT * FROM {call} WHERE request_id = ?', [$call->requestId])[0];
        if ($stored['state'] !== CallState::Done->value) {
            if (self::isPerhaps($stored) && ($state === CallState::Refused || $state === CallState::NotSent)) {
                // It speaks for its own send only: an earlier one may have made the order.
                [$state, $seen] = [CallState::Unknown, null];
            }
            $row['unknown_since'] = $this->settleCall($row, $stored, $state, $fact);
        }
        if ($seen !== null) {
            return $this->observe($row, $seen);
        }
        $this->write($row, []);
        return Move::Kept;
    }

    /** @param array<string, string|int|float|null> $row */
    public function observe(array $row, Observation $seen): Move
    {
        $known = Status::from(Rows::text($row, 'status'));
        $change = [];
        $move = match (true) {
            $seen->amountUnreadable, $seen->amount !== null && $seen->amount !== Rows::number($row, 'amount')
                => Move::AmountDiffers,
            $seen->status->supersedes($known) => Move::Applied,
            default => Move::Kept,
        };
        if ($move === Move::AmountDiffers) {
            $change = $this->wrongAmount($row, $seen);
        } else {
            $change = $this->learned($row, $seen);
            if ($move === Move::Applied) {
                $change = $this->moved($row, $seen->status) + $change;
            }
        }
        $this->write($row, $change);
        $this->event($row, $seen->source, $seen->status, $move->value, $seen->requestId, $seen->amount, null);
        return $move;
    }

    /** @param array<string, string|int|float|null> $row */
    public function close(array $row, Reason $why, string $who): bool
    {
        $status = Status::from(Rows::text($row, 'status'));
        $decided = [Reason::Cancelled, Reason::Paid];
        $known = Reason::tryFrom(Rows::text($row, 'closed_why'));
        $open = $status === Status::Unknown || $status === Status::Pending;
        if (
            $status === Status::Success || $status === Status::Refunded
            // Decided without its page, which came meanwhile: under this lock it is seen.
            || ($why === Reason::GivenUp && $who === Store::RULE && $open && $row['url'] !== null)
            // A rule gave it up before; that the shop has cancelled or was paid otherwise says more.
            || ($known !== null && (in_array($known, $decided, true) || !in_array($why, $decided, true)))
        ) {
            return false;
        }
        $now = Rows::number($row, 'clock');
        $this->write($row, [
            'closed_at' => $now, 'closed_why' => $why->value, 'closed_by' => self::cut($who, 128), 'open_order' => null,
            'open_cart' => null, 'unknown_since' => null, 'remind_at' => null,
        ] + $this->toTell($row));
        // A closed try is not generated any more; what is at DOKU is found by look-ups.
        $this->database->write(
            'UPDATE {call} SET next_at = NULL WHERE attempt_id = ? AND operation = ?',
            [Rows::number($row, 'id'), Operation::Generate->value]
        );
        $this->event($row, 'close', $status, $why->value, null, null, $who);
        return true;
    }

    /**
     * @param array<string, string|int|float|null> $row
     * @param array<string, string|int|float|null> $stored
     * @param array<string, mixed> $fact
     * @return ?int unknown_since
     */
    private function settleCall(array $row, array $stored, CallState $state, array $fact): ?int
    {
        $perhaps = self::isPerhaps($stored) || $state === CallState::Unknown;
        $operation = Operation::from(Rows::text($stored, 'operation'));
        $now = Rows::number($row, 'clock');
        $next = $row['closed_at'] !== null && $operation === Operation::Generate ? null
            : self::repeatAfter($operation, $state, Rows::number($stored, 'sends'));
        $status = $fact['http_status'] ?? null;
        $message = $fact['message'] ?? null;
        $this->database->write(
            'UPDATE {call} SET state = ?, perhaps = ?, http_status = ?, message = ?, next_at = ? WHERE request_id = ?',
            [$state->value, (int) $perhaps, is_int($status) ? $status : null,
                is_string($message) ? self::cut($message, 2000) : null, $next === null ? null : $now + $next,
                Rows::text($stored, 'request_id')]
        );
        if ($state === CallState::Unknown) {
            return $row['closed_at'] !== null && $operation === Operation::Generate
                ? null : Rows::maybeNumber($row, 'unknown_since') ?? $now;
        }
        return Rows::maybeNumber($row, 'unknown_since') === null ? null : $this->stillUnknown($row);
    }

    /** A generate call that was not sent is the buyer's to repeat, a refund the clerk's: both were told so. */
    private static function repeatAfter(Operation $operation, CallState $state, int $sends): ?int
    {
        return match (true) {
            $state->isSettled() => null,
            $state === CallState::NotSent && $operation !== Operation::Cancel => null,
            $operation === Operation::Generate => $sends < self::GENERATE_SENDS ? 60 : null,
            default => min(3600, 60 * 2 ** min(6, max(0, $sends - 1))),
        };
    }

    /**
     * @param array<string, string|int|float|null> $row
     * @return ?int the old time, if an answer is still missing
     */
    private function stillUnknown(array $row): ?int
    {
        $generate = $row['closed_at'] === null && $row['status'] === Status::Unknown->value;
        $rows = $this->database->read(
            "SELECT 1 FROM {call} WHERE attempt_id = ? AND state IN ('open', 'unknown') AND perhaps = 1"
                . ($generate ? '' : " AND operation <> 'generate'") . ' LIMIT 1',
            [Rows::number($row, 'id')]
        );
        return $rows === [] ? null : Rows::maybeNumber($row, 'unknown_since');
    }

    /**
     * @param array<string, string|int|float|null> $row
     * @return array<string, string|int|null>
     */
    private function wrongAmount(array $row, Observation $seen): array
    {
        if ($seen->amountUnreadable) {
            return Rows::number($row, 'amount_unreadable') === 1 ? []
                : ['amount_unreadable' => 1] + $this->toTell($row);
        }
        return Rows::maybeNumber($row, 'amount_seen') === $seen->amount ? []
            : ['amount_seen' => $seen->amount] + $this->toTell($row);
    }

    /**
     * @param array<string, string|int|float|null> $row
     * @return array<string, string|int|null>
     */
    private function learned(array $row, Observation $seen): array
    {
        $change = [];
        if ($seen->url !== null && $row['url'] === null) {
            $change['url'] = $seen->url;
        }
        if ($seen->identifiers !== [] && Rows::text($row, 'identifiers') === '[]') {
            $change['identifiers'] = Rows::encode($seen->identifiers);
        }
        if ($seen->amount !== null && Rows::number($row, 'amount_unreadable') === 1) {
            $change['amount_unreadable'] = 0;
        }
        return $change;
    }

    /**
     * @param array<string, string|int|float|null> $row
     * @return array<string, string|int|null>
     */
    private function moved(array &$row, Status $status): array
    {
        $now = Rows::number($row, 'clock');
        $row['status'] = $status->value;
        $change = ['status' => $status->value] + $this->toTell($row);
        if ($status !== Status::Pending) {
            $change += ['open_order' => null, 'open_cart' => null];
        }
        if ($status->isFinal()) {
            $change += ['check_at' => null];
        }
        if ($status === Status::Success) {
            $change += ['paid_at' => $now];
            $this->closeOthers($row);
        }
        if (Rows::maybeNumber($row, 'unknown_since') !== null) {
            $row['unknown_since'] = $this->stillUnknown($row);
        }
        return $change;
    }

    /**
     * The order is paid: no other try of it may be paid too. The reconciler looks each up at once and cancels it.
     *
     * @param array<string, string|int|float|null> $row
     */
    private function closeOthers(array $row): void
    {
        $now = Rows::number($row, 'clock');
        $this->database->write(
            'UPDATE {attempt} SET closed_at = ?, closed_why = ?, closed_by = ?, open_order = NULL, open_cart = NULL,'
                . ' check_at = ?, asked_at = 0, changes = changes + 1, tell_at = ?, changed_at = ?'
                . ' WHERE shop_order = ? AND id <> ? AND open_order IS NOT NULL',
            [$now, Reason::Superseded->value, Rows::text($row, 'invoice'), $now, $now, $now,
                Rows::text($row, 'shop_order'), Rows::number($row, 'id')]
        );
    }

    /**
     * @param array<string, string|int|float|null> $row
     * @return array<string, int>
     */
    private function toTell(array $row): array
    {
        $now = Rows::number($row, 'clock');
        return ['changes' => Rows::number($row, 'changes') + 1, 'tell_at' => $now, 'changed_at' => $now];
    }

    /** @param array<string, string|int|float|null> $stored */
    private static function isPerhaps(array $stored): bool
    {
        return Rows::number($stored, 'perhaps') === 1;
    }

    /**
     * @param array<string, string|int|float|null> $row as it was read, with the new unknown_since
     * @param array<string, string|int|null> $change
     */
    private function write(array $row, array $change): void
    {
        $since = Rows::maybeNumber($row, 'unknown_since');
        $remind = Rows::maybeNumber($row, 'remind_at');
        if (!array_key_exists('unknown_since', $change) && ($since === null) !== ($remind === null)) {
            // Told already when the time to remind was over.
            $change['unknown_since'] = $since;
            $change['remind_at'] = $since === null ? null : $since + Attempts::TOO_LONG;
        }
        if ($change === []) {
            return;
        }
        $columns = implode(', ', array_map(static fn (string $column): string => "$column = ?", array_keys($change)));
        $this->database->write(
            "UPDATE {attempt} SET $columns WHERE id = ?",
            [...array_values($change), Rows::number($row, 'id')]
        );
    }

    /** @param array<string, string|int|float|null> $row */
    private function event(
        array $row,
        string $source,
        Status $status,
        string $result,
        ?string $requestId,
        ?int $amount,
        ?string $who,
    ): void {
        $this->database->write(
            'INSERT INTO {event} (attempt_id, source, status, result, request_id, amount, who, created_at)'
                . ' VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
            [Rows::number($row, 'id'), self::cut($source, 32), $status->value, $result,
                $requestId === null ? null : self::cut($requestId, 128), $amount,
                $who === null ? null : self::cut($who, 128), Rows::number($row, 'clock')]
        );
    }

    /** At most so many code points, and never a broken one. */
    private static function cut(string $text, int $most): string
    {
        $text = (string) preg_replace('/[^\x20-\x7e\x{a0}-\x{10ffff}]+/u', ' ', $text);
        return preg_match('/^.{0,' . $most . '}/su', $text, $match) === 1 ? $match[0] : '';
    }
}
