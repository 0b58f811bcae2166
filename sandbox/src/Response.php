<?php

declare(strict_types=1);

namespace DokuSandbox;

/** One HTTP answer: status, headers in order, body. */
final class Response
{
    private const REASONS = [
        100 => 'Continue', 101 => 'Switching Protocols', 102 => 'Processing', 103 => 'Early Hints',
        200 => 'OK', 201 => 'Created', 202 => 'Accepted', 204 => 'No Content',
        301 => 'Moved Permanently', 302 => 'Found', 303 => 'See Other', 304 => 'Not Modified',
        307 => 'Temporary Redirect', 308 => 'Permanent Redirect',
        400 => 'Bad Request', 401 => 'Unauthorized', 403 => 'Forbidden', 404 => 'Not Found',
        405 => 'Method Not Allowed', 408 => 'Request Timeout', 409 => 'Conflict', 410 => 'Gone',
        413 => 'Content Too Large', 415 => 'Unsupported Media Type', 422 => 'Unprocessable Content',
        425 => 'Too Early', 429 => 'Too Many Requests', 431 => 'Request Header Fields Too Large',
        500 => 'Internal Server Error', 501 => 'Not Implemented', 502 => 'Bad Gateway',
        503 => 'Service Unavailable', 504 => 'Gateway Timeout',
    ];

    private static ?Clock $clock = null;
    /** For the Date header; null = the time when the answer goes out. */
    public ?int $date = null;

    /** @param list<array{string, string}> $headers */
    public function __construct(
        public int $status,
        public string $body = '',
        public array $headers = [],
    ) {
    }

    /** A process is one server: the Date headers of all its answers follow this clock. */
    public static function useClock(Clock $clock): void
    {
        self::$clock = $clock;
    }

    /** @param array<mixed> $value */
    public static function json(int $status, array $value, bool $pretty = false): self
    {
        $flags = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE;
        $body = json_encode($value, $pretty ? $flags | JSON_PRETTY_PRINT : $flags);
        return new self($status, (string) $body, [['Content-Type', 'application/json']]);
    }

    public static function html(int $status, string $body): self
    {
        return new self($status, $body, [
            ['Content-Type', 'text/html; charset=utf-8'],
            ['Cache-Control', 'no-store'],
            ['X-Content-Type-Options', 'nosniff'],
            ['Referrer-Policy', 'no-referrer'],
            ['Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; "
                . "img-src data:; frame-ancestors 'none'; base-uri 'none'"],
        ]);
    }

    public static function seeOther(string $location): self
    {
        return new self(303, '', [['Location', $location]]);
    }

    public function set(string $name, string $value): void
    {
        $this->drop($name);
        $this->headers[] = [$name, $value];
    }

    public function drop(string $name): void
    {
        $keep = static fn (array $header): bool => strcasecmp($header[0], $name) !== 0;
        $this->headers = array_values(array_filter($this->headers, $keep));
    }

    public static function statusLine(int $status): string
    {
        return 'HTTP/1.1 ' . $status . ' ' . self::reason($status) . "\r\n";
    }

    public static function reason(int $status): string
    {
        return self::REASONS[$status] ?? 'Status';
    }

    /** Status line and headers up to the empty line; the body length is stated unless told otherwise. */
    public function head(bool $close, ?string $contentLength = null, bool $chunked = false): string
    {
        $head = self::statusLine($this->status);
        $date = $this->date ?? self::$clock?->date() ?? time();
        $head .= 'Date: ' . gmdate('D, d M Y H:i:s', $date) . " GMT\r\nServer: doku-akulaku-sandbox\r\n";
        foreach ($this->headers as [$name, $value]) {
            $head .= $name . ': ' . strtr($value, "\r\n\0", '   ') . "\r\n";
        }
        if ($chunked) {
            $head .= "Transfer-Encoding: chunked\r\n";
        } elseif ($this->status !== 204 && $this->status !== 304) {
            $head .= 'Content-Length: ' . ($contentLength ?? (string) strlen($this->body)) . "\r\n";
        }
        return $head . 'Connection: ' . ($close ? 'close' : 'keep-alive') . "\r\n\r\n";
    }
}
