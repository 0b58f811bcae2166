<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Internal;

/** What is left of the time that a caller gave, by a clock that nobody sets. */
final class Deadline
{
    /** With less than this no call is started. */
    public const LEAST = 1.0;
    private readonly int $end;

    public function __construct(float $seconds)
    {
        $this->end = hrtime(true) + (int) (max(0.0, min(86400.0, $seconds)) * 1e9);
    }

    public function left(): float
    {
        return max(0.0, ($this->end - hrtime(true)) / 1e9);
    }

    public function isOver(): bool
    {
        return $this->left() < self::LEAST;
    }
}
