<?php

declare(strict_types=1);

namespace DokuSandbox;

/** Lines on stderr. Secrets never come here, nor do bodies. */
final class Log
{
    public function __construct(private readonly bool $quiet)
    {
    }

    public function line(string $text): void
    {
        if (!$this->quiet) {
            fwrite(STDERR, date('H:i:s ') . preg_replace('~[\x00-\x1f\x7f]~', '?', $text) . "\n");
        }
    }
}
