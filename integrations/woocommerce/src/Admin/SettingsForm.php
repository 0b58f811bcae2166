<?php

declare(strict_types=1);

namespace DokuAkulakuWoo\Admin;

use DokuAkulakuWoo\NotificationEndpoint;
use DokuAkulakuWoo\Requirements;
use DokuAkulakuWoo\Services;
use DokuAkulakuWoo\Settings;
use DokuAkulakuWoo\SettingsError;
use DokuAkulakuWoo\ShopperTexts;

/** The settings screen. */
final class SettingsForm
{
    /**
     * Keys and defaults alone, for pages that show no form.
     *
     * @return array<string, array<string, mixed>>
     */
    public static function defaults(): array
    {
        return [
            'enabled' => ['type' => 'checkbox', 'default' => 'no'],
            'title' => ['type' => 'text', 'default' => ''],
            'description' => ['type' => 'textarea', 'default' => ''],
            'environment' => ['type' => 'select', 'default' => 'sandbox'],
        ];
    }

    /** @return array<string, array<string, mixed>> */
    public static function fields(): array
    {
        return self::shown() + self::account() + self::limits() + self::upkeep();
    }

    /** @return array<string, array<string, mixed>> */
    private static function shown(): array
    {
        return [
            'enabled' => [
                'title' => __('Enable/Disable', 'paylater-gateway-for-akulaku'),
                'label' => __('Offer Akulaku PayLater in the checkout', 'paylater-gateway-for-akulaku'),
                'type' => 'checkbox',
                'default' => 'no',
            ],
            'title' => [
                'title' => __('Title', 'paylater-gateway-for-akulaku'),
                'type' => 'text',
                'description' => __('The name of the method in the checkout. Empty: "Akulaku PayLater".', 'paylater-gateway-for-akulaku'),
                'default' => '',
                'placeholder' => __('Akulaku PayLater', 'paylater-gateway-for-akulaku'),
            ],
            'description' => [
                'title' => __('Description', 'paylater-gateway-for-akulaku'),
                'type' => 'textarea',
                'description' => __('Shown below the title. Empty: one sentence that says what PayLater is, in the shopper\'s language.', 'paylater-gateway-for-akulaku'),
                'default' => '',
                'placeholder' => ShopperTexts::oneLine(),
            ],
        ];
    }

    /** @return array<string, array<string, mixed>> */
    private static function account(): array
    {
        $settings = Services::settings();
        $locked = static fn (string $key): array => $settings->origin($key) === 'database' ? [] : [
            'disabled' => true,
            'placeholder' => $key === 'client_id' ? $settings->clientId() : (string) $settings->secretFile(),
            'description' => self::lockedBy($settings->origin($key)),
        ];
        return [
            'account' => [
                'title' => __('Your account at DOKU', 'paylater-gateway-for-akulaku'),
                'type' => 'title',
                'description' => __('Client-Id and secret key stand in DOKU\'s dashboard. Sandbox and production have different ones.', 'paylater-gateway-for-akulaku'),
            ],
            'environment' => $locked('environment') + [
                'title' => __('Environment', 'paylater-gateway-for-akulaku'),
                'type' => 'select',
                'description' => __('Sandbox: for tests, no real money. Production: real payments.', 'paylater-gateway-for-akulaku'),
                'default' => 'sandbox',
                'options' => [
                    'sandbox' => __('Sandbox (test mode)', 'paylater-gateway-for-akulaku'),
                    'production' => __('Production', 'paylater-gateway-for-akulaku'),
                ],
            ],
            'client_id' => $locked('client_id') + [
                'title' => __('Client-Id', 'paylater-gateway-for-akulaku'),
                'type' => 'text',
                'default' => '',
            ],
            'secret_file' => $locked('secret_file') + [
                'title' => __('Secret key from a file', 'paylater-gateway-for-akulaku'),
                'type' => 'text',
                'description' => __('The safest way: the path of a file outside the web folder that holds the secret key alone and that only the web server\'s user may read, for example /home/shop/doku-secret. It wins over the field below.', 'paylater-gateway-for-akulaku'),
                'default' => '',
                'placeholder' => '/home/shop/doku-secret',
            ],
            'secret_key' => [
                'title' => __('Secret key', 'paylater-gateway-for-akulaku'),
                'type' => 'secret',
                'description' => __('Only if you cannot use a file. It is never shown again; leave it empty to keep what is stored.', 'paylater-gateway-for-akulaku'),
                'default' => '',
            ],
            'test' => ['title' => __('Test', 'paylater-gateway-for-akulaku'), 'type' => 'information'],
            'notification' => ['title' => __('Notification address', 'paylater-gateway-for-akulaku'), 'type' => 'information'],
        ];
    }

    /** @return array<string, array<string, mixed>> */
    private static function limits(): array
    {
        return [
            'limits' => ['title' => __('When it is offered', 'paylater-gateway-for-akulaku'), 'type' => 'title'],
            'min_amount' => [
                'title' => __('Smallest total', 'paylater-gateway-for-akulaku'),
                'type' => 'text',
                'description' => __('In rupiah. Empty: no limit. Ask DOKU for the limits of your account.', 'paylater-gateway-for-akulaku'),
                'default' => '',
            ],
            'max_amount' => [
                'title' => __('Largest total', 'paylater-gateway-for-akulaku'),
                'type' => 'text',
                'description' => __('In rupiah. Empty: no limit.', 'paylater-gateway-for-akulaku'),
                'default' => '',
            ],
            'countries' => [
                'title' => __('Countries', 'paylater-gateway-for-akulaku'),
                'type' => 'multiselect',
                'class' => 'wc-enhanced-select',
                'description' => __('Countries of the billing address. Empty: all.', 'paylater-gateway-for-akulaku'),
                'default' => ['ID'],
                'options' => is_admin() ? WC()->countries->get_countries() : [],
            ],
        ];
    }

    /** @return array<string, array<string, mixed>> */
    private static function upkeep(): array
    {
        return [
            'upkeep' => ['title' => __('Data and log', 'paylater-gateway-for-akulaku'), 'type' => 'title'],
            'retention_days' => [
                'title' => __('Keep customer data', 'paylater-gateway-for-akulaku'),
                'type' => 'number',
                'description' => __('Days after the end of a payment. Then names, phone numbers and addresses that were sent to DOKU are emptied here; amounts, invoices and states stay. 0: keep them.', 'paylater-gateway-for-akulaku'),
                'default' => '90',
                'custom_attributes' => ['min' => '0', 'step' => '1'],
            ],
            'debug' => [
                'title' => __('Log', 'paylater-gateway-for-akulaku'),
                'label' => __('Write a detailed log (secrets and customer data are masked)', 'paylater-gateway-for-akulaku'),
                'type' => 'checkbox',
                'description' => __('WooCommerce, Status, Logs, source paylater-gateway-for-akulaku.', 'paylater-gateway-for-akulaku'),
                'default' => 'no',
            ],
            'remove_data' => [
                'title' => __('Uninstall', 'paylater-gateway-for-akulaku'),
                'label' => __('Delete all payments of this plugin when it is deleted', 'paylater-gateway-for-akulaku'),
                'type' => 'checkbox',
                'description' => __('Off: the tables stay, so that payments are not lost by mistake.', 'paylater-gateway-for-akulaku'),
                'default' => 'no',
            ],
        ];
    }

    public static function url(): string
    {
        return admin_url('admin.php?page=wc-settings&tab=checkout&section=' . Settings::GATEWAY);
    }

    public static function before(): void
    {
        foreach (array_merge(Requirements::missing(), Requirements::shopProblems()) as $problem) {
            echo '<div class="notice notice-error inline"><p>', esc_html($problem), '</p></div>';
        }
    }

    public static function after(): void
    {
        echo '<h3>', esc_html__('Bookkeeping', 'paylater-gateway-for-akulaku'), '</h3>';
        Export::form();
    }

    /** After the settings were saved: the copy in the database is not needed beside a file. */
    public static function saved(): void
    {
        $settings = Services::settings();
        if ($settings->secretFile() === null || $settings->text('secret_key') === '' || !Requirements::met()) {
            return;
        }
        try {
            $settings->secrets();
        } catch (SettingsError) {
            return;
        }
        \WC_Admin_Settings::add_message(__('The secret key is read from the file now. You may delete the one that is stored in the database: see "Tools" in WooCommerce, Status.', 'paylater-gateway-for-akulaku'));
    }

    public static function problem(SettingsError $error): string
    {
        return match ($error->problem) {
            /* translators: %s: the path of a file */
            'secret_file_unreadable' => sprintf(__('The file %s does not exist or the web server may not read it.', 'paylater-gateway-for-akulaku'), $error->path),
            /* translators: %s: the path of a file */
            'secret_file_too_long' => sprintf(__('The file %s is too long for a secret key.', 'paylater-gateway-for-akulaku'), $error->path),
            /* translators: %s: the path of a file */
            'secret_file_empty' => sprintf(__('The file %s is empty.', 'paylater-gateway-for-akulaku'), $error->path),
            default => __('There is no secret key.', 'paylater-gateway-for-akulaku'),
        };
    }

    /** @param array<string, mixed> $data */
    public static function secretRow(string $name, array $data): string
    {
        $stored = Services::settings()->text('secret_key') !== '';
        $placeholder = $stored ? __('stored; enter a new one to replace it', 'paylater-gateway-for-akulaku') : '';
        return self::row((string) ($data['title'] ?? ''), sprintf(
            '<input class="input-text regular-input" type="password" name="%1$s" id="%1$s" value="" autocomplete="new-password" placeholder="%2$s" /><p class="description">%3$s</p>',
            esc_attr($name),
            esc_attr($placeholder),
            esc_html((string) ($data['description'] ?? '')),
        ), $name);
    }

    /** @param array<string, mixed> $data */
    public static function informationRow(string $key, array $data): string
    {
        return self::row((string) ($data['title'] ?? ''), $key === 'test' ? self::testRow() : self::notificationRow());
    }

    private static function testRow(): string
    {
        return '<button type="button" class="button" id="doku-akulaku-test">' . esc_html__('Test connection', 'paylater-gateway-for-akulaku') . '</button>'
            . '<p class="description">' . esc_html__('Save first. Asks DOKU about an invoice that does not exist, and sends a notification to this site. No payment is made.', 'paylater-gateway-for-akulaku') . '</p>'
            . '<div id="doku-akulaku-test-result" role="status" aria-live="polite"></div>';
    }

    private static function notificationRow(): string
    {
        $rows = '';
        $addresses = [
            NotificationEndpoint::url() => __('Copy this address into DOKU\'s dashboard (payment settings of Akulaku, notification URL).', 'paylater-gateway-for-akulaku'),
            NotificationEndpoint::alternativeUrl() => __('Instead, where a plugin closes the REST interface of this site:', 'paylater-gateway-for-akulaku'),
        ];
        foreach ($addresses as $address => $text) {
            $rows .= '<p>' . esc_html($text) . '<br /><input type="text" class="large-text code doku-akulaku-address" readonly value="' . esc_attr($address) . '" />'
                . ' <button type="button" class="button doku-akulaku-copy">' . esc_html__('Copy', 'paylater-gateway-for-akulaku') . '</button></p>';
        }
        return $rows;
    }

    private static function row(string $title, string $content, string $for = ''): string
    {
        $label = $for === '' ? esc_html($title) : '<label for="' . esc_attr($for) . '">' . esc_html($title) . '</label>';
        return '<tr valign="top"><th scope="row" class="titledesc">' . $label . '</th><td class="forminp">' . $content . '</td></tr>';
    }

    private static function lockedBy(string $origin): string
    {
        return $origin === 'constant'
            ? __('Set in wp-config.php.', 'paylater-gateway-for-akulaku')
            : __('Set in php.ini.', 'paylater-gateway-for-akulaku');
    }
}
