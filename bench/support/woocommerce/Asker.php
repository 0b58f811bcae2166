<?php

declare(strict_types=1);

/** What came back, and how long it took. */
final class Answer
{
    /** @param array<string, string> $headers by lower-case name */
    public function __construct(
        public readonly int $status,
        private readonly array $headers,
        public readonly string $body,
        public readonly float $milliseconds,
    ) {
    }

    public function header(string $name): string
    {
        return $this->headers[$name] ?? throw new RuntimeException("no header $name in an answer of HTTP $this->status");
    }

    public function expect(int $status): self
    {
        return $this->status === $status ? $this : throw new RuntimeException("HTTP $this->status: " . substr($this->body, 0, 400));
    }

    /** @return array<mixed> */
    public function json(): array
    {
        return json_decode($this->body, true, 64, JSON_THROW_ON_ERROR);
    }
}

/** Asks one server over one kept connection. */
final class Asker
{
    private readonly CurlHandle $handle;

    public function __construct(private readonly string $base)
    {
        $this->handle = curl_init();
    }

    /** @param list<string> $headers */
    public function get(string $path, array $headers = []): Answer
    {
        return $this->ask($path, null, $headers);
    }

    /** @param array<mixed> $json @param list<string> $headers */
    public function post(string $path, array $json, array $headers = []): Answer
    {
        return $this->raw($path, json_encode((object) $json, JSON_THROW_ON_ERROR), $headers);
    }

    /** As a browser's form sends it. @param array<string, mixed> $fields @param list<string> $headers */
    public function form(string $path, array $fields, array $headers = []): Answer
    {
        return $this->ask($path, http_build_query($fields), $headers);
    }

    /** @param list<string> $headers */
    public function raw(string $path, string $body, array $headers): Answer
    {
        return $this->ask($path, $body, ['Content-Type: application/json', ...$headers]);
    }

    /** Where a short address leads to in the end. */
    public function location(string $path): string
    {
        $answer = $this->get($path);
        return $answer->status === 200 ? $this->base . $path : $answer->header('location');
    }

    /** @param list<string> $headers */
    private function ask(string $path, ?string $body, array $headers): Answer
    {
        $received = [];
        curl_setopt_array($this->handle, [
            CURLOPT_URL => $this->base . $path, CURLOPT_RETURNTRANSFER => true, CURLOPT_HTTPHEADER => [...$headers, 'Expect:'], CURLOPT_TIMEOUT => 60,
            CURLOPT_HEADERFUNCTION => static function ($handle, string $line) use (&$received): int {
                [$name, $value] = explode(':', $line, 2) + [1 => ''];
                $received[strtolower($name)] = trim($value);
                return strlen($line);
            },
        ] + ($body === null ? [CURLOPT_HTTPGET => true] : [CURLOPT_POST => true, CURLOPT_POSTFIELDS => $body]));
        $from = hrtime(true);
        $text = curl_exec($this->handle);
        $milliseconds = (hrtime(true) - $from) / 1e6;
        if ($text === false) {
            throw new RuntimeException('no answer from ' . $this->base . $path . ': ' . curl_error($this->handle));
        }
        return new Answer(curl_getinfo($this->handle, CURLINFO_RESPONSE_CODE), $received, $text, $milliseconds);
    }
}
