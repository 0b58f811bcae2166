<?php

declare(strict_types=1);

namespace DokuAkulaku\Testing;

/** A notification as it arrives: bytes, headers and the path that it was signed for. */
final class Delivery
{
    /** @param array<string, string> $headers */
    public function __construct(
        public readonly string $body,
        #[\SensitiveParameter] public readonly array $headers,
        public readonly string $target,
    ) {
    }

    /** @return array<string, string> the same in the shape of $_SERVER */
    public function server(): array
    {
        $server = ['REQUEST_METHOD' => 'POST', 'REQUEST_URI' => $this->target, 'CONTENT_TYPE' => 'application/json'];
        foreach ($this->headers as $name => $value) {
            $server['HTTP_' . strtoupper(strtr($name, '-', '_'))] = $value;
        }
        return $server;
    }

    /**
     * Posts it to a server under test.
     *
     * @param string $origin http://127.0.0.1:8080, without a path
     * @return int the HTTP status; 0: no answer
     */
    public function post(string $origin, float $seconds = 10.0): int
    {
        $headers = ['Content-Type: application/json'];
        foreach ($this->headers as $name => $value) {
            $headers[] = "$name: $value";
        }
        $context = stream_context_create(['http' => [
            'method' => 'POST', 'header' => $headers, 'content' => $this->body, 'ignore_errors' => true,
            'follow_location' => 0, 'timeout' => $seconds,
        ]]);
        $stream = @fopen($origin . $this->target, 'rb', false, $context);
        if ($stream === false) {
            return 0;
        }
        $lines = stream_get_meta_data($stream)['wrapper_data'] ?? null;
        $line = is_array($lines) && is_string($lines[0] ?? null) ? $lines[0] : '';
        return preg_match('~^HTTP/\S+ (\d{3})~', $line, $match) === 1 ? (int) $match[1] : 0;
    }
}
