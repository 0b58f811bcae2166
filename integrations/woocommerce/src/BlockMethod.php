<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

use Automattic\WooCommerce\Blocks\Payments\Integrations\AbstractPaymentMethodType;

/** The method in the block checkout. */
final class BlockMethod extends AbstractPaymentMethodType
{
    private const HANDLE = 'doku-akulaku-blocks';

    /** @var string */
    protected $name = Settings::GATEWAY;

    public function initialize(): void
    {
    }

    public function is_active(): bool
    {
        return Services::settings()->enabled() && Gateway::possible();
    }

    /** @return string[] */
    public function get_payment_method_script_handles(): array
    {
        $dependencies = ['wc-blocks-registry', 'wc-settings', 'wp-element', 'wp-html-entities', 'wp-i18n'];
        wp_register_script(self::HANDLE, Plugin::url('assets/js/blocks.js') ?: false, $dependencies, Plugin::VERSION, true);
        wp_set_script_translations(self::HANDLE, 'paylater-gateway-for-akulaku', Plugin::path('languages'));
        return [self::HANDLE];
    }

    /** @return array<string, mixed> */
    public function get_payment_method_data(): array
    {
        $gateway = $this->gateway();
        $settings = Services::settings();
        return [
            'title' => $gateway === null ? '' : $gateway->get_title(),
            'description' => $gateway === null ? '' : wp_strip_all_tags($gateway->get_description()),
            'sandbox' => $settings->sandbox(),
            'minAmount' => $settings->minAmount(),
            'maxAmount' => $settings->maxAmount(),
            'countries' => $settings->countries(),
            'supports' => ['products', 'refunds'],
        ];
    }

    private function gateway(): ?Gateway
    {
        $gateway = WC()->payment_gateways()->payment_gateways()[Settings::GATEWAY] ?? null;
        return $gateway instanceof Gateway ? $gateway : null;
    }
}
