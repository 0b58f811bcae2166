<?php

declare(strict_types=1);

namespace DokuSandbox;

/** A small HTTP proxy that tunnels to this machine only, or misbehaves in one chosen way. */
final class Proxy
{
    public const MODES = ['ok', '407', 'fake_headers', 'refuse', 'bad_gateway', 'close', 'stall'];

    private Listener $listener;

    public function __construct(
        private readonly Loop $loop,
        private readonly Log $log,
        private readonly string $mode,
        int $port,
        private readonly ?string $credentials,
        private readonly float $seconds,
    ) {
        $this->listener = new Listener($loop, 'proxy', '127.0.0.1', $port, null, $this->accept(...));
    }

    public function url(): string
    {
        return $this->listener->url();
    }

    /** @param resource $client */
    private function accept(Listener $listener, $client, string $peer): void
    {
        $head = '';
        stream_set_read_buffer($client, 0);
        $this->loop->onReadable($client, function () use ($client, &$head): void {
            $bytes = @fread($client, 65536);
            if ($bytes === '' || $bytes === false) {
                if (feof($client)) {
                    $this->end($client);
                }
                return;
            }
            $head .= $bytes;
            if (strlen($head) > 262144) {
                $this->end($client);
            } elseif (str_contains($head, "\r\n\r\n")) {
                $this->loop->onReadable($client, null);
                $this->serve($client, $head);
            }
        });
    }

    /** @param resource $client */
    private function serve($client, string $head): void
    {
        $line = strtok($head, "\r\n");
        $this->log->line('proxy: ' . $line);
        switch ($this->mode) {
            case '407':
                $this->askForCredentials($client);
                return;
            case 'refuse':
                $this->refuse($client, '403 Forbidden');
                return;
            case 'bad_gateway':
                $this->refuse($client, '502 Bad Gateway');
                return;
            case 'close':
                $this->end($client);
                return;
            case 'stall':
                $this->loop->after($this->seconds, fn () => $this->end($client));
                return;
        }
        if (!$this->allowed($head)) {
            $this->askForCredentials($client);
            return;
        }
        if (preg_match('~^CONNECT (\[[0-9a-fA-F:]+\]|[^:\s]+):(\d+) HTTP/1\.[01]~', $head, $match)) {
            $rest = substr($head, (int) strpos($head, "\r\n\r\n") + 4);
            $this->connect($client, $match[1], (int) $match[2], $rest, $this->accepted());
        } elseif (preg_match('~^[A-Z]+ http://(\[[0-9a-fA-F:]+\]|[^:/\s]+)(?::(\d+))?[/\s]~', $head, $match)) {
            // The absolute form goes on as it is: every HTTP/1.1 server has to take it.
            $this->connect($client, $match[1], (int) ($match[2] ?? 0) ?: 80, $head, '');
        } else {
            $this->refuse($client, '400 Bad Request');
        }
    }

    private function allowed(string $head): bool
    {
        if ($this->credentials === null) {
            return true;
        }
        $given = preg_match('~^Proxy-Authorization:\s*Basic\s+(\S+)~mi', $head, $match) ? $match[1] : '';
        return hash_equals(base64_encode($this->credentials), $given);
    }

    private function accepted(): string
    {
        $fake = $this->mode !== 'fake_headers' ? '' : "Client-Id: MCH-OF-THE-PROXY\r\n"
            . "Request-Id: request-id-of-the-proxy\r\n"
            . "Response-Timestamp: 2001-01-01T00:00:00Z\r\nSignature: HMACSHA256=signatureOfTheProxy\r\n"
            . "Content-Type: application/json\r\nRetry-After: 3600\r\n";
        return "HTTP/1.1 200 Connection established\r\n" . $fake . "\r\n";
    }

    /** @param resource $client */
    private function refuse($client, string $status, string $header = 'X-Proxy: sandbox'): void
    {
        @fwrite($client, "HTTP/1.1 $status\r\n$header\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        $this->end($client);
    }

    /** @param resource $client */
    private function askForCredentials($client): void
    {
        $header = 'Proxy-Authenticate: Basic realm="sandbox"';
        $this->refuse($client, '407 Proxy Authentication Required', $header);
    }

    /** @param resource $client */
    private function connect($client, string $host, int $port, string $first, string $answer): void
    {
        $host = trim($host, '[]');
        $host = strtolower($host) === 'localhost' ? '127.0.0.1' : $host;
        if (!str_starts_with($host, '127.') && $host !== '::1') {
            $this->refuse($client, '403 Forbidden', 'X-Proxy: loopback only');
            return;
        }
        $address = str_contains($host, ':') ? "[$host]" : $host;
        $flags = STREAM_CLIENT_CONNECT | STREAM_CLIENT_ASYNC_CONNECT;
        $server = @stream_socket_client("tcp://$address:$port", $code, $message, 5.0, $flags);
        if ($server === false) {
            $this->refuse($client, '502 Bad Gateway');
            return;
        }
        stream_set_blocking($server, false);
        stream_set_read_buffer($server, 0);
        $this->loop->onWritable($server, function () use ($client, $server, $first, $answer): void {
            $this->loop->onWritable($server, null);
            if (stream_socket_get_name($server, true) === false) {
                fclose($server);
                $this->refuse($client, '502 Bad Gateway');
                return;
            }
            @fwrite($client, $answer);
            $this->pipe($client, $server, $first);
            $this->pipe($server, $client, '');
        });
    }

    /**
     * Carries bytes one way; while the far side takes none, the near side is not read.
     *
     * @param resource $from
     * @param resource $to
     */
    private function pipe($from, $to, string $waiting): void
    {
        $write = function () use ($from, $to, &$waiting, &$read, &$write): void {
            $this->loop->onWritable($to, null);
            $written = is_resource($to) ? @fwrite($to, $waiting) : false;
            if ($written === false) {
                $this->end($from, $to);
                return;
            }
            $waiting = substr($waiting, $written);
            if ($waiting === '') {
                $this->loop->onReadable($from, $read);
            } else {
                $this->loop->onReadable($from, null);
                $this->loop->onWritable($to, $write);
            }
        };
        $read = function () use ($from, $to, &$waiting, &$write): void {
            $bytes = @fread($from, 65536);
            if ($bytes !== '' && $bytes !== false) {
                $waiting .= $bytes;
                $write();
            } elseif (feof($from)) {
                $this->end($from, $to);
            }
        };
        $write();
    }

    /** @param resource ...$streams */
    private function end(...$streams): void
    {
        foreach ($streams as $stream) {
            if (is_resource($stream)) {
                $this->loop->forget($stream);
                @fclose($stream);
            }
        }
    }
}
