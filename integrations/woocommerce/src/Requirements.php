<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

/** What must be there before a payment can be made. Asked before any class of the extension is named. */
final class Requirements
{
    public static function extension(): bool
    {
        return extension_loaded('doku_akulaku');
    }

    /** @return list<string> sentences for the administrator; empty: everything is there */
    public static function missing(): array
    {
        $missing = [];
        if (!self::extension()) {
            $missing[] = __('The PHP extension doku_akulaku is not active on this server, so Akulaku PayLater is not offered. Ask your hosting provider to install it for the PHP version of this site.', 'paylater-gateway-for-akulaku');
        }
        if (!extension_loaded('mysqli')) {
            $missing[] = __('The PHP extension mysqli is not active, so payments cannot be stored and Akulaku PayLater is not offered.', 'paylater-gateway-for-akulaku');
        }
        return $missing;
    }

    public static function met(): bool
    {
        return self::extension() && extension_loaded('mysqli');
    }

    /** @return list<string> what in the shop's own settings keeps the method from being offered */
    public static function shopProblems(): array
    {
        $problems = [];
        if (get_woocommerce_currency() !== 'IDR') {
            $problems[] = __('Akulaku takes rupiah only. Set the shop\'s currency to Indonesian rupiah (IDR).', 'paylater-gateway-for-akulaku');
        }
        if (wc_get_price_decimals() !== 0) {
            $problems[] = __('Set the currency\'s number of decimals to 0 (WooCommerce, Settings, General). DOKU takes whole rupiah only.', 'paylater-gateway-for-akulaku');
        }
        return $problems;
    }
}
