<?php

declare(strict_types=1);

namespace ExampleShop;

/** What the shop sells; its names are product.{sku} in lang/. Beans are sold by weight, so a quantity may be 1.5. */
final class Catalogue
{
    public const PRODUCTS = [
        'GAYO' => ['category' => 'Coffee', 'price' => 145_000, 'unit' => 'kg', 'step' => '0.25', 'image' => 'beans.svg'],
        'DRIPPER' => ['category' => 'Brewing', 'price' => 185_000, 'unit' => '', 'step' => '1', 'image' => 'dripper.svg'],
        'SHIRT' => ['category' => 'Clothes', 'price' => 99_500, 'unit' => '', 'step' => '1', 'image' => 'shirt.svg'],
    ];
    /** way => rupiah */
    public const DELIVERIES = ['courier' => 18_000, 'pickup' => 0];
    /** code => percent off the goods */
    public const VOUCHERS = ['HEMAT10' => 10];
    public const TAX_PERCENT = 11;
    /** Of one product in one order. */
    public const MOST = 99;
}
