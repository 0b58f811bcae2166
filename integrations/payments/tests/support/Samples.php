<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku\Payments\Line;
use DokuAkulaku\Payments\Purchase;

final class Samples
{
    public const ACCOUNT = 'sandbox:MCH-0001-10791114622547';
    public const SITE = 'abc123';

    /** @param array<string, mixed> $more */
    public static function purchase(
        string $order = '1001',
        int $amount = 90000,
        ?string $cart = null,
        string $account = self::ACCOUNT,
        ?string $number = null,
        string $name = 'Anton Budiman',
        array $more = [],
    ): Purchase {
        return new Purchase(
            $order,
            $number ?? $order,
            $amount,
            [new Line('T-Shirt Red', $amount, 1, '1002', 'Shirt')],
            ['id' => "CUST-$order", 'name' => $name, 'phone' => '6285694566147', 'address' => 'Menara Mulia',
                'city' => 'Jakarta Selatan', 'state' => 'DKI Jakarta', 'postcode' => '12012'],
            "https://shop.example/order/$order",
            $account,
            $cart,
            $more
        );
    }
}
