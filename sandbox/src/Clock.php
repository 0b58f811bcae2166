<?php

declare(strict_types=1);

namespace DokuSandbox;

/** The simulator's time: real time plus an offset. The speed shortens schedules, not the clock. */
final class Clock
{
    public int $offset = 0;

    public function __construct(public readonly float $speed = 1.0)
    {
    }

    public function now(): int
    {
        return time() + $this->offset;
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
