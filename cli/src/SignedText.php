<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli;

/** The string that a signature is made over, for people to look at. */
final class SignedText
{
    public static function of(
        string $clientId,
        string $requestId,
        string $timestamp,
        string $target,
        ?string $body,
        bool $isAnswer = false,
    ): string {
        $lines = [
            "Client-Id:$clientId",
            "Request-Id:$requestId",
            ($isAnswer ? 'Response' : 'Request') . "-Timestamp:$timestamp",
            "Request-Target:$target",
        ];
        if ($body !== null) {
            $lines[] = 'Digest:' . base64_encode(hash('sha256', $body, true));
        }
        return implode("\n", $lines);
    }

    public static function uuid(): string
    {
        $bytes = random_bytes(16);
        $bytes[6] = chr(ord($bytes[6]) & 0x0f | 0x40);
        $bytes[8] = chr(ord($bytes[8]) & 0x3f | 0x80);
        return vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split(bin2hex($bytes), 4));
    }
}
