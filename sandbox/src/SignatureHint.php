<?php

declare(strict_types=1);

namespace DokuSandbox;

/** Says what a signature that does not fit was made of, where it is one of the usual mistakes. */
final class SignatureHint
{
    /**
     * @param array<string, string> $secrets Client-Id => secret key
     * @return string|null null: none of these
     */
    public static function of(#[\SensitiveParameter] array $secrets, Request $request): ?string
    {
        $given = $request->header('Signature');
        $bare = str_starts_with($given, Signature::PREFIX) ? substr($given, strlen(Signature::PREFIX)) : $given;
        foreach (self::texts($request) as [$mistake, $text]) {
            foreach (self::keys($secrets, $request->header('Client-Id')) as [$key, $secret]) {
                $hash = hash_hmac('sha256', $text, $secret, true);
                $form = match (true) {
                    hash_equals(Signature::PREFIX . base64_encode($hash), $given) => '',
                    hash_equals(base64_encode($hash), $given) => 'without "HMACSHA256=" in front',
                    hash_equals(rtrim(base64_encode($hash), '='), rtrim($bare, '=')) => 'without the padding "="',
                    hash_equals(bin2hex($hash), strtolower($bare)) => 'in hexadecimal, not in base64',
                    default => null,
                };
                if ($form !== null) {
                    return 'It fits ' . implode(', ', array_filter([$mistake, $key, $form])) . '.';
                }
            }
        }
        return null;
    }

    /**
     * @param array<string, string> $secrets
     * @return iterable<array{string, string}> what is wrong with it, and the key
     */
    private static function keys(#[\SensitiveParameter] array $secrets, string $clientId): iterable
    {
        yield ['', $secrets[$clientId]];
        foreach (["\n", "\r\n", ' '] as $end) {
            yield ['with white space at the end of the secret key', $secrets[$clientId] . $end];
        }
        foreach ($secrets as $other => $secret) {
            yield ["with the secret key of $other", $secret];
        }
    }

    /** @return iterable<array{string, string}> what is wrong with it, and the string that was signed */
    private static function texts(Request $request): iterable
    {
        $make = static fn (string $target, ?string $body, bool $response = false): string => Signature::stringToSign(
            $request->header('Client-Id'),
            $request->header('Request-Id'),
            $request->header('Request-Timestamp'),
            $target,
            $body,
            $response,
        );
        $body = $request->method === 'GET' ? null : $request->body;
        $right = $make($request->path, $body);
        yield ['', $right];
        yield ['with a line break at the end', $right . "\n"];
        yield ['with CR LF between the lines', str_replace("\n", "\r\n", $right)];
        yield ['with a blank after each colon', (string) preg_replace('~^([A-Z][A-Za-z-]+):~m', '$1: ', $right)];
        yield ['with the line Response-Timestamp', $make($request->path, $body, true)];
        foreach (['http://', 'https://'] as $scheme) {
            $url = $scheme . $request->header('Host') . $request->path;
            yield ['with the whole address as Request-Target', $make($url, $body)];
        }
        yield ['with a Request-Target without its first slash', $make(ltrim($request->path, '/'), $body)];
        yield ['with the query in Request-Target', $make($request->path . '?' . $request->query, $body)];
        yield ['with the decoded path as Request-Target', $make(rawurldecode($request->path), $body)];
        if ($body === null) {
            yield ['with a Digest line, which a GET has not', $make($request->path, '')];
            return;
        }
        yield ['without the Digest line', $make($request->path, null)];
        yield ['with the Digest of an empty body', $make($request->path, '')];
        yield ['with the Digest in hexadecimal', $make($request->path, null) . "\nDigest:" . hash('sha256', $body)];
        foreach (self::encodings($body) as $other) {
            yield ['over other bytes of the same JSON than were sent', $make($request->path, $other)];
        }
    }

    /** @return list<string> the body as PHP and others would write it */
    private static function encodings(string $body): array
    {
        $json = json_decode($body, false, 32);
        if (!$json instanceof \stdClass) {
            return [];
        }
        $forms = [];
        foreach ([0, JSON_UNESCAPED_SLASHES, JSON_UNESCAPED_UNICODE] as $flags) {
            foreach ([0, JSON_UNESCAPED_SLASHES] as $more) {
                foreach ([0, JSON_PRETTY_PRINT] as $pretty) {
                    $forms[] = (string) json_encode($json, $flags | $more | $pretty);
                }
            }
        }
        return array_unique($forms);
    }
}
