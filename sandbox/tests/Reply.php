<?php

declare(strict_types=1);

namespace DokuSandbox\Tests;

/** An answer, whole or not, with the bytes as they came. */
final class Reply
{
    public readonly int $status;
    public readonly string $head;
    /** The body; chunks are taken apart. */
    public readonly string $body;
    private bool $complete = false;

    public function __construct(public readonly string $raw, public readonly string $end)
    {
        $start = 0;
        // Interim answers come before the final one.
        while (preg_match('~\GHTTP/1\.1 1\d\d .*?\r\n\r\n~s', $raw, $interim, 0, $start)) {
            $start += strlen($interim[0]);
        }
        $cut = strpos($raw, "\r\n\r\n", $start);
        $this->head = $cut === false ? substr($raw, $start) : substr($raw, $start, $cut - $start);
        $this->status = preg_match('~^HTTP/1\.1 (\d{3}) ~', $this->head, $match) ? (int) $match[1] : 0;
        $rest = $cut === false ? '' : substr($raw, $cut + 4);
        if ($cut === false || $this->status === 0) {
            $this->body = $rest;
            return;
        }
        if (strtolower($this->header('Transfer-Encoding')) === 'chunked') {
            $this->body = $this->unchunk($rest);
            return;
        }
        $length = $this->header('Content-Length');
        $this->complete = in_array($this->status, [204, 304], true)
            || ($length !== '' && strlen($rest) >= (int) $length);
        $this->body = $length === '' ? $rest : substr($rest, 0, (int) $length);
    }

    private function unchunk(string $rest): string
    {
        $body = '';
        $at = 0;
        while (preg_match('~\G([0-9a-f]{1,8})\r\n~', $rest, $match, 0, $at)) {
            $size = (int) hexdec($match[1]);
            $at += strlen($match[0]);
            if ($size === 0) {
                $this->complete = str_contains(substr($rest, max(0, $at - 2)), "\r\n\r\n");
                break;
            }
            $body .= substr($rest, $at, $size);
            $at += $size + 2;
        }
        return $body;
    }

    /** How many bytes there will be when it is whole; null when that is not known. */
    public function expectedBytes(): ?int
    {
        $cut = strpos($this->raw, $this->head . "\r\n\r\n");
        $length = $this->header('Content-Length');
        return $this->status === 0 || $cut === false || $length === ''
            ? null
            : $cut + strlen($this->head) + 4 + (int) $length;
    }

    public function isComplete(): bool
    {
        return $this->complete;
    }

    public function header(string $name): string
    {
        return preg_match('~^' . preg_quote($name, '~') . ':[ \t]*(.*?)\r?$~mi', $this->head, $match) ? $match[1] : '';
    }

    /** @return array<string, mixed> */
    public function json(): array
    {
        return (array) json_decode($this->body, true);
    }
}
