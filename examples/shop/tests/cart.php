<?php

declare(strict_types=1);

namespace ExampleShop\Tests;

use DokuAkulaku\Payments\CartLines;
use DokuAkulaku\Payments\Line;
use ExampleShop\Cart;
use ExampleShop\CartException;

return static function (Runner $runner): void {
    $runner->test('cart: discount, tax, delivery and odd input', static function (): void {
        $cart = Cart::fromForm(['quantity' => ['GAYO' => '1,5', 'SHIRT' => '3', 'DRIPPER' => '0'], 'voucher' => ' hemat10 ',
            'delivery' => 'courier']);
        // 217,500 + 298,500 = 516,000; 10 % off 51,600; 11 % of 464,400 = 51,084; courier 18,000.
        Runner::same(
            [516_000, 51_600, 51_084, 18_000, 533_484],
            [$cart->goods, $cart->discount, $cart->tax, $cart->shipping, $cart->total],
            'sums'
        );
        Runner::same(
            [['1.5 x Gayo coffee beans per kg', 195_750, 1], ['Batik T-shirt', 89_550, 3], ['Delivery', 18_000, 1], ['PPN 11%', 51_084, 1]],
            array_map(static fn (Line $line): array => [$line->name, $line->price, $line->quantity], $cart->lines()),
            'lines'
        );
        foreach (
            [[], ['quantity' => 'x'], ['quantity' => ['GAYO' => ['1']]], ['quantity' => ['GAYO' => '0.1']],
            ['quantity' => ['SHIRT' => '1.5']], ['quantity' => ['SHIRT' => '-1']], ['quantity' => ['SHIRT' => '100']],
            ['quantity' => ['SHIRT' => '1e1']], ['quantity' => ['SHIRT' => '1'], 'voucher' => 'NOPE'],
            ['quantity' => ['SHIRT' => '1'], 'delivery' => 'drone'], ['quantity' => ['SHIRT' => '1'], 'delivery' => ['courier']]] as $number => $form
        ) {
            Runner::throws(CartException::class, static fn () => Cart::fromForm($form), "form $number");
        }
    });

    $runner->test('cart: every cart that the shop can sell adds up', static function (): void {
        $count = 0;
        for ($beans = 0; $beans <= 99_000; $beans += 11_250) {
            for ($drippers = 0; $drippers <= 99; $drippers += 33) {
                for ($shirts = 0; $shirts <= 99; $shirts += 9) {
                    foreach (['', 'HEMAT10'] as $voucher) {
                        if ($beans + $drippers + $shirts === 0) {
                            continue;
                        }
                        $cart = Cart::fromForm(['quantity' => ['GAYO' => sprintf('%.2F', $beans / 1000), 'DRIPPER' => (string) $drippers,
                            'SHIRT' => (string) $shirts], 'voucher' => $voucher, 'delivery' => $shirts % 2 === 0 ? 'pickup' : 'courier']);
                        Runner::same($cart->total, CartLines::total($cart->lines()), "$beans $drippers $shirts $voucher");
                        $count++;
                    }
                }
            }
        }
        Runner::same(862, $count, 'carts');
    });

    $runner->test('cart: it comes back from its address and its form', static function (): void {
        $cart = Cart::fromForm(['quantity' => ['GAYO' => '1,50', 'SHIRT' => '03'], 'voucher' => 'hemat10', 'delivery' => 'pickup']);
        parse_str(http_build_query($cart->query()), $query);
        parse_str(http_build_query($cart->fields()), $fields);
        Runner::same([$cart->total, $cart->total], [Cart::fromForm($query)->total, Cart::fromForm($fields)->total], 'totals');
        Runner::same(['GAYO' => '1.5', 'SHIRT' => '3'], $cart->query()['quantity'], 'quantities');
    });
};
