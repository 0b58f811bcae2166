<?php

declare(strict_types=1);

namespace DokuSandbox;

/** A listening socket. It can be shut and opened again on the same port, so that connects are refused. */
final class Listener
{
    /** @var resource|null */
    private $stream = null;
    private int $port;

    /** @param array<string, mixed>|null $tls stream context options of "ssl", null for plain HTTP */
    public function __construct(
        private readonly Loop $loop,
        public readonly string $name,
        private readonly string $host,
        int $port,
        private readonly ?array $tls,
        private readonly \Closure $onAccept,
    ) {
        $this->port = $port;
        $this->open();
    }

    public function isTls(): bool
    {
        return $this->tls !== null;
    }

    public function isOpen(): bool
    {
        return $this->stream !== null;
    }

    public function url(): string
    {
        $host = $this->host === '0.0.0.0' ? '127.0.0.1' : ($this->host === '::' ? '::1' : $this->host);
        $host = str_contains($host, ':') ? '[' . $host . ']' : $host;
        return ($this->isTls() ? 'https' : 'http') . '://' . $host . ':' . $this->port;
    }

    public function open(): void
    {
        if ($this->stream !== null) {
            return;
        }
        $host = str_contains($this->host, ':') ? '[' . $this->host . ']' : $this->host;
        $options = ['socket' => ['backlog' => 511, 'tcp_nodelay' => true]];
        if ($this->tls !== null) {
            $options['ssl'] = $this->tls;
        }
        $stream = @stream_socket_server(
            'tcp://' . $host . ':' . $this->port,
            $code,
            $message,
            STREAM_SERVER_BIND | STREAM_SERVER_LISTEN,
            stream_context_create($options),
        );
        if ($stream === false) {
            throw new \RuntimeException("cannot listen on $host port $this->port: $message");
        }
        stream_set_blocking($stream, false);
        $this->stream = $stream;
        $name = (string) stream_socket_get_name($stream, false);
        $this->port = (int) substr($name, (int) strrpos($name, ':') + 1);
        $this->loop->onReadable($stream, fn () => $this->accept());
    }

    public function close(): void
    {
        if ($this->stream !== null) {
            $this->loop->forget($this->stream);
            fclose($this->stream);
            $this->stream = null;
        }
    }

    private function accept(): void
    {
        // A few at a time, so that one busy port does not starve the others.
        for ($i = 0; $i < 16 && $this->stream !== null; $i++) {
            $peer = '';
            $stream = @stream_socket_accept($this->stream, 0, $peer);
            if ($stream === false) {
                return;
            }
            stream_set_blocking($stream, false);
            ($this->onAccept)($this, $stream, (string) $peer);
        }
    }
}
