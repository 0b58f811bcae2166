<?php

declare(strict_types=1);

namespace ExampleShop;

/** PSR-3 as far as the payments library needs it, into PHP's error log. No secret, no body, no customer data. */
final class Log
{
    /** @param array<string, mixed> $context */
    public function log(string $level, string $message, array $context = []): void
    {
        $facts = $context === [] ? ''
            : ' ' . json_encode($context, JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE | JSON_PARTIAL_OUTPUT_ON_ERROR);
        error_log("shop: $level: $message$facts");
    }

    public function warning(string $text): void
    {
        $this->log('warning', $text);
    }
}
