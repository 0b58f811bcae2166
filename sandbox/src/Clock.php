<?php

declare(strict_types=1);

namespace DokuSandbox;

/** The simulator's time: real time plus an offset. The speed shortens schedules, not the clock. */
final class Clock
{
    public int $offset = 0;
    /** Does the Date header of answers follow the offset, as that of a machine with such a clock would? */
    public bool $movesDate = true;

    public function __construct(public readonly float $speed = 1.0)
    {
    }

    public function now(): int
    {
        return time() + $this->offset;
    }

    /** The time that the Date header of answers has. */
    public function date(): int
    {
        return time() + ($this->movesDate ? $this->offset : 0);
    }

    /** Runs something while the clock is off by so much more. */
    public function shifted(int $seconds, bool $movesDate, \Closure $run): mixed
    {
        [$offset, $moved] = [$this->offset, $this->movesDate];
        $this->offset += $seconds;
        $this->movesDate = $movesDate;
        try {
            return $run();
        } finally {
            [$this->offset, $this->movesDate] = [$offset, $moved];
        }
    }

    public function stamp(): string
    {
        return Signature::timestamp($this->now());
    }

    /** Real seconds for a span of simulated seconds. */
    public function real(float $seconds): float
    {
        return $seconds / $this->speed;
    }
}
