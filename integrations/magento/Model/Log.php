<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use Psr\Log\LoggerInterface;

/** var/log/doku_akulaku.log. The extension masks secrets and customer data; bodies only where "debug" is on. */
class Log
{
    public function __construct(private readonly LoggerInterface $logger)
    {
    }

    /** @return \Closure(string, string|\Stringable, array<string, mixed>): void */
    public function forStore(bool $debug): \Closure
    {
        return function (string $level, string|\Stringable $message, array $context = []) use ($debug): void {
            if ($debug || $level !== 'debug') {
                $this->log($level, $message, $context);
            }
        };
    }

    /** @param array<mixed> $context */
    public function log(string $level, string|\Stringable $message, array $context = []): void
    {
        $this->logger->log($level, $message, $context);
    }

    public function failed(string $what, \Throwable $error): void
    {
        $this->log('error', $what . ': ' . $error->getMessage(), ['class' => $error::class]);
    }
}
