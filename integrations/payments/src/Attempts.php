<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

use DokuAkulaku\Status;

/**
 * The tries of one order, oldest first.
 *
 * @implements \IteratorAggregate<int, Attempt>
 */
final readonly class Attempts implements \IteratorAggregate, \Countable
{
    /** An answer that is missing for so many seconds is an alarm. */
    public const TOO_LONG = 86400;

    /** The database's clock when they were read. */
    public int $now;

    /** @param list<Attempt> $all oldest first */
    public function __construct(private array $all = [], ?int $now = null)
    {
        $this->now = $now ?? time();
    }

    /** @return \ArrayIterator<int, Attempt> */
    public function getIterator(): \ArrayIterator
    {
        return new \ArrayIterator($this->all);
    }

    public function count(): int
    {
        return count($this->all);
    }

    /** The best of them: paid if any was paid, and a refunded try hides no paid one. Unknown if there is none. */
    public function status(): Status
    {
        foreach ([Status::Success, Status::Refunded] as $decisive) {
            foreach ($this->all as $attempt) {
                if ($attempt->status === $decisive) {
                    return $decisive;
                }
            }
        }
        return ($this->open() ?? $this->latest())->status ?? Status::Unknown;
    }

    public function latest(): ?Attempt
    {
        return $this->all === [] ? null : $this->all[count($this->all) - 1];
    }

    /** The try that is gone on with: pending or unknown, and not closed. */
    public function open(): ?Attempt
    {
        foreach (array_reverse($this->all) as $attempt) {
            if ($attempt->isOpen()) {
                return $attempt;
            }
        }
        return null;
    }

    /** @return list<Attempt> those whose money the shop has; a refunded one is none of them */
    public function paid(): array
    {
        return array_values(array_filter(
            $this->all,
            static fn (Attempt $attempt): bool => $attempt->status === Status::Success
        ));
    }

    /** @return list<Alarm> each once */
    public function alarms(): array
    {
        $paid = $this->paid();
        $alarms = count($paid) > 1 ? [Alarm::PaidTwice] : [];
        foreach ($paid as $attempt) {
            if ($attempt->closedWhy === Reason::Paid) {
                $alarms[] = Alarm::PaidElsewhere;
            } elseif ($attempt->cancelAskedAt !== null || $attempt->closedWhy === Reason::Cancelled) {
                $alarms[] = Alarm::PaidAfterCancel;
            }
        }
        foreach ($this->all as $attempt) {
            if ($attempt->amountSeen !== null) {
                $alarms[] = Alarm::AmountDiffers;
            }
            if ($attempt->amountUnreadable) {
                $alarms[] = Alarm::AmountUnreadable;
            }
            if ($attempt->unknownSince !== null && $attempt->unknownSince <= $this->now - self::TOO_LONG) {
                $alarms[] = Alarm::UnknownTooLong;
            }
        }
        return array_values(array_unique($alarms, SORT_REGULAR));
    }
}
