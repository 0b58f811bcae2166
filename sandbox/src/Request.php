<?php

declare(strict_types=1);

namespace DokuSandbox;

/** One HTTP request as it was received. */
final class Request
{
    /** Path on the wire, without the query, still percent-encoded: this is what is signed. */
    public readonly string $path;
    public readonly string $query;
    /** @var array<string, string> lower-case name => value; repeated headers joined by ", " */
    public readonly array $headers;

    /** @param list<array{string, string}> $headerLines */
    public function __construct(
        public readonly string $method,
        public readonly string $target,
        public readonly string $version,
        public readonly array $headerLines,
        public readonly string $body,
    ) {
        // A server must accept the absolute form that clients send through a plain HTTP proxy.
        $local = preg_replace('~^https?://[^/?#]*~i', '', $target) ?? $target;
        if ($local === '' || $local[0] !== '/') {
            $local = '/' . $local;
        }
        $parts = explode('?', $local, 2);
        $this->path = $parts[0];
        $this->query = $parts[1] ?? '';
        $headers = [];
        foreach ($headerLines as [$name, $value]) {
            $name = strtolower($name);
            $headers[$name] = isset($headers[$name]) ? $headers[$name] . ', ' . $value : $value;
        }
        $this->headers = $headers;
    }

    public function header(string $name): string
    {
        return $this->headers[strtolower($name)] ?? '';
    }

    public function wantsClose(): bool
    {
        $connection = strtolower($this->header('Connection'));
        if ($this->version === '1.0') {
            return !str_contains($connection, 'keep-alive');
        }
        return str_contains($connection, 'close');
    }

    /** @return array<string, string> */
    public function queryParameters(): array
    {
        parse_str($this->query, $parameters);
        return array_filter($parameters, is_string(...));
    }

    /** @return array<string, string> */
    public function form(): array
    {
        parse_str($this->body, $fields);
        return array_filter($fields, is_string(...));
    }

    /** The body as a JSON object; an empty body is an empty object; null when it is anything else. */
    public function json(): ?array
    {
        if (trim($this->body) === '') {
            return [];
        }
        $value = json_decode($this->body, true, 32);
        return is_array($value) ? $value : null;
    }
}
