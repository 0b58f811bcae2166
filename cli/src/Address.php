<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli;

/** Questions about addresses of the web. */
final class Address
{
    /** @return array{scheme: string, host: string, port: int, target: string, path: string} */
    public static function parse(string $url): array
    {
        $parts = parse_url($url);
        $scheme = strtolower($parts['scheme'] ?? '');
        if ($parts === false || !in_array($scheme, ['http', 'https'], true) || ($parts['host'] ?? '') === ''
            || preg_match('~[\x00-\x20\x7f]~', $url)) {
            throw new Usage("\"$url\" is no http or https address");
        }
        $path = ($parts['path'] ?? '') === '' ? '/' : $parts['path'];
        return [
            'scheme' => $scheme,
            'host' => strtolower(trim($parts['host'], '[]')),
            'port' => $parts['port'] ?? ($scheme === 'https' ? 443 : 80),
            'target' => $path . (isset($parts['query']) ? '?' . $parts['query'] : ''),
            'path' => $path,
        ];
    }

    public static function host(string $url): string
    {
        return self::parse($url)['host'];
    }

    public static function isLoopback(string $host): bool
    {
        return $host === 'localhost' || $host === '::1'
            || (str_starts_with($host, '127.') && filter_var($host, FILTER_VALIDATE_IP) !== false);
    }

    /**
     * What a name leads to; an IP address leads to itself.
     *
     * @return list<string>
     */
    public static function resolve(string $host): array
    {
        if (filter_var($host, FILTER_VALIDATE_IP) !== false) {
            return [$host];
        }
        $found = gethostbynamel($host) ?: [];
        foreach (@dns_get_record($host, DNS_AAAA) ?: [] as $record) {
            $found[] = $record['ipv6'];
        }
        return $found;
    }

    /** Loopback, private or link-local: nobody outside can mean this machine by it. */
    public static function isLocal(string $ip): bool
    {
        return filter_var($ip, FILTER_VALIDATE_IP, FILTER_FLAG_NO_PRIV_RANGE | FILTER_FLAG_NO_RES_RANGE) === false;
    }
}
