<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/**
 * The database failed. Nothing was changed, unless $perhaps: then the connection broke during the commit, and nobody
 * can say.
 */
final class StoreException extends \RuntimeException
{
    public function __construct(string $message, public readonly bool $perhaps = false, ?\Throwable $previous = null)
    {
        parent::__construct($message, 0, $previous);
    }
}
