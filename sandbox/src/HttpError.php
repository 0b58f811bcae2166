<?php

declare(strict_types=1);

namespace DokuSandbox;

/** The bytes of a connection are no HTTP request that we take. */
final class HttpError extends \RuntimeException
{
    public function __construct(public readonly int $status, string $message)
    {
        parent::__construct($message);
    }
}
