<?php

declare(strict_types=1);

namespace DokuSandbox;

/** The names of all faults, their parameters with defaults, and what each does. */
final class FaultCatalogue
{
    private const MIB64 = 67108864;

    /** name => [what it does, parameters with defaults] */
    public const ALL = [
        'none' => ['answers as usual; fills a place in a sequence of faults', []],
        'close_before_read' => ['closes a new connection; when = accept: at once, first_bytes: when bytes are '
            . 'there, unread', ['when' => 'accept']],
        'tls_alert' => ['breaks a TLS handshake; mode = alert (a fatal alert with this code), close, or garbage',
            ['mode' => 'alert', 'code' => 40]],
        'stall' => ['falls silent for some seconds, then goes on; phase = accept (reads nothing), tls (as accept, '
            . 'on TLS listeners only), headers (after the status line), body (after half the body)',
            ['phase' => 'headers', 'seconds' => 3600.0]],
        'delay' => ['answers later; meanwhile the Request-Id counts as in flight. execute = true (at once), '
            . 'false (never; then answers 503), "after" (at the end)',
            ['seconds' => 1.0, 'in_flight' => true, 'execute' => true]],
        'close_after_request' => ['reads the whole request, then closes without an answer',
            ['execute' => true, 'close_notify' => true]],
        'close_after_half_headers' => ['sends half of the head, then closes', ['close_notify' => true]],
        'close_after_half_body' => ['sends the head and half of the body, then closes', ['close_notify' => true]],
        'reset' => ['TCP reset; at = request (no answer), headers (after half of them), body (after half of it)',
            ['execute' => true, 'at' => 'request']],
        'close_idle_kept' => ['answers with keep-alive, then closes the idle connection after some seconds',
            ['after' => 0.0, 'close_notify' => true]],
        'close_on_next_request' => ['answers with keep-alive; the next request on this connection is read whole, '
            . 'then the connection closes without an answer',
            ['execute_next' => false, 'reset_next' => false, 'close_notify' => true]],
        'no_keep_alive' => ['answers with Connection: close and closes', []],
        'slow_drip' => ['sends some bytes per interval, from = headers or body',
            ['interval' => 1.0, 'bytes' => 1, 'from' => 'headers']],
        'clock' => ['the server\'s clock is off for this request; date_header = in the Date header too',
            ['offset_seconds' => 25200, 'date_header' => true]],
        'status' => ['another status; 1xx: interim answers, then the usual one. envelope = a, bare, b_string, '
            . 'b_array, error_messages, errors, spring, snap, html, empty, or normal (the usual body)',
            ['status' => 500, 'envelope' => 'a', 'code' => 'internal_server_error',
                'message' => 'INTERNAL SERVER ERROR', 'type' => 'api_error', 'retry_after' => null,
                'execute' => false, 'times' => 1]],
        'redirect' => ['a redirect', ['status' => 302, 'location' => '/elsewhere', 'execute' => false]],
        'conflict' => ['HTTP 409; variant = original (the usual body), empty, idempotent (error object), html, '
            . 'other_order', ['variant' => 'original', 'execute' => true]],
        'order_failed' => ['generate makes the order in the state FAILED, HTTP 200', []],
        'wrong_request_id' => ['another Request-Id in the answer; the signature fits that one',
            ['value' => '00000000-0000-4000-8000-000000000000']],
        'wrong_client_id' => ['another Client-Id in the answer; the signature fits that one',
            ['value' => 'MCH-OTHER-0001']],
        'other_order' => ['another invoice number in the answer', ['invoice' => 'INV-OF-ANOTHER-ORDER']],
        'other_amount' => ['another amount in the answer', ['amount' => 1]],
        'bad_signature' => ['a wrong signature; kind = other_key, garbage, request_layout, empty',
            ['kind' => 'other_key']],
        'missing_signature' => ['no Signature header', []],
        'truncated_json' => ['the body ends in the middle, with a Content-Length that fits', []],
        'not_json' => ['a 200 whose body is not JSON', ['body' => '<html><body>It works</body></html>']],
        'wrong_shape' => ['JSON of another shape; shape = empty_object, list, string, number, null, no_payment, '
            . 'payment_is_list, status_is_number', ['shape' => 'empty_object']],
        'duplicate_keys' => ['the deciding object stands twice, first as FAILED', []],
        'deep_json' => ['an additional field nested this deep', ['depth' => 1000]],
        'nul_key' => ['an additional key with an escaped NUL in its name', []],
        'trailing_data' => ['bytes after the end of the JSON', ['data' => '{"a":1}']],
        'invalid_utf8' => ['a byte that is no UTF-8 in an additional field', []],
        'huge_body' => ['a body of this many bytes; framing = length, chunked, or close',
            ['bytes' => self::MIB64, 'framing' => 'length']],
        'gzip_bomb' => ['Content-Encoding: gzip, unasked, that unpacks to this many bytes', ['bytes' => self::MIB64]],
        'wrong_content_length' => ['Content-Length off by this many bytes; too long: then closes; too short: the '
            . 'rest of the body follows on the kept connection', ['by' => 10]],
        'chunked_garbage' => ['a broken chunked body; variant = size (no number), overflow (huge number), cut '
            . '(no last chunk, then closes)', ['variant' => 'size']],
        'trailers' => ['a chunked answer whose trailers name another Signature and Request-Id', []],
        'duplicate_headers' => ['Request-Id, Signature and Content-Type twice, then with other values', []],
        'lower_case_headers' => ['all header names in lower case', []],
        'many_headers' => ['this many additional headers', ['number' => 1000]],
        'big_headers' => ['one additional header of this many bytes', ['bytes' => 1048576]],
        'bad_status_line' => ['no HTTP at all', ['line' => 'HTTP/9.9 abc nonsense']],
    ];

    /** For the pages: what is close to each other. */
    public const GROUPS = [
        'On a new connection' => ['close_before_read', 'tls_alert'],
        'Cut off' => ['close_after_request', 'close_after_half_headers', 'close_after_half_body', 'reset',
            'close_idle_kept', 'close_on_next_request', 'no_keep_alive'],
        'Time' => ['stall', 'slow_drip', 'delay', 'clock'],
        'Status' => ['status', 'redirect', 'conflict', 'order_failed'],
        'Content' => ['wrong_request_id', 'wrong_client_id', 'other_order', 'other_amount', 'truncated_json',
            'not_json', 'wrong_shape', 'duplicate_keys', 'deep_json', 'nul_key', 'trailing_data', 'invalid_utf8'],
        'Signature' => ['bad_signature', 'missing_signature'],
        'Framing' => ['huge_body', 'gzip_bomb', 'wrong_content_length', 'chunked_garbage', 'trailers',
            'duplicate_headers', 'lower_case_headers', 'many_headers', 'big_headers', 'bad_status_line'],
        'None' => ['none'],
    ];

    private const CHOICES = [
        'when' => ['accept', 'first_bytes'],
        'mode' => ['alert', 'close', 'garbage'],
        'phase' => ['accept', 'tls', 'headers', 'body'],
        'at' => ['request', 'headers', 'body'],
        'from' => ['headers', 'body'],
        'envelope' => ['a', 'bare', 'b_string', 'b_array', 'error_messages', 'errors', 'spring', 'snap', 'html',
            'empty', 'normal'],
        'kind' => ['other_key', 'garbage', 'request_layout', 'empty'],
        'shape' => ['empty_object', 'list', 'string', 'number', 'null', 'no_payment', 'payment_is_list',
            'status_is_number'],
        'framing' => ['length', 'chunked', 'close'],
    ];

    private const VARIANTS = [
        'conflict' => ['original', 'empty', 'idempotent', 'html', 'other_order'],
        'chunked_garbage' => ['size', 'overflow', 'cut'],
    ];

    /** @return array<string, mixed> */
    public static function parameters(string $name): array
    {
        if (!isset(self::ALL[$name])) {
            throw new \InvalidArgumentException('unknown fault: ' . $name);
        }
        return self::ALL[$name][1];
    }

    /** @param array<string, mixed> $parameters */
    public static function onAccept(string $name, array $parameters): bool
    {
        return match ($name) {
            'close_before_read', 'tls_alert' => true,
            'stall' => in_array($parameters['phase'], ['accept', 'tls'], true),
            default => false,
        };
    }

    /** @param array<string, mixed> $parameters */
    public static function check(string $name, array $parameters, mixed $on): void
    {
        foreach ($parameters as $key => $value) {
            $choices = $key === 'variant' ? self::VARIANTS[$name] : self::CHOICES[$key] ?? null;
            if ($choices !== null && !in_array($value, $choices, true)) {
                throw new \InvalidArgumentException("$key is one of " . implode(', ', $choices));
            }
            self::checkType($name, $key, $value);
        }
        if ($on !== null && $on !== (self::onAccept($name, $parameters) ? 'accept' : 'request')) {
            throw new \InvalidArgumentException("$name cannot happen on \"" . (is_string($on) ? $on : '?') . '"');
        }
        if (($name === 'reset' || ($parameters['reset_next'] ?? false) === true) && !Connection::canReset()) {
            throw new \InvalidArgumentException('unsupported: a reset needs the PHP extension sockets');
        }
        if ($name === 'gzip_bomb' && !function_exists('deflate_init')) {
            throw new \InvalidArgumentException('unsupported: gzip_bomb needs the PHP extension zlib');
        }
    }

    private static function checkType(string $name, string $key, mixed $value): void
    {
        $default = self::ALL[$name][1][$key];
        $fits = match (true) {
            is_float($default) => is_int($value) || is_float($value),
            is_int($default) => is_int($value),
            $key === 'execute' && $name === 'delay' => is_bool($value) || $value === 'after',
            $key === 'retry_after' => $value === null || is_int($value) || is_string($value),
            is_bool($default) => is_bool($value),
            default => is_string($value),
        };
        if (!$fits || (is_float($default) && $value < 0)) {
            throw new \InvalidArgumentException("$key of $name has the wrong type");
        }
        if ($key === 'status' && ($value < 100 || $value > 599 || $value === 101)) {
            throw new \InvalidArgumentException('status is 100 to 599, but not 101');
        }
        if (in_array($key, ['bytes', 'depth', 'number', 'times'], true) && ($value < 1 || $value > 1 << 30)) {
            throw new \InvalidArgumentException("$key is out of range");
        }
    }
}
