<?php

declare(strict_types=1);

namespace DokuSandbox;

/** One thing a connection does in turn; a whole answer, well-behaved or not, is a list of these. */
final class Step
{
    public const BYTES = 1;
    public const SOURCE = 2;
    public const WAIT = 3;
    public const CALL = 4;
    public const CLOSE = 5;
    public const RESET = 6;
    public const DONE = 7;

    private function __construct(public readonly int $kind, public readonly mixed $value = null)
    {
    }

    public static function bytes(string $bytes): self
    {
        return new self(self::BYTES, $bytes);
    }

    /** @param \Iterator<string> $pieces pieces made while they are sent, for bodies too big to hold */
    public static function source(\Iterator $pieces): self
    {
        return new self(self::SOURCE, $pieces);
    }

    public static function wait(float $seconds): self
    {
        return new self(self::WAIT, $seconds);
    }

    public static function call(\Closure $callback): self
    {
        return new self(self::CALL, $callback);
    }

    /** Ends the connection; without close_notify a TLS peer sees it cut off. */
    public static function close(bool $closeNotify = true, string $by = 'server'): self
    {
        return new self(self::CLOSE, [$closeNotify, $by]);
    }

    public static function reset(): self
    {
        return new self(self::RESET);
    }

    /** The exchange is over; a kept connection takes its next request. */
    public static function done(): self
    {
        return new self(self::DONE);
    }
}
