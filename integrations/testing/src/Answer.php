<?php

declare(strict_types=1);

namespace DokuAkulaku\Testing;

/** What DOKU, or something between the shop and DOKU, answers to one attempt. */
final class Answer
{
    /** @param array<string, string> $headers */
    public function __construct(
        public readonly int $status,
        public readonly string $body,
        public readonly array $headers = ['Content-Type' => 'application/json'],
    ) {
    }

    /** @param array<mixed> $body */
    public static function json(int $status, array $body): self
    {
        $flags = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR;
        return new self($status, json_encode($body, $flags));
    }

    /** The same body as DOKU sends it to a repeated Request-Id: HTTP 409. */
    public function replayed(): self
    {
        return new self(409, $this->body, $this->headers);
    }

    /** @return array{status: int, headers: array<string, string>, body: string} what the option "transport" returns */
    public function toArray(): array
    {
        return ['status' => $this->status, 'headers' => $this->headers, 'body' => $this->body];
    }
}
