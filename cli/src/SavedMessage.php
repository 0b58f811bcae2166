<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli;

/** An HTTP request or answer as it was saved to a file: first line, headers, an empty line, the body. */
final class SavedMessage
{
    /**
     * @param array<string, list<string>> $headers
     * @param string|null $target null in an answer
     * @param list<string> $notes what is odd about the file
     */
    private function __construct(
        public readonly ?string $method,
        public readonly ?string $target,
        public readonly array $headers,
        #[\SensitiveParameter] public readonly string $body,
        public readonly array $notes,
    ) {
    }

    public static function read(string $file): self
    {
        $text = $file === '-' ? (string) stream_get_contents(STDIN) : @file_get_contents($file, false, null, 0, 4 << 20);
        if ($text === false) {
            throw new Usage("$file cannot be read");
        }
        if (!preg_match('~^(.*?)(\r\n\r\n|\n\n)~s', $text, $match)) {
            throw new Usage("$file is no HTTP message: a first line, headers, an empty line, the body are expected");
        }
        $lines = preg_split('~\r?\n~', $match[1]) ?: [];
        $first = (string) array_shift($lines);
        $isAnswer = preg_match('~^HTTP/\d\S* \d{3}~', $first) === 1;
        if (!$isAnswer && !preg_match('~^([A-Z]+) (\S+)( HTTP/\S+)?$~', $first, $request)) {
            throw new Usage("$file begins with neither \"POST /path HTTP/1.1\" nor \"HTTP/1.1 200\"");
        }
        $headers = [];
        foreach ($lines as $line) {
            if (!preg_match('~^([^\s:]+):[ \t]*(.*?)[ \t]*$~', $line, $field)) {
                throw new Usage("$file has a line among its headers that is none");
            }
            $headers[$field[1]][] = $field[2];
        }
        $body = substr($text, strlen($match[0]));
        [$body, $notes] = self::whole($body, $headers);
        return new self($request[1] ?? null, $request[2] ?? null, $headers, $body, $notes);
    }

    /**
     * @param array<string, list<string>> $headers
     * @return array{string, list<string>}
     */
    private static function whole(#[\SensitiveParameter] string $body, array $headers): array
    {
        $length = self::find($headers, 'Content-Length');
        if ($length === null || !preg_match('~^[0-9]{1,9}$~D', $length) || (int) $length === strlen($body)) {
            return [$body, []];
        }
        $difference = strlen($body) - (int) $length;
        if ($difference > 0) {
            return [substr($body, 0, (int) $length), ["the file has $difference bytes more than Content-Length says: "
                . 'they are left out (an editor adds a line break)']];
        }
        return [$body, ['the body is ' . -$difference . ' bytes shorter than Content-Length says: the bytes are not '
            . 'those that were sent']];
    }

    /** @param array<string, list<string>> $headers */
    private static function find(array $headers, string $wanted): ?string
    {
        foreach ($headers as $name => $values) {
            if (strcasecmp((string) $name, $wanted) === 0) {
                return $values[0];
            }
        }
        return null;
    }

    public function header(string $name): string
    {
        return self::find($this->headers, $name) ?? '';
    }
}
