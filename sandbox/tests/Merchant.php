<?php

declare(strict_types=1);

namespace DokuSandbox\Tests;

/** The merchant's notification endpoint: takes one request at a time and answers as told. */
final class Merchant
{
    private const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";

    /** @var resource */
    private $server;
    public readonly string $host;

    /** @param array<string, mixed>|null $tls stream context options of "ssl" for HTTPS */
    public function __construct(private readonly ?array $tls = null)
    {
        $context = stream_context_create($tls === null ? [] : ['ssl' => $tls]);
        $flags = STREAM_SERVER_BIND | STREAM_SERVER_LISTEN;
        $server = stream_socket_server('tcp://127.0.0.1:0', $code, $message, $flags, $context);
        if ($server === false) {
            throw new \RuntimeException($message);
        }
        $this->server = $server;
        $this->host = (string) stream_socket_get_name($server, false);
    }

    public function url(string $path): string
    {
        return ($this->tls === null ? 'http' : 'https') . '://' . $this->host . $path;
    }

    /**
     * Waits for one notification and answers it; null when none comes.
     *
     * @return array{target: string, headers: array<string, string>, body: string}|null
     */
    public function take(string $answer = self::OK, float $timeout = 5.0): ?array
    {
        $stream = @stream_socket_accept($this->server, $timeout);
        if ($stream === false) {
            return null;
        }
        stream_set_timeout($stream, 5);
        if ($this->tls !== null && !@stream_socket_enable_crypto($stream, true, STREAM_CRYPTO_METHOD_TLS_SERVER)) {
            return null;
        }
        $head = '';
        while (!str_contains($head, "\r\n\r\n")) {
            $bytes = fread($stream, 1);
            if ($bytes === '' || $bytes === false) {
                return null;
            }
            $head .= $bytes;
        }
        $lines = explode("\r\n", trim($head));
        $target = explode(' ', (string) array_shift($lines))[1];
        $headers = [];
        foreach ($lines as $line) {
            [$name, $value] = explode(': ', $line, 2);
            $headers[strtolower($name)] = $value;
        }
        $body = (string) stream_get_contents($stream, (int) $headers['content-length']);
        fwrite($stream, $answer);
        fclose($stream);
        return ['target' => $target, 'headers' => $headers, 'body' => $body];
    }

    public function isQuiet(float $seconds): bool
    {
        return @stream_socket_accept($this->server, $seconds) === false;
    }
}
