<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

use DokuAkulaku\Payments\AccountUnknownException;

/** Clients for the current account and for the former ones, as long as their secrets are kept. */
final class Accounts implements \DokuAkulaku\Payments\Accounts
{
    public function client(string $account, float $seconds): \DokuAkulaku
    {
        $settings = Services::settings();
        $options = self::options($seconds);
        if ($account === $settings->account()) {
            return self::current($settings, $options);
        }
        $secrets = $settings->former()[$account] ?? [];
        [$environment, $clientId] = explode(':', $account, 2) + [1 => ''];
        if ($secrets === [] || $clientId === '') {
            throw new AccountUnknownException('no credentials are kept for ' . $account);
        }
        return new \DokuAkulaku($clientId, $secrets, self::address($settings, $environment) + $options);
    }

    public function site(): ?string
    {
        return Site::token();
    }

    /** @return list<string> the current account first */
    public static function all(): array
    {
        $settings = Services::settings();
        $current = $settings->account();
        return array_values(array_unique(array_merge($current === null ? [] : [$current], array_map('strval', array_keys($settings->former())))));
    }

    /** @param array<string, mixed> $options */
    private static function current(Settings $settings, array $options): \DokuAkulaku
    {
        $options = self::address($settings, $settings->environment()) + $options;
        if ($settings->extensionReadsSecret()) {
            return \DokuAkulaku::fromIni($options);
        }
        try {
            return new \DokuAkulaku($settings->clientId(), $settings->secrets(), $options);
        } catch (SettingsError $error) {
            throw new AccountUnknownException($error->getMessage(), 0, $error);
        }
    }

    /** @return array<string, string> */
    private static function address(Settings $settings, string $environment): array
    {
        $base = $settings->baseUrl();
        return $base === null ? ['environment' => $environment] : ['environment' => $environment, 'base_url' => $base];
    }

    /** @return array<string, mixed> */
    private static function options(float $seconds): array
    {
        return [
            'timeout' => max(1.0, $seconds),
            'connect_timeout' => min(5.0, max(1.0, $seconds)),
            'retries' => 1,
            'logger' => Services::log(),
            'app_info' => ['name' => 'WooCommerce', 'version' => defined('WC_VERSION') ? (string) WC_VERSION : '0'],
        ];
    }
}
