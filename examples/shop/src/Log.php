<?php

declare(strict_types=1);

namespace ExampleShop;

/** Lines for PHP's error log. No secret, no body and no customer data: the exceptions' messages hold none either. */
final class Log
{
    public function warning(string $text): void
    {
        error_log('shop: ' . $text);
    }

    public function exception(string $what, \DokuAkulaku\Exception $error): void
    {
        $this->warning(sprintf(
            '%s: %s: %s (Request-Id %s)',
            $what,
            $error::class,
            $error->getMessage(),
            $error->getRequestId() ?? 'none'
        ));
    }
}
