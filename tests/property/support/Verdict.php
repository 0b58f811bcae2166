<?php

declare(strict_types=1);

namespace DokuTest\Property;

/** What one attempt means to the caller, and whether another may follow it. */
final class Verdict
{
    public function __construct(
        public readonly string $class,
        public readonly bool $retry,
        public readonly string $reason = '',
        public readonly bool $tookTime = false,
        public readonly bool $replayed = false,
        public readonly int|string|null $retryAfter = null,
    ) {
    }

    public static function done(bool $replayed): self
    {
        return new self(Contract::DONE, false, replayed: $replayed);
    }

    public static function refused(bool $retry, int|string|null $retryAfter = null): self
    {
        return new self(Contract::REFUSED, $retry, retryAfter: $retryAfter);
    }

    public static function notSent(): self
    {
        return new self(Contract::NOT_SENT, true);
    }

    public static function unknown(bool $retry, int|string|null $retryAfter = null): self
    {
        return new self(Contract::UNKNOWN, $retry, retryAfter: $retryAfter);
    }

    public static function unusable(string $reason, bool $retry, int|string|null $retryAfter = null): self
    {
        return new self(Contract::UNUSABLE, $retry, $reason, retryAfter: $retryAfter);
    }

    public function leavesUnknown(): bool
    {
        return $this->class === Contract::UNKNOWN || $this->class === Contract::UNUSABLE;
    }
}
