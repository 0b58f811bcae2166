<?php

declare(strict_types=1);

namespace DokuAkulakuWoo\Admin;

use DokuAkulakuWoo\NotificationEndpoint;
use DokuAkulakuWoo\Requirements;
use DokuAkulakuWoo\Services;
use DokuAkulakuWoo\Settings;
use DokuAkulakuWoo\Site;

/** Tools, Site Health: is anything between DOKU and this shop broken without anybody noticing? */
final class SiteHealth
{
    /** When a payment was last found by a look-up although a notification should have come. */
    public const LOOKED_UP = 'doku_akulaku_looked_up';

    public static function add(mixed $tests): mixed
    {
        if (is_array($tests) && Settings::load()->enabled()) {
            $tests['direct']['doku_akulaku_payments'] = ['label' => __('Akulaku PayLater', 'paylater-gateway-for-akulaku'), 'test' => self::payments(...)];
            $tests['direct']['doku_akulaku_notifications'] = ['label' => __('Akulaku PayLater: notifications', 'paylater-gateway-for-akulaku'), 'test' => self::notifications(...)];
        }
        return $tests;
    }

    /** @return array<string, mixed> */
    public static function payments(): array
    {
        $problems = array_merge(Requirements::missing(), Requirements::shopProblems());
        if (Site::addressChanged()) {
            $problems[] = __('The shop\'s address has changed; say whether it moved or was copied.', 'paylater-gateway-for-akulaku');
        }
        $settings = Services::settings();
        if (!$settings->hasCredentials()) {
            $problems[] = __('Client-Id or secret key is missing.', 'paylater-gateway-for-akulaku');
        }
        $file = $settings->secretFile();
        if ($file !== null && str_starts_with((string) realpath($file), (string) realpath(ABSPATH) . '/')) {
            $problems[] = __('The file with the secret key lies inside the web folder. Move it out, so that nobody can download it.', 'paylater-gateway-for-akulaku');
        }
        if (SystemStatus::next() === 0) {
            $problems[] = __('The automatic reconciliation is not scheduled. Open WooCommerce, Status, Scheduled Actions.', 'paylater-gateway-for-akulaku');
        } elseif (SystemStatus::next() < time() - HOUR_IN_SECONDS) {
            $problems[] = __('The automatic reconciliation is more than an hour late. Check that WordPress\'s cron runs.', 'paylater-gateway-for-akulaku');
        }
        return self::result('doku_akulaku_payments', $problems, __('Akulaku PayLater is set up', 'paylater-gateway-for-akulaku'), __('Akulaku PayLater needs attention', 'paylater-gateway-for-akulaku'), 'critical');
    }

    /** @return array<string, mixed> */
    public static function notifications(): array
    {
        $looked = get_option(self::LOOKED_UP, 0);
        $looked = is_numeric($looked) ? (int) $looked : 0;
        $last = NotificationEndpoint::last();
        $problems = $looked > $last && $looked > time() - 7 * DAY_IN_SECONDS
            ? [__('Payments were found by look-ups, but no notification of DOKU came. Orders are updated late. Press "Test connection" in the settings and compare the notification address in DOKU\'s dashboard.', 'paylater-gateway-for-akulaku')]
            : [];
        return self::result('doku_akulaku_notifications', $problems, __('DOKU\'s notifications arrive, or none was due', 'paylater-gateway-for-akulaku'), __('DOKU\'s notifications do not arrive', 'paylater-gateway-for-akulaku'), 'recommended');
    }

    /**
     * @param list<string> $problems
     * @return array<string, mixed>
     */
    private static function result(string $test, array $problems, string $good, string $bad, string $status): array
    {
        $link = '<a href="' . esc_url(SettingsForm::url()) . '">' . esc_html__('Settings', 'paylater-gateway-for-akulaku') . '</a>';
        return [
            'label' => $problems === [] ? $good : $bad,
            'status' => $problems === [] ? 'good' : $status,
            'badge' => ['label' => __('Payments', 'paylater-gateway-for-akulaku'), 'color' => 'blue'],
            'description' => '<p>' . ($problems === [] ? esc_html($good) . '.' : implode('</p><p>', array_map('esc_html', $problems))) . '</p>',
            'actions' => $link,
            'test' => $test,
        ];
    }
}
