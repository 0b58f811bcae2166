<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Internal;

/** A PSR-3 logger that cannot change an outcome. No payload, no customer data, no secret. */
final class Log
{
    public function __construct(private readonly ?object $logger)
    {
        if ($logger !== null && !is_callable([$logger, 'log'])) {
            throw new \TypeError('Payments: the logger must have the method log($level, $message, array $context)');
        }
    }

    /** @param array<string, string|int|null> $context */
    public function write(string $level, string $message, array $context = []): void
    {
        $log = $this->logger === null ? null : [$this->logger, 'log'];
        if (is_callable($log)) {
            try {
                $log($level, $message, $context);
            } catch (\Throwable) {
                // A broken logger is no reason to lose a payment.
            }
        }
    }

    /** @param array<string, string|int|null> $context */
    public function error(string $what, \Throwable $error, array $context = []): void
    {
        $this->write('error', "$what: " . $error::class . ': ' . $error->getMessage(), $context);
    }
}
