<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli;

/** One plain HTTP exchange that follows nothing and repeats nothing. */
final class Http
{
    /**
     * @param list<string> $headers
     * @param array<string, mixed> $tls stream context options of "ssl"
     * @return array{status: int, headers: array<string, string>, body: string, error: string} status 0: no answer
     */
    public static function send(
        string $method,
        string $url,
        array $headers,
        #[\SensitiveParameter] string $body,
        array $tls = [],
        float $timeout = 15.0,
    ): array {
        $context = stream_context_create([
            'http' => [
                'method' => $method,
                'header' => [...$headers, 'Connection: close'],
                'content' => $body,
                'ignore_errors' => true,
                'follow_location' => 0,
                'timeout' => $timeout,
                'protocol_version' => 1.1,
                'user_agent' => 'doku-akulaku-cli',
            ],
            'ssl' => $tls,
        ]);
        error_clear_last();
        $stream = @fopen($url, 'rb', false, $context);
        if ($stream === false) {
            $error = preg_replace('~^fopen\(.*?\): ~', '', error_get_last()['message'] ?? 'no answer');
            return ['status' => 0, 'headers' => [], 'body' => '', 'error' => trim((string) $error)];
        }
        $lines = stream_get_meta_data($stream)['wrapper_data'] ?? [];
        $answer = (string) stream_get_contents($stream, 65536);
        fclose($stream);
        $status = 0;
        $found = [];
        foreach ($lines as $line) {
            if (preg_match('~^HTTP/\d\S* (\d{3})~', $line, $match)) {
                [$status, $found] = [(int) $match[1], []];
            } elseif (str_contains($line, ':')) {
                [$name, $value] = explode(':', $line, 2);
                $found[strtolower($name)] = trim($value);
            }
        }
        return ['status' => $status, 'headers' => $found, 'body' => $answer, 'error' => ''];
    }
}
