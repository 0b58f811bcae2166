<?php

declare(strict_types=1);

namespace ExampleShop;

/** What the shop sells. Beans are sold by weight, so a quantity may be 1.5. */
final class Catalogue
{
    public const PRODUCTS = [
        'GAYO' => ['name' => 'Gayo coffee beans', 'category' => 'Coffee', 'price' => 145_000, 'unit' => 'kg',
            'step' => '0.25', 'image' => 'beans.svg', 'text' => 'Washed arabica from Takengon, roasted on Mondays.'],
        'DRIPPER' => ['name' => 'Ceramic dripper', 'category' => 'Brewing', 'price' => 185_000, 'unit' => '',
            'step' => '1', 'image' => 'dripper.svg', 'text' => 'For two cups. Dishwasher safe.'],
        'SHIRT' => ['name' => 'Batik T-shirt', 'category' => 'Clothes', 'price' => 99_500, 'unit' => '',
            'step' => '1', 'image' => 'shirt.svg', 'text' => 'Organic cotton, printed by hand in Pekalongan.'],
    ];
    public const DELIVERIES = [
        'courier' => ['name' => 'Courier, 2 to 3 days', 'price' => 18_000],
        'pickup' => ['name' => 'Pick up at the shop', 'price' => 0],
    ];
    /** code => percent off the goods */
    public const VOUCHERS = ['HEMAT10' => 10];
    public const TAX_PERCENT = 11;
}
