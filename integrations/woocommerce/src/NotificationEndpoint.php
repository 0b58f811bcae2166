<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

use DokuAkulaku\Payments\Received;

/**
 * DOKU's notifications, by REST and by wc-api: where a plugin closes the one, the other may stay open. The signature covers the
 * raw bytes and the path, so both are taken as they came; behind a proxy the path that DOKU used may be another one, so the
 * configured one is tried too.
 */
final class NotificationEndpoint
{
    public const NAMESPACE = 'doku-akulaku/v1';
    public const ROUTE = '/notification';
    public const API = 'doku_akulaku';
    /** Invoices of the self-test. None of ours can look so: theirs end with the try's number and a site of six. */
    public const SELF_TEST = '/^SELF-TEST-[0-9a-f]{16}$/D';
    private const LAST = 'doku_akulaku_last_notification';

    public static function register(): void
    {
        register_rest_route(self::NAMESPACE, self::ROUTE, [
            'methods' => 'POST',
            'callback' => static fn (\WP_REST_Request $request): \WP_REST_Response => self::rest($request),
            'permission_callback' => '__return_true',
        ]);
    }

    public static function url(): string
    {
        return rest_url(self::NAMESPACE . self::ROUTE);
    }

    public static function alternativeUrl(): string
    {
        return WC()->api_request_url(self::API);
    }

    private static function rest(\WP_REST_Request $request): \WP_REST_Response
    {
        /** @var array<mixed> $headers */
        $headers = $request->get_headers();
        [$status, $result] = self::receive((string) $request->get_body(), $headers, self::url());
        return new \WP_REST_Response(['result' => $result], $status);
    }

    /** wc-api: a GET is the shopper's link, a POST is DOKU. */
    public static function api(): void
    {
        // phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- compared only.
        if (($_SERVER['REQUEST_METHOD'] ?? 'GET') !== 'POST') {
            ContinueLink::follow();
        }
        $body = (string) file_get_contents('php://input');
        [$status, $result] = self::receive($body, $_SERVER, self::alternativeUrl());
        nocache_headers();
        wp_send_json(['result' => $result], $status);
    }

    /**
     * @param array<mixed> $headers
     * @return array{int, string}
     */
    public static function receive(#[\SensitiveParameter] string $body, #[\SensitiveParameter] array $headers, string $url): array
    {
        if (!Requirements::met()) {
            return [503, 'extension_missing'];
        }
        $reason = 'no_account';
        foreach (Accounts::all() as $account) {
            try {
                $client = (new Accounts())->client($account, 15.0);
            } catch (\Throwable $error) {
                Services::log()->exception('a notification came, but the account ' . $account . ' cannot be used', $error);
                $reason = 'not_configured';
                continue;
            }
            foreach (self::targets($url) as $target) {
                try {
                    $notification = $client->parseNotification($body, $headers, $target);
                } catch (\DokuAkulaku\SignatureException $error) {
                    $reason = $error->getReason();
                    continue;
                } catch (\ValueError) {
                    continue;
                }
                return self::accept($notification, $account);
            }
        }
        if ($reason === 'no_account' || $reason === 'not_configured') {
            return [503, $reason];
        }
        Services::log()->log('warning', 'Notification refused: the signature does not hold ({reason}). No order was changed.', ['reason' => $reason]);
        return [401, $reason];
    }

    /** @return array{int, string} */
    private static function accept(\DokuAkulaku\Notification $notification, string $account): array
    {
        if (preg_match(self::SELF_TEST, $notification->invoiceNumber) === 1) {
            return [404, 'self_test'];
        }
        try {
            $received = Services::payments()->notified($notification, $account);
        } catch (\Throwable $error) {
            Services::log()->exception('a notification could not be kept', $error);
            return [503, Received::TryAgain->value];
        }
        if ($received === Received::UnknownInvoice) {
            Admin\Alarms::unknownInvoice($notification->invoiceNumber);
        } elseif ($received === Received::Applied) {
            self::remember();
        }
        return [$received->httpStatus(), $received->value];
    }

    /** Once a minute at most: a notification that changes nothing writes nothing. */
    private static function remember(): void
    {
        if (self::last() < time() - 60) {
            update_option(self::LAST, time(), true);
        }
    }

    /** Unix time of the last notification that changed something, or 0. */
    public static function last(): int
    {
        $last = get_option(self::LAST, 0);
        return is_numeric($last) ? (int) $last : 0;
    }

    /** @return list<string> the target as received, then as configured */
    private static function targets(string $url): array
    {
        // phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- signed bytes; changing one would break the signature.
        $received = $_SERVER['REQUEST_URI'] ?? '';
        $targets = is_string($received) && str_starts_with($received, '/') ? [$received] : [];
        $path = parse_url($url, PHP_URL_PATH);
        $path = is_string($path) && $path !== '' ? $path : '/';
        $query = parse_url($url, PHP_URL_QUERY);
        $targets[] = is_string($query) ? $path . '?' . $query : $path;
        // With and without the slash at the end: what the address was set to in DOKU's dashboard.
        $targets[] = rtrim($path, '/') === '' ? '/' : rtrim($path, '/');
        $targets[] = rtrim($path, '/') . '/';
        return array_values(array_unique($targets));
    }
}
