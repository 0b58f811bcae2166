<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

use DokuAkulaku\Payments\CartLines;
use DokuAkulaku\Payments\Item;
use DokuAkulaku\Payments\Phone;
use DokuAkulaku\Payments\Purchase;
use DokuAkulaku\Payments\SafeText;

/** An order of WooCommerce as what is to be paid. The order's total is the law; the lines follow it. */
final class PurchaseBuilder
{
    private const NAME = 255;

    /** @throws PurchaseError when the order cannot be paid by Akulaku at all */
    public static function build(\WC_Order $order, string $account, ?string $cart): Purchase
    {
        $amount = $order->get_currency() === 'IDR' ? Money::whole($order->get_total()) : null;
        if ($amount === null || $amount < 1) {
            throw new PurchaseError('total');
        }
        try {
            $purchase = new Purchase(
                order: (string) $order->get_id(),
                number: (string) $order->get_order_number(),
                amount: $amount,
                lines: CartLines::fromTotals(self::items($order), $amount),
                customer: self::customer($order),
                callbackUrl: $order->get_checkout_order_received_url(),
                account: $account,
                cart: $cart,
                additionalInfo: ['integration' => [
                    'name' => 'paylater-gateway-for-akulaku',
                    'version' => Plugin::VERSION,
                    'cms_version' => 'WooCommerce ' . WC()->version,
                ]],
            );
        } catch (\InvalidArgumentException | \ValueError $error) {
            throw new PurchaseError('lines', $error);
        }
        $filtered = apply_filters('doku_akulaku_purchase', $purchase, $order);
        return $filtered instanceof Purchase ? $filtered : $purchase;
    }

    /**
     * Nothing in a line depends on the order's own ids: two orders of one cart must look equal.
     *
     * @return list<Item>
     */
    private static function items(\WC_Order $order): array
    {
        $items = [];
        foreach ($order->get_items('line_item') as $item) {
            if (!$item instanceof \WC_Order_Item_Product) {
                continue;
            }
            $product = $item->get_product();
            $sku = $product instanceof \WC_Product ? (string) $product->get_sku() : '';
            $else = 'P' . ($item->get_variation_id() ?: $item->get_product_id());
            $items[] = new Item(
                name: SafeText::clean($item->get_name(), self::NAME, 'Produk ' . $else),
                sku: SafeText::clean($sku, 64, $else),
                category: SafeText::clean(self::category($item->get_product_id()), 64, 'Umum'),
                quantity: (string) $item->get_quantity(),
                total: self::sum($item->get_total(), $item->get_total_tax()),
            );
        }
        foreach (['fee' => 'Biaya', 'shipping' => 'Pengiriman'] as $type => $word) {
            $number = 0;
            foreach ($order->get_items($type) as $item) {
                if ($item instanceof \WC_Order_Item_Fee || $item instanceof \WC_Order_Item_Shipping) {
                    $items[] = new Item(
                        name: SafeText::clean($item->get_name(), self::NAME, $word),
                        sku: strtoupper($type) . '-' . ++$number,
                        category: $word,
                        quantity: '1',
                        total: self::sum($item->get_total(), $item->get_total_tax()),
                    );
                }
            }
        }
        return $items;
    }

    private static function category(int $product): string
    {
        $names = $product === 0 ? [] : wp_get_post_terms($product, 'product_cat', ['fields' => 'names', 'number' => 1]);
        return is_array($names) && isset($names[0]) && is_string($names[0]) ? $names[0] : '';
    }

    /** Both are decimal texts of WooCommerce; four digits are more than it keeps of a line. */
    private static function sum(string|float|int $total, string|float|int $tax): string
    {
        $sum = number_format((float) $total + (float) $tax, 4, '.', '');
        return str_contains($sum, '.') ? rtrim(rtrim($sum, '0'), '.') : $sum;
    }

    /** @return array<string, string> */
    private static function customer(\WC_Order $order): array
    {
        $phone = trim($order->get_billing_phone());
        if ($phone === '') {
            $phone = trim($order->get_shipping_phone());
        }
        $user = $order->get_customer_id();
        $number = SafeText::clean((string) $order->get_order_number(), 40, (string) $order->get_id());
        $country = $order->get_billing_country();
        return [
            'id' => $user > 0 ? 'CUSTOMER-' . $user : 'GUEST-' . $number,
            'name' => SafeText::clean(trim($order->get_billing_first_name() . ' ' . $order->get_billing_last_name()), 64, 'Pelanggan'),
            'phone' => $phone === '' ? '' : Phone::normalise($phone),
            'address' => self::text(self::street($order->get_billing_address_1(), $order->get_billing_address_2(), $country), 400),
            'city' => self::text(self::withoutBrackets($order->get_billing_city()), 64),
            'state' => self::text(self::province($country, $order->get_billing_state()), 64),
            'postcode' => (string) preg_replace('/\s+/', '', $order->get_billing_postcode()),
        ];
    }

    /** Optional parts stay empty when nothing is left of them. */
    private static function text(string $text, int $max): string
    {
        return trim($text) === '' ? '' : SafeText::clean($text, $max, '');
    }

    /**
     * Courier plugins of Indonesia keep the kecamatan (district) in the second line, as a bare name. Anything with a digit, or
     * that says itself what it is, stays as it was typed.
     */
    public static function street(string $first, string $second, string $country): string
    {
        $first = trim($first);
        $second = trim(self::withoutBrackets($second));
        if ($second === '') {
            return $first;
        }
        $names = '/^(?:kec|kel|kelurahan|kecamatan|desa|dusun|kampung|kp|lantai|lt|blok|unit|tower|menara|gedung|graha|wisma|plaza|mall?'
            . '|apartemen|apartment|apt|komplek|kompleks|perumahan|perum|cluster|ruko|rukan|kantor|kos|kost|rumah|no|rt|rw|jalan|jl|gang|gg)\b/i';
        $bare = $country === 'ID' && preg_match('/^[\p{L}][\p{L} .\'-]*$/u', $second) === 1 && preg_match($names, $second) !== 1;
        $second = $bare ? 'Kec. ' . $second : $second;
        return $first === '' ? $second : $first . ', ' . $second;
    }

    /** "Kota Surakarta (Solo)" of a courier's list is "Kota Surakarta". */
    private static function withoutBrackets(string $text): string
    {
        return trim((string) preg_replace('/\s*\([^()]*\)\s*$/u', '', trim($text)));
    }

    /** The province by name. A code that WooCommerce does not know, or free text, passes through. */
    private static function province(string $country, string $state): string
    {
        $states = $country === '' ? [] : WC()->countries->get_states($country);
        $name = is_array($states) && is_string($states[$state] ?? null) ? $states[$state] : $state;
        return html_entity_decode($name, ENT_QUOTES | ENT_HTML5, 'UTF-8');
    }
}
