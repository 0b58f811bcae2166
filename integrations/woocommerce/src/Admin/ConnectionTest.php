<?php

declare(strict_types=1);

namespace DokuAkulakuWoo\Admin;

use DokuAkulaku\ApiException;
use DokuAkulaku\ConnectionException;
use DokuAkulakuWoo\Accounts;
use DokuAkulakuWoo\Database\Tables;
use DokuAkulakuWoo\NotificationEndpoint;
use DokuAkulakuWoo\Requirements;
use DokuAkulakuWoo\Services;
use DokuAkulakuWoo\Settings;
use DokuAkulakuWoo\SettingsError;

/** "Test connection": credentials, clock and TLS by a harmless question; our tables; the notification address by a signed call. */
final class ConnectionTest
{
    private const SECONDS = 10.0;

    public static function ajax(): void
    {
        check_ajax_referer('doku_akulaku_test', 'nonce');
        if (!current_user_can('manage_woocommerce')) {
            wp_send_json_error(null, 403);
        }
        wp_send_json_success(self::run());
    }

    /** @return list<array{ok: bool, text: string}> */
    public static function run(): array
    {
        $missing = Requirements::missing();
        if ($missing !== []) {
            return array_map(static fn (string $text): array => self::bad($text), $missing);
        }
        $results = array_map(static fn (string $text): array => self::bad($text), Requirements::shopProblems());
        $results[] = self::tables();
        $settings = Services::settings();
        if (!$settings->hasCredentials()) {
            $results[] = self::bad(__('Client-Id or secret key is missing.', 'paylater-gateway-for-akulaku'));
            return $results;
        }
        try {
            if (!$settings->extensionReadsSecret()) {
                $settings->secrets();
            }
            $client = (new Accounts())->client((string) $settings->account(), self::SECONDS);
        } catch (SettingsError $error) {
            $results[] = self::bad(SettingsForm::problem($error));
            return $results;
        } catch (\Throwable $error) {
            Services::log()->exception('connection test', $error);
            $results[] = self::bad(__('The settings cannot be used: check Client-Id, secret key and php.ini. The log says more.', 'paylater-gateway-for-akulaku'));
            return $results;
        }
        $results[] = self::credentials($client, $settings);
        $results[] = self::notification($client, $settings, NotificationEndpoint::url());
        if (!end($results)['ok']) {
            $results[] = self::notification($client, $settings, NotificationEndpoint::alternativeUrl());
        }
        return $results;
    }

    /** @return array{ok: bool, text: string} */
    private static function tables(): array
    {
        try {
            Tables::install();
            return self::good(__('The payments\' tables are there and can be written.', 'paylater-gateway-for-akulaku'));
        } catch (\Throwable $error) {
            Services::log()->exception('the tables', $error);
            return self::bad(__('The payments\' tables cannot be made. The site\'s database user must be allowed to create tables, and a second connection to the database must be possible.', 'paylater-gateway-for-akulaku'));
        }
    }

    /** @return array{ok: bool, text: string} */
    private static function credentials(\DokuAkulaku $client, Settings $settings): array
    {
        $name = $settings->sandbox() ? __('sandbox', 'paylater-gateway-for-akulaku') : __('production', 'paylater-gateway-for-akulaku');
        /* translators: %s: sandbox or production */
        $fine = sprintf(__('Test successful: DOKU accepts these credentials (%s).', 'paylater-gateway-for-akulaku'), $name);
        try {
            $client->checkStatus(self::invoice());
            return self::good($fine);
        } catch (ApiException $error) {
            $seconds = self::clock($error);
            return match (true) {
                $error->getHttpStatus() === 404 => self::good($fine),
                /* translators: %d: a number of seconds */
                $seconds !== null => self::bad(sprintf(__('The server\'s clock is off by %d seconds. Ask your hosting provider for time synchronisation (NTP).', 'paylater-gateway-for-akulaku'), $seconds)),
                in_array($error->getHttpStatus(), [400, 401, 403], true) => self::bad(__('DOKU refused the credentials: check Client-Id, secret key and environment.', 'paylater-gateway-for-akulaku')),
                /* translators: %d: a status of HTTP */
                default => self::bad(sprintf(__('DOKU answered with HTTP %d. Try again later.', 'paylater-gateway-for-akulaku'), $error->getHttpStatus())),
            };
        } catch (ConnectionException $error) {
            Services::log()->exception('connection test', $error);
            return self::bad(__('DOKU cannot be reached from this server (name, firewall or TLS). The log says more.', 'paylater-gateway-for-akulaku'));
        } catch (\Throwable $error) {
            Services::log()->exception('connection test', $error);
            return self::bad(__('DOKU gave no usable answer. Try again later; the log says more.', 'paylater-gateway-for-akulaku'));
        }
    }

    /** The extension names the difference in its message when the clock is the reason. */
    private static function clock(ApiException $error): ?int
    {
        $found = preg_match('/clock[^0-9]*([0-9]+)/i', $error->getMessage(), $match) === 1;
        return $found ? (int) $match[1] : null;
    }

    /**
     * A notification that DOKU could have sent, about an invoice that cannot exist. 404 is the right answer.
     *
     * @return array{ok: bool, text: string}
     */
    private static function notification(\DokuAkulaku $client, Settings $settings, string $url): array
    {
        $path = (string) (parse_url($url, PHP_URL_PATH) ?: '/');
        $query = parse_url($url, PHP_URL_QUERY);
        $target = is_string($query) ? $path . '?' . $query : $path;
        $body = (string) wp_json_encode(['order' => ['invoice_number' => self::invoice(), 'amount' => 1], 'transaction' => ['status' => 'PENDING']]);
        $id = wp_generate_uuid4();
        $time = gmdate('Y-m-d\TH:i:s\Z');
        $answer = wp_remote_post($url, [
            'body' => $body,
            'redirection' => 0,
            'timeout' => 10,
            'sslverify' => (bool) apply_filters('https_local_ssl_verify', false),
            'headers' => [
                'Content-Type' => 'application/json',
                'Client-Id' => $settings->clientId(),
                'Request-Id' => $id,
                'Request-Timestamp' => $time,
                'Signature' => $client->sign($target, $body, $id, $time),
            ],
        ]);
        if (is_wp_error($answer)) {
            Services::log()->log('warning', 'notification test: {error}', ['error' => $answer->get_error_code()]);
            /* translators: %s: an address */
            return self::bad(sprintf(__('This server could not call itself, so the notification address is untested: %s. Many hosts forbid such calls; DOKU may reach it all the same.', 'paylater-gateway-for-akulaku'), $url));
        }
        $status = (int) wp_remote_retrieve_response_code($answer);
        $result = json_decode(wp_remote_retrieve_body($answer), true);
        if ($status === 404 && is_array($result) && ($result['result'] ?? '') === 'self_test') {
            /* translators: %s: an address */
            return self::good(sprintf(__('The notification address can be reached. Copy it into DOKU\'s dashboard: %s', 'paylater-gateway-for-akulaku'), $url));
        }
        /* translators: 1: an address, 2: a status of HTTP */
        return self::bad(sprintf(__('The notification address %1$s is redirected or closed (HTTP %2$d). Look for a plugin that closes REST, a maintenance or coming-soon page, or a firewall.', 'paylater-gateway-for-akulaku'), $url, $status));
    }

    private static function invoice(): string
    {
        return 'SELF-TEST-' . bin2hex(random_bytes(8));
    }

    /** @return array{ok: bool, text: string} */
    private static function good(string $text): array
    {
        return ['ok' => true, 'text' => $text];
    }

    /** @return array{ok: bool, text: string} */
    private static function bad(string $text): array
    {
        return ['ok' => false, 'text' => $text];
    }
}
