<?php

declare(strict_types=1);

namespace DokuTest\Property;

/** Valid payloads with names of their own. */
final class Orders
{
    /** @return array<string, mixed> */
    public static function generate(string $name): array
    {
        return [
            'order' => [
                'invoice_number' => "INV-$name",
                'amount' => 90000,
                'line_items' => [
                    ['name' => 'T-Shirt Red', 'price' => 30000, 'quantity' => 2, 'sku' => '1002', 'category' => 'Shirt'],
                    ['name' => 'Polo Navy', 'price' => 30000, 'quantity' => 1, 'sku' => '1001', 'category' => 'Shirt'],
                ],
                'callback_url' => 'https://merchant.com/return-url',
            ],
            'payment' => ['merchant_unique_reference' => "MUR-$name"],
            'customer' => ['id' => 'CUST-0001', 'name' => 'Anton Budiman', 'phone' => '6285694566147'],
        ];
    }

    /** @return array<string, mixed> */
    public static function cancel(string $name): array
    {
        return [
            'order' => ['invoice_number' => "INV-$name"],
            'payment' => ['merchant_unique_reference' => "MUR-$name"],
        ];
    }

    /**
     * @param array<mixed> $identifiers
     * @return array<string, mixed>
     */
    public static function refund(string $name, array $identifiers): array
    {
        $payload = self::cancel($name);
        $payload['payment']['identifier'] = $identifiers;
        $payload['refund'] = ['merchant_unique_reference' => "REF-$name"];
        return $payload;
    }
}
