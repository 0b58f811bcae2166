<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli;

/** The account of php.ini, and whether its secret is a real one. */
final class Account
{
    private const SANDBOX = 'api-sandbox.doku.com';
    private const PRODUCTION = 'api.doku.com';

    /** @param array<string, mixed> $options of the constructor */
    public static function client(array $options = []): \DokuAkulaku
    {
        if (self::clientId() === '' || (string) ini_get('doku_akulaku.secret_file') === '') {
            throw new Usage('no account: set doku_akulaku.client_id and doku_akulaku.secret_file in php.ini, '
                . 'or give --client-id ID --secret-file FILE');
        }
        return \DokuAkulaku::fromIni($options + ['app_info' => ['name' => 'doku-akulaku-cli', 'version' => '1']]);
    }

    public static function clientId(): string
    {
        return (string) ini_get('doku_akulaku.client_id');
    }

    /** Where requests go: scheme://host[:port]. */
    public static function address(): string
    {
        $base = (string) ini_get('doku_akulaku.base_url');
        return $base !== '' ? rtrim($base, '/') : 'https://' . (self::environment() === 'production'
            ? self::PRODUCTION : self::SANDBOX);
    }

    public static function environment(): string
    {
        return (string) ini_get('doku_akulaku.environment');
    }

    /** A gateway on this machine may lead to either, so there the environment decides. */
    public static function isProduction(): bool
    {
        $host = Address::host(self::address());
        return self::environment() === 'production' || ($host !== self::SANDBOX && !Address::isLoopback($host));
    }

    /** A real secret signs real payments: that it is meant must be said. */
    public static function demandSaid(Arguments $arguments): void
    {
        if (self::isProduction() && !$arguments->has('production')) {
            throw new Usage('these settings are those of production (' . self::address() . '): add --production if that '
                . 'is meant, or choose --environment sandbox with the sandbox\'s account');
        }
    }
}
