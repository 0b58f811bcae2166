<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli;

/** What an exception of the extension means to a person. */
final class Outcome
{
    public static function name(\Throwable $error): string
    {
        return substr((string) strrchr('\\' . $error::class, '\\'), 1);
    }

    public static function advice(\DokuAkulaku\Exception $error): string
    {
        if ($error instanceof \DokuAkulaku\ApiException) {
            return self::ofCode($error->getErrorCode());
        }
        return match (true) {
            $error instanceof \DokuAkulaku\IndeterminateException => 'Nobody knows whether DOKU did it: look it up, or '
                . 'make the same call with the same Request-Id.',
            $error instanceof \DokuAkulaku\ConnectionException => 'Nothing was sent.',
            default => '',
        };
    }

    /** DOKU checks the headers, the clock, the Client-Id and the signature in this order, and the rest after that. */
    public static function ofCode(string $code): string
    {
        return match ($code) {
            'invalid_client_id' => 'DOKU does not know this Client-Id here: sandbox and production have different ones.',
            'invalid_signature' => 'DOKU knows the Client-Id, but the secret key is another one: take it from the same page '
                . 'of DOKU\'s dashboard (it begins with SK-; doku_key_... is something else).',
            'request_time_out_of_range' => 'The clock of this machine is off by more than an hour: set it by NTP, in UTC.',
            'invalid_header_request' => 'Something between here and DOKU takes headers away or changes them.',
            default => '',
        };
    }
}
