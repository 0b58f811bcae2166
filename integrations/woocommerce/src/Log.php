<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

/** The WooCommerce log, source "paylater-gateway-for-akulaku". The extension masks what it hands over. */
final class Log
{
    public const SOURCE = 'paylater-gateway-for-akulaku';

    /**
     * The signature of PSR-3.
     *
     * @param array<mixed> $context
     */
    public function log(mixed $level, string|\Stringable $message, array $context = []): void
    {
        $level = is_string($level) ? $level : 'info';
        if (($level === 'debug' || $level === 'info') && !Services::settings()->debug()) {
            return;
        }
        unset($context['exception']);
        wc_get_logger()->log($level, self::interpolate((string) $message, $context), ['source' => self::SOURCE] + $context);
    }

    /** An exception by its class and place. Its message may quote a page or an address, so it is left out. */
    public function exception(string $what, \Throwable $error): void
    {
        $previous = $error->getPrevious();
        $this->log('error', sprintf(
            '%s: %s%s at %s:%d',
            $what,
            $error::class,
            $previous === null ? '' : ' (' . $previous::class . ')',
            basename($error->getFile()),
            $error->getLine(),
        ));
    }

    /** @param array<mixed> $context */
    private static function interpolate(string $message, array $context): string
    {
        $values = [];
        foreach ($context as $key => $value) {
            if (is_scalar($value)) {
                $values['{' . $key . '}'] = (string) $value;
            }
        }
        return strtr($message, $values);
    }
}
