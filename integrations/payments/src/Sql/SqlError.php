<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Sql;

/** What a Connection throws. */
final class SqlError extends \RuntimeException
{
    public function __construct(string $message, public readonly ErrorKind $kind, ?\Throwable $previous = null)
    {
        parent::__construct($message, 0, $previous);
    }
}
