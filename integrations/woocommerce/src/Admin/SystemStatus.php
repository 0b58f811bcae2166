<?php

declare(strict_types=1);

namespace DokuAkulakuWoo\Admin;

use DokuAkulakuWoo\NotificationEndpoint;
use DokuAkulakuWoo\OrderNotes;
use DokuAkulakuWoo\Plugin;
use DokuAkulakuWoo\Requirements;
use DokuAkulakuWoo\Schedule;
use DokuAkulakuWoo\Services;
use DokuAkulakuWoo\Site;

/** A section of WooCommerce, Status: what support asks for, without secrets and customers. */
final class SystemStatus
{
    public static function show(): void
    {
        echo '<table class="wc_status_table widefat" cellspacing="0"><thead><tr><th colspan="3" data-export-label="Akulaku PayLater"><h2>',
            esc_html__('Akulaku PayLater', 'paylater-gateway-for-akulaku'), '</h2></th></tr></thead><tbody>';
        foreach (self::rows() as [$label, $name, $value]) {
            echo '<tr><td data-export-label="', esc_attr($label), '">', esc_html($name), ':</td><td class="help"></td><td>', esc_html($value), '</td></tr>';
        }
        echo '</tbody></table>';
    }

    /** @return list<array{string, string, string}> English label for the report, name, value */
    public static function rows(): array
    {
        $settings = Services::settings();
        $yes = static fn (bool $is): string => $is ? __('yes', 'paylater-gateway-for-akulaku') : __('no', 'paylater-gateway-for-akulaku');
        $time = static fn (int $at): string => $at > 0 ? OrderNotes::time($at) : __('never', 'paylater-gateway-for-akulaku');
        $rows = [
            ['Plugin', __('Plugin', 'paylater-gateway-for-akulaku'), Plugin::VERSION],
            ['PHP extension', __('PHP extension', 'paylater-gateway-for-akulaku'), Requirements::extension() ? (string) phpversion('doku_akulaku') : __('missing', 'paylater-gateway-for-akulaku')],
            ['Enabled', __('Switched on', 'paylater-gateway-for-akulaku'), $yes($settings->enabled())],
            ['Environment', __('Environment', 'paylater-gateway-for-akulaku'), $settings->environment() . ' (' . $settings->origin('environment') . ')'],
            ['Client-Id', 'Client-Id', $settings->clientId() === '' ? '–' : $settings->clientId() . ' (' . $settings->origin('client_id') . ')'],
            ['Secret', __('Secret key', 'paylater-gateway-for-akulaku'), self::secret()],
            ['Site', __('Site', 'paylater-gateway-for-akulaku'), Site::token() ?? __('question open: moved or copied?', 'paylater-gateway-for-akulaku')],
            ['Notification address', __('Notification address', 'paylater-gateway-for-akulaku'), NotificationEndpoint::url()],
            ['Last notification', __('Last notification', 'paylater-gateway-for-akulaku'), $time(NotificationEndpoint::last())],
            ['Next reconciliation', __('Next reconciliation', 'paylater-gateway-for-akulaku'), $time(self::next())],
        ];
        if (Requirements::met()) {
            try {
                $counts = Statistics::counts();
                $rows[] = ['Open payments', __('Open payments', 'paylater-gateway-for-akulaku'), (string) $counts['open']];
                $rows[] = ['Unknown outcomes', __('Unknown outcomes', 'paylater-gateway-for-akulaku'), $counts['unknown'] . ' / ' . $counts['calls']];
                $rows[] = ['Not told', __('Orders that wait for an update', 'paylater-gateway-for-akulaku'), (string) $counts['untold']];
            } catch (\Throwable $error) {
                Services::log()->exception('status', $error);
                $rows[] = ['Tables', __('Tables', 'paylater-gateway-for-akulaku'), __('cannot be read', 'paylater-gateway-for-akulaku')];
            }
        }
        return $rows;
    }

    public static function next(): int
    {
        $next = function_exists('as_next_scheduled_action') ? as_next_scheduled_action(Schedule::RECONCILE, null, Schedule::GROUP) : false;
        return is_int($next) ? $next : ($next === true ? time() : 0);
    }

    private static function secret(): string
    {
        $settings = Services::settings();
        return match (true) {
            $settings->secretFile() !== null => $settings->secretFile() . ' (' . $settings->origin('secret_file') . ')',
            $settings->text('secret_key') !== '' => __('stored in the database', 'paylater-gateway-for-akulaku'),
            default => '–',
        };
    }
}
