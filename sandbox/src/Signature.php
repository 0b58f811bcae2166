<?php

declare(strict_types=1);

namespace DokuSandbox;

/** DOKU's non-SNAP signature, written from its documentation; shares no code with the extension. */
final class Signature
{
    public const PREFIX = 'HMACSHA256=';

    public static function digest(string $body): string
    {
        return base64_encode(hash('sha256', $body, true));
    }

    /** @param string|null $body null leaves the Digest line out, as for a GET */
    public static function stringToSign(
        string $clientId,
        string $requestId,
        string $timestamp,
        string $target,
        ?string $body,
        bool $response = false,
    ): string {
        $lines = [
            'Client-Id:' . $clientId,
            'Request-Id:' . $requestId,
            ($response ? 'Response-Timestamp:' : 'Request-Timestamp:') . $timestamp,
            'Request-Target:' . $target,
        ];
        if ($body !== null) {
            $lines[] = 'Digest:' . self::digest($body);
        }
        return implode("\n", $lines);
    }

    public static function make(
        #[\SensitiveParameter] string $secret,
        string $clientId,
        string $requestId,
        string $timestamp,
        string $target,
        ?string $body,
        bool $response = false,
    ): string {
        $text = self::stringToSign($clientId, $requestId, $timestamp, $target, $body, $response);
        return self::of($secret, $text);
    }

    public static function of(#[\SensitiveParameter] string $secret, string $stringToSign): string
    {
        return self::PREFIX . base64_encode(hash_hmac('sha256', $stringToSign, $secret, true));
    }

    public static function timestamp(int $time): string
    {
        return gmdate('Y-m-d\TH:i:s\Z', $time);
    }

    /** The time of a "yyyy-MM-ddTHH:mm:ssZ" text; null when it has another form. */
    public static function parseTimestamp(string $text): ?int
    {
        if (!preg_match('~^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z$~D', $text, $m)) {
            return null;
        }
        if (!checkdate((int) $m[2], (int) $m[3], (int) $m[1]) || $m[4] > '23' || $m[5] > '59' || $m[6] > '59') {
            return null;
        }
        $time = gmmktime((int) $m[4], (int) $m[5], (int) $m[6], (int) $m[2], (int) $m[3], (int) $m[1]);
        return $time === false ? null : $time;
    }

    public static function uuid(): string
    {
        $bytes = random_bytes(16);
        $bytes[6] = chr(ord($bytes[6]) & 0x0f | 0x40);
        $bytes[8] = chr(ord($bytes[8]) & 0x3f | 0x80);
        return vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split(bin2hex($bytes), 4));
    }
}
