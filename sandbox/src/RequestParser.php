<?php

declare(strict_types=1);

namespace DokuSandbox;

/** Incremental HTTP/1.1 request parser: Content-Length and chunked bodies, bounded sizes. */
final class RequestParser
{
    public const MAX_HEAD = 65536;
    public const MAX_BODY = 16777216;

    private string $buffer = '';
    /** Where its unread part starts: to cut after each of many pipelined requests would take quadratic time. */
    private int $at = 0;
    private bool $inBody = false;
    private bool $chunked = false;
    private int $need = 0;
    private string $body = '';
    /** Bytes of the current chunk still to come; -1 = a size line is next, -2 = trailers. */
    private int $chunkLeft = -1;
    private array $head = [];
    private bool $expectsContinue = false;

    public function feed(string $bytes): void
    {
        if ($this->at > 0) {
            $this->buffer = substr($this->buffer, $this->at);
            $this->at = 0;
        }
        $this->buffer .= $bytes;
    }

    public function buffered(): int
    {
        return strlen($this->buffer) - $this->at;
    }

    /** True when nothing of a next request has arrived. */
    public function isIdle(): bool
    {
        return !$this->inBody && $this->buffered() === 0;
    }

    /** True once for a request that waits for "100 Continue". */
    public function takeExpectation(): bool
    {
        $expects = $this->expectsContinue && $this->inBody;
        $this->expectsContinue = false;
        return $expects;
    }

    /** The next whole request, or null while bytes are missing. */
    public function next(): ?Request
    {
        if (!$this->inBody && !$this->readHead()) {
            return null;
        }
        if (!($this->chunked ? $this->readChunks() : $this->readFixed())) {
            return null;
        }
        $request = new Request($this->head[0], $this->head[1], $this->head[2], $this->head[3], $this->body);
        $this->inBody = false;
        $this->body = '';
        $this->head = [];
        return $request;
    }

    private function readHead(): bool
    {
        $this->at += strspn($this->buffer, "\r\n", $this->at);
        $end = strpos($this->buffer, "\r\n\r\n", $this->at);
        if (($end === false ? strlen($this->buffer) : $end) - $this->at > self::MAX_HEAD) {
            throw new HttpError(431, 'request head too large');
        }
        if ($end === false) {
            return false;
        }
        $lines = explode("\r\n", substr($this->buffer, $this->at, $end - $this->at));
        $this->at = $end + 4;
        $first = array_shift($lines);
        if (!preg_match('~^([A-Z]{1,20}) ([\x21-\x7e]{1,16384}) HTTP/(1\.[01])$~D', $first, $match)) {
            throw new HttpError(400, 'bad request line');
        }
        $headers = [];
        foreach ($lines as $line) {
            if (!preg_match('~^([!#$%&\'*+.^_`|\~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$~Ds', $line, $field)
                || strpbrk($field[2], "\r\n\0") !== false) {
                throw new HttpError(400, 'bad header line');
            }
            $headers[] = [$field[1], $field[2]];
        }
        $this->head = [$match[1], $match[2], $match[3], $headers];
        $this->startBody($headers);
        return true;
    }

    /** @param list<array{string, string}> $headers */
    private function startBody(array $headers): void
    {
        $lengths = [];
        $encoding = null;
        $this->expectsContinue = false;
        foreach ($headers as [$name, $value]) {
            switch (strtolower($name)) {
                case 'content-length':
                    $lengths[] = $value;
                    break;
                case 'transfer-encoding':
                    $encoding = strtolower($value);
                    break;
                case 'expect':
                    $this->expectsContinue = strtolower($value) === '100-continue';
                    break;
            }
        }
        if ($encoding !== null && ($encoding !== 'chunked' || $lengths !== [])) {
            throw new HttpError(400, 'unclear body length');
        }
        if (count(array_unique($lengths)) > 1
            || ($lengths !== [] && !preg_match('~^[0-9]{1,12}$~D', $lengths[0]))) {
            throw new HttpError(400, 'bad Content-Length');
        }
        $this->chunked = $encoding !== null;
        $this->chunkLeft = -1;
        $this->need = (int) ($lengths[0] ?? 0);
        if ($this->need > self::MAX_BODY) {
            throw new HttpError(413, 'request body too large');
        }
        $this->inBody = true;
    }

    private function readFixed(): bool
    {
        if ($this->buffered() < $this->need) {
            return false;
        }
        $this->body = substr($this->buffer, $this->at, $this->need);
        $this->at += $this->need;
        return true;
    }

    private function readChunks(): bool
    {
        for (;;) {
            if ($this->chunkLeft >= 0) {
                // The chunk is followed by CRLF.
                if (strlen($this->buffer) - $this->at < $this->chunkLeft + 2) {
                    return false;
                }
                $this->body .= substr($this->buffer, $this->at, $this->chunkLeft);
                $this->at += $this->chunkLeft + 2;
                if (substr($this->buffer, $this->at - 2, 2) !== "\r\n") {
                    throw new HttpError(400, 'bad chunk');
                }
                $this->chunkLeft = -1;
            }
            $end = strpos($this->buffer, "\r\n", $this->at);
            if ($end === false) {
                if (strlen($this->buffer) - $this->at > 4096) {
                    throw new HttpError(400, 'bad chunk line');
                }
                return false;
            }
            $line = substr($this->buffer, $this->at, $end - $this->at);
            $this->at = $end + 2;
            if ($this->chunkLeft === -2) {
                if ($line === '') {
                    return true;
                }
                continue;
            }
            if (!preg_match('~^([0-9A-Fa-f]{1,8})[ \t]*(;.*)?$~D', $line, $match)) {
                throw new HttpError(400, 'bad chunk size');
            }
            $this->chunkLeft = (int) hexdec($match[1]);
            if (strlen($this->body) + $this->chunkLeft > self::MAX_BODY) {
                throw new HttpError(413, 'request body too large');
            }
            if ($this->chunkLeft === 0) {
                $this->chunkLeft = -2;
            }
        }
    }
}
