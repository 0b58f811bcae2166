<?php

declare(strict_types=1);

namespace DokuSandbox;

/** One accepted connection: TLS handshake, requests in, steps out. Never blocks. */
final class Connection
{
    private const PIECE = 16384;
    /** The number in Linux; PHP has no name for it. */
    private const TCP_CORK = 3;

    public bool $closed = false;
    /** The exchange that is being answered, for counting what was really written. */
    public ?LedgerEntry $entry = null;
    /** A fault that waits for the next request on this connection. */
    public ?Fault $nextRequestFault = null;
    public readonly ConnectionRecord $record;

    private RequestParser $parser;
    /** @var list<Step> */
    private array $steps = [];
    private string $out = '';
    /** How much of it is written: to cut the rest off after each piece would take quadratic time. */
    private int $written = 0;
    private bool $pumping = false;
    private bool $busy = false;
    private bool $peerEnded = false;
    /** Was it left unread for a while? Then a request whose sender has gone is dropped, not worked on late. */
    private bool $stalled = false;
    private ?int $waitTimer = null;
    private ?int $idleTimer = null;
    private float $idleSince = 0.0;
    private bool $open = false;
    private ?\Socket $socket = null;

    /**
     * @param resource $stream non-blocking
     * @param \Closure(Connection, Request): void $onRequest
     * @param \Closure(Connection): void $onClosed
     */
    public function __construct(
        private readonly Loop $loop,
        private $stream,
        public readonly int $id,
        public readonly Listener $listener,
        public readonly string $peer,
        private readonly float $idleSeconds,
        private readonly \Closure $onRequest,
        private readonly \Closure $onClosed,
        ConnectionRecord $record,
    ) {
        $this->parser = new RequestParser();
        $this->record = $record;
        // Imported before TLS starts: PHP gives no descriptor of a stream once TLS is on.
        if (self::canReset()) {
            $socket = @socket_import_stream($stream);
            $this->socket = $socket instanceof \Socket ? $socket : null;
            stream_set_blocking($stream, false);
        }
        stream_set_read_buffer($stream, 0);
    }

    /** A reset needs SO_LINGER, which PHP sets only through ext/sockets. */
    public static function canReset(): bool
    {
        return function_exists('socket_import_stream');
    }

    public function isLoopback(): bool
    {
        return str_starts_with($this->peer, '127.') || str_starts_with($this->peer, '[::1]')
            || str_starts_with($this->peer, '[::ffff:127.');
    }

    public function startAfterStall(): void
    {
        $this->stalled = true;
        $this->start();
    }

    public function start(): void
    {
        if ($this->listener->isTls()) {
            $this->loop->onReadable($this->stream, fn () => $this->handshake());
            $this->watchIdle();
            return;
        }
        $this->opened();
    }

    /** Raw bytes before anything else, TLS included: used to break a handshake. */
    public function writeRaw(string $bytes): void
    {
        @fwrite($this->stream, $bytes);
    }

    public function discardInput(): void
    {
        @fread($this->stream, 65536);
    }

    /** Calls back once, when the first bytes of the peer are there; they are left unread. */
    public function whenFirstBytes(\Closure $callback): void
    {
        $this->loop->onReadable($this->stream, function () use ($callback): void {
            $this->loop->onReadable($this->stream, null);
            $callback();
        });
    }

    private function handshake(): void
    {
        error_clear_last();
        $method = STREAM_CRYPTO_METHOD_TLSv1_2_SERVER | STREAM_CRYPTO_METHOD_TLSv1_3_SERVER;
        $result = @stream_socket_enable_crypto($this->stream, true, $method);
        if ($result === 0) {
            if (@feof($this->stream)) {
                $this->record->tlsError = 'the peer closed during the handshake';
                $this->close('peer');
            }
            return;
        }
        if ($result !== true) {
            $message = error_get_last()['message'] ?? 'handshake failed';
            $this->record->tlsError = trim(preg_replace('~\s+~', ' ', $message) ?? $message);
            $this->close('tls_error');
            return;
        }
        $crypto = stream_get_meta_data($this->stream)['crypto'] ?? [];
        $this->record->protocol = $crypto['protocol'] ?? null;
        $this->record->cipher = $crypto['cipher_name'] ?? null;
        $this->opened();
    }

    private function opened(): void
    {
        $this->open = true;
        $this->watchIdle();
        $this->loop->onReadable($this->stream, fn () => $this->read());
        // Bytes that came along with the handshake are not announced by select any more.
        $this->read();
    }

    /** One timer for the life of the connection: it looks at the clock instead of being set anew each time. */
    private function watchIdle(): void
    {
        $this->idleSince = Loop::now();
        $this->idleTimer ??= $this->loop->after($this->idleSeconds, fn () => $this->checkIdle());
    }

    private function checkIdle(): void
    {
        $left = $this->busy ? $this->idleSeconds : $this->idleSince + $this->idleSeconds - Loop::now();
        if ($left <= 0.0) {
            $this->close('idle');
            return;
        }
        $this->idleTimer = $this->loop->after($left, fn () => $this->checkIdle());
    }

    private function read(): void
    {
        while (!$this->closed) {
            $bytes = @fread($this->stream, 65536);
            if ($bytes === '' || $bytes === false) {
                $this->peerEnded = @feof($this->stream);
                break;
            }
            $this->record->bytesRead += strlen($bytes);
            $this->parser->feed($bytes);
            if ($this->busy && $this->parser->buffered() > 2 * RequestParser::MAX_BODY) {
                $this->close('flood');
                return;
            }
        }
        if ($this->peerEnded && $this->stalled) {
            $this->close('peer');
            return;
        }
        $this->stalled = false;
        $this->takeRequest();
        if ($this->peerEnded && !$this->closed) {
            // What came whole is worked on and answered: the peer may have shut its own direction only.
            $this->loop->onReadable($this->stream, null);
            // Over TLS a write to a peer that has gone says 0 for ever, not false.
            if ($this->out === '' || $this->listener->isTls()) {
                $this->close('peer');
            }
        }
    }

    private function takeRequest(): void
    {
        if ($this->busy || $this->closed) {
            return;
        }
        try {
            $request = $this->parser->next();
        } catch (HttpError $error) {
            $this->busy = true;
            $answer = Response::json($error->status, ['message' => $error->getMessage()]);
            $this->send([Step::bytes($answer->head(true) . $answer->body), Step::close()]);
            return;
        }
        if ($request === null) {
            if ($this->parser->takeExpectation()) {
                $this->out .= "HTTP/1.1 100 Continue\r\n\r\n";
                $this->pump();
            }
            return;
        }
        $this->busy = true;
        $this->record->requests++;
        ($this->onRequest)($this, $request);
    }

    /** @param list<Step> $steps */
    public function send(array $steps): void
    {
        if ($this->closed) {
            return;
        }
        array_push($this->steps, ...$steps);
        if ($this->waitTimer === null) {
            $this->pump();
        }
    }

    /**
     * Works off the steps until there are none or one has to wait. The answer to a pipelined request adds its
     * steps while this runs: it must not call this again, or a thousand requests would be a thousand calls deep.
     */
    private function pump(): void
    {
        if ($this->pumping) {
            return;
        }
        $this->pumping = true;
        try {
            while (!$this->closed && ($this->out === '' || $this->flush())) {
                $step = array_shift($this->steps);
                if ($step === null || !$this->take($step)) {
                    break;
                }
            }
        } finally {
            $this->pumping = false;
        }
    }

    /** False when the connection has to wait or has ended. */
    private function take(Step $step): bool
    {
        switch ($step->kind) {
            case Step::BYTES:
                $this->out .= $step->value;
                return true;
            case Step::SOURCE:
                if ($step->value->valid()) {
                    $this->out .= $step->value->current();
                    $step->value->next();
                    array_unshift($this->steps, $step);
                }
                return true;
            case Step::WAIT:
                if ($this->peerEnded) {
                    $this->close('peer');
                    return false;
                }
                $this->waitTimer = $this->loop->after($step->value, function (): void {
                    $this->waitTimer = null;
                    $this->pump();
                });
                return false;
            case Step::CALL:
                ($step->value)();
                return !$this->closed;
            case Step::CLOSE:
                $this->close($step->value[1], $step->value[0]);
                return false;
            case Step::RESET:
                $this->reset();
                return false;
        }
        $this->busy = false;
        $this->entry = null;
        $this->idleSince = Loop::now();
        $this->takeRequest();
        if ($this->peerEnded && !$this->busy) {
            $this->close('peer');
        }
        return !$this->closed;
    }

    /** Writes what the kernel takes; false when it takes no more now. */
    private function flush(): bool
    {
        while ($this->written < strlen($this->out)) {
            $piece = substr($this->out, $this->written, self::PIECE);
            $written = @fwrite($this->stream, $piece);
            if ($written === false) {
                $this->close('peer');
                return false;
            }
            if ($written === 0) {
                $this->loop->onWritable($this->stream, function (): void {
                    $this->loop->onWritable($this->stream, null);
                    $this->pump();
                });
                return false;
            }
            $this->written += $written;
            $this->record->bytesWritten += $written;
            $this->entry?->wrote($written);
        }
        $this->out = '';
        $this->written = 0;
        return true;
    }

    public function close(string $by, bool $closeNotify = true): void
    {
        if ($this->closed) {
            return;
        }
        // Unread bytes would turn the close into a reset that may overtake the answer.
        if ($by !== 'peer' && $this->open) {
            @fread($this->stream, 65536);
        }
        if (!$closeNotify) {
            @stream_socket_shutdown($this->stream, STREAM_SHUT_RDWR);
        }
        $this->end($by);
    }

    public function closeIfIdle(string $by, bool $closeNotify = true): void
    {
        if (!$this->busy && $this->parser->isIdle()) {
            $this->close($by, $closeNotify);
        }
    }

    public function reset(): void
    {
        if ($this->closed) {
            return;
        }
        if ($this->socket !== null) {
            // PHP ends TLS with a close_notify, which must not overtake the reset. A corked socket holds
            // it back, and the reset throws it away.
            if ($this->listener->isTls() && PHP_OS_FAMILY === 'Linux') {
                socket_set_option($this->socket, SOL_TCP, self::TCP_CORK, 1);
            }
            socket_set_option($this->socket, SOL_SOCKET, SO_LINGER, ['l_onoff' => 1, 'l_linger' => 0]);
        }
        $this->end('reset');
    }

    private function end(string $by): void
    {
        $this->closed = true;
        $this->loop->cancel($this->waitTimer);
        $this->loop->cancel($this->idleTimer);
        $this->loop->forget($this->stream);
        $this->socket = null;
        @fclose($this->stream);
        $this->steps = [];
        $this->out = '';
        $this->record->close($by);
        ($this->onClosed)($this);
    }
}
