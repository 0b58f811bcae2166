<?php

declare(strict_types=1);

namespace DokuSandbox;

/** Sends one POST from the event loop without blocking it, and calls back with what came of it. */
final class HttpClient
{
    private const MAX_ANSWER = 65536;

    /** @var resource */
    private $stream;
    private string $in = '';
    private ?int $timer = null;
    private bool $finished = false;

    /**
     * @param list<array{string, string}> $headers
     * @param array<string, mixed> $tls stream context options of "ssl"
     * @param \Closure(?int, string, string): void $done status or null, error text, start of the answer's body
     */
    public function __construct(
        private readonly Loop $loop,
        private readonly string $url,
        private readonly array $headers,
        private readonly string $body,
        private readonly array $tls,
        private readonly float $timeout,
        private readonly \Closure $done,
    ) {
    }

    public function start(): void
    {
        $url = parse_url($this->url);
        $secure = strtolower($url['scheme'] ?? '') === 'https';
        $host = trim($url['host'] ?? '', '[]');
        $port = $url['port'] ?? ($secure ? 443 : 80);
        // PHP has no asynchronous resolver: a name that is not in the hosts file may hold the loop for a moment.
        $address = @inet_pton($host) !== false ? $host : gethostbyname($host);
        $address = str_contains($address, ':') ? '[' . $address . ']' : $address;
        $context = stream_context_create(['ssl' => $this->tls + ['peer_name' => $host, 'SNI_enabled' => true]]);
        $stream = @stream_socket_client(
            "tcp://$address:$port",
            $code,
            $message,
            $this->timeout,
            STREAM_CLIENT_CONNECT | STREAM_CLIENT_ASYNC_CONNECT,
            $context,
        );
        if ($stream === false) {
            $this->loop->after(0.0, fn () => ($this->done)(null, 'cannot connect: ' . $message, ''));
            return;
        }
        stream_set_blocking($stream, false);
        $this->stream = $stream;
        $this->timer = $this->loop->after($this->timeout, fn () => $this->finish(null, 'timed out'));
        $this->loop->onWritable($stream, fn () => $this->connected($secure));
    }

    private function connected(bool $secure): void
    {
        $this->loop->onWritable($this->stream, null);
        if (stream_socket_get_name($this->stream, true) === false) {
            $this->finish(null, 'connection refused');
            return;
        }
        if (!$secure) {
            $this->write($this->head() . $this->body);
            return;
        }
        $this->handshake();
    }

    private function handshake(): void
    {
        error_clear_last();
        $method = STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT | STREAM_CRYPTO_METHOD_TLSv1_3_CLIENT;
        $result = @stream_socket_enable_crypto($this->stream, true, $method);
        if ($result === 0) {
            $this->loop->onReadable($this->stream, fn () => $this->handshake());
            return;
        }
        if ($result === false) {
            $this->finish(null, 'TLS: ' . (error_get_last()['message'] ?? 'handshake failed'));
            return;
        }
        $this->loop->onReadable($this->stream, null);
        $this->write($this->head() . $this->body);
    }

    private function head(): string
    {
        $url = parse_url($this->url);
        $target = ($url['path'] ?? '/') . (isset($url['query']) ? '?' . $url['query'] : '');
        $host = $url['host'] . (isset($url['port']) ? ':' . $url['port'] : '');
        $head = "POST $target HTTP/1.1\r\nHost: $host\r\nUser-Agent: doku-akulaku-sandbox\r\nAccept: */*\r\n";
        foreach ($this->headers as [$name, $value]) {
            $head .= "$name: $value\r\n";
        }
        return $head . 'Content-Length: ' . strlen($this->body) . "\r\nConnection: close\r\n\r\n";
    }

    private function write(string $bytes): void
    {
        $written = @fwrite($this->stream, $bytes);
        if ($written === false) {
            $this->finish(null, 'cut off while sending');
            return;
        }
        $rest = substr($bytes, $written);
        if ($rest !== '') {
            $this->loop->onWritable($this->stream, function () use ($rest): void {
                $this->loop->onWritable($this->stream, null);
                $this->write($rest);
            });
            return;
        }
        $this->loop->onReadable($this->stream, fn () => $this->read());
        $this->read();
    }

    private function read(): void
    {
        while (!$this->finished) {
            $bytes = @fread($this->stream, 16384);
            if ($bytes === '' || $bytes === false) {
                break;
            }
            $this->in .= $bytes;
            if (strlen($this->in) > self::MAX_ANSWER) {
                break;
            }
        }
        $ended = @feof($this->stream) || strlen($this->in) > self::MAX_ANSWER;
        $this->judge($ended);
    }

    private function judge(bool $ended): void
    {
        while (($end = strpos($this->in, "\r\n\r\n")) !== false && preg_match('~^HTTP/1\.[01] 1\d\d~', $this->in)) {
            $this->in = substr($this->in, $end + 4);
        }
        if ($end === false) {
            if ($ended) {
                $this->finish(null, $this->in === '' ? 'no answer' : 'cut off in the headers');
            }
            return;
        }
        if (!preg_match('~^HTTP/1\.[01] (\d{3})~', $this->in, $status)) {
            $this->finish(null, 'the answer is not HTTP');
            return;
        }
        $head = substr($this->in, 0, $end);
        $body = substr($this->in, $end + 4);
        $whole = $ended || $status[1] === '204'
            || (preg_match('~^Content-Length:\s*(\d+)~mi', $head, $length) && strlen($body) >= (int) $length[1])
            || (preg_match('~^Transfer-Encoding:\s*chunked~mi', $head) && str_ends_with($body, "0\r\n\r\n"));
        if ($whole) {
            $this->finish((int) $status[1], '', substr($body, 0, 500));
        }
    }

    private function finish(?int $status, string $error, string $body = ''): void
    {
        if ($this->finished) {
            return;
        }
        $this->finished = true;
        $this->loop->cancel($this->timer);
        $this->loop->forget($this->stream);
        @fclose($this->stream);
        ($this->done)($status, trim((string) preg_replace('~\s+~', ' ', $error)), $body);
    }
}
