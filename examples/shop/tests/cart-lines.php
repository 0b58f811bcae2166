<?php

declare(strict_types=1);

namespace ExampleShop\Tests;

use DokuAkulaku;
use ExampleShop\Cart;
use ExampleShop\CartLines;
use InvalidArgumentException;
use Random\Engine\Mt19937;
use Random\Randomizer;

/** @return array{name: string, sku: string, category: string, price: int, quantity: string, unit: string} */
function item(int $price, string $quantity, string $unit = '', string $name = 'Thing'): array
{
    return ['name' => $name, 'sku' => 'S', 'category' => 'C', 'price' => $price, 'quantity' => $quantity,
        'unit' => $unit];
}

/** @return array{list<array<string, mixed>>, int, list<array<string, mixed>>} items, discount, charges */
function random_cart(Randomizer $random): array
{
    $items = [];
    for ($count = $random->getInt(1, 20); $count > 0; $count--) {
        $quantity = match ($random->getInt(0, 3)) {
            0 => (string) $random->getInt(1, 12),
            1 => (string) $random->getInt(9990, 10010),
            2 => $random->getInt(0, 5) . '.' . $random->getInt(1, 9),
            3 => $random->getInt(0, 5) . sprintf('.%03d', $random->getInt(1, 999)),
        };
        $items[] = item(
            $random->getInt(0, 10 ** $random->getInt(0, 6)),
            $quantity,
            $random->getInt(0, 1) ? 'kg' : '',
            str_repeat('é', $random->getInt(1, 300))
        );
    }
    $goods = CartLines::goodsTotal($items);
    $charges = [];
    for ($count = $random->getInt(0, 2); $count > 0; $count--) {
        $charges[] = ['name' => 'Charge', 'sku' => 'X', 'category' => 'C', 'price' => $random->getInt(0, 50_000)];
    }
    return [$items, $random->getInt(0, 2) === 0 ? 0 : $random->getInt(0, $goods), $charges];
}

return static function (Runner $runner): void {
    $runner->test('cart lines: whole quantities stay as they are', static function (): void {
        $lines = CartLines::build([item(30_000, '2'), item(45_500, '1')]);
        Runner::same(
            [[30_000, 2, 'Thing'], [45_500, 1, 'Thing']],
            array_map(static fn ($line) => [$line['price'], $line['quantity'], $line['name']], $lines),
            'lines'
        );
    });

    $runner->test('cart lines: 1.5 kg becomes quantity 1 with the quantity in the name', static function (): void {
        $lines = CartLines::build([item(145_000, '1.5', 'kg', 'Beans'), item(1_000, '0.250', '', 'Cable')]);
        Runner::same(
            [[217_500, 1, '1.5 kg Beans'], [250, 1, '0.25 x Cable']],
            array_map(static fn ($line) => [$line['price'], $line['quantity'], $line['name']], $lines),
            'lines'
        );
    });

    $runner->test('cart lines: a discount is spread, the largest remainders get the odd rupiah', static function (): void {
        // 20,000 over three equal lines: 6,666 and two thirds each.
        $lines = CartLines::build([item(10_000, '1'), item(10_000, '1'), item(10_000, '1')], 10_000);
        Runner::same([6_667, 6_667, 6_666], array_column($lines, 'price'), 'prices');
        // 90 over 70 : 20 : 10 with 10 off: 63, 18, 9.
        $lines = CartLines::build([item(70, '1'), item(20, '1'), item(10, '1')], 10);
        Runner::same([63, 18, 9], array_column($lines, 'price'), 'prices');
        // 100 over 2 : 1 = 66.67 and 33.33.
        Runner::same([67, 33], CartLines::share(100, [2, 1]), 'shares');
    });

    $runner->test('cart lines: a total that the quantity does not divide', static function (): void {
        $lines = CartLines::build([item(10_000, '3')], 1);
        Runner::same(
            [[29_999, 1, '3 x Thing']],
            array_map(static fn ($line) => [$line['price'], $line['quantity'], $line['name']], $lines),
            'lines'
        );
        $lines = CartLines::build([item(5, '10000')]);
        Runner::same(
            [50_000, 1, '10000 x Thing'],
            [$lines[0]['price'], $lines[0]['quantity'], $lines[0]['name']],
            'more than 9999'
        );
    });

    $runner->test('cart lines: half a rupiah is rounded once, not line by line', static function (): void {
        Runner::same(167, CartLines::total(CartLines::build([item(333, '0.5')])), 'one line');
        $lines = CartLines::build([item(333, '0.5'), item(333, '0.5')]);
        Runner::same([167, 166], array_column($lines, 'price'), 'two lines of 166.5');
    });

    $runner->test('cart lines: charges are lines, a discount of everything leaves them', static function (): void {
        $lines = CartLines::build([item(500, '2')], 1_000, [
            ['name' => 'Delivery', 'sku' => 'D', 'category' => 'D', 'price' => 9_000],
            ['name' => 'Tax', 'sku' => 'T', 'category' => 'T', 'price' => 0],
        ]);
        Runner::same([0, 9_000], array_column($lines, 'price'), 'prices');
    });

    $runner->test('cart lines: twelve digits are exact', static function (): void {
        Runner::same(
            [500_000_000_000, 499_999_999_999],
            CartLines::share(999_999_999_999, [1_000_000_000_000_000, 1_000_000_000_000_000]),
            'shares'
        );
        Runner::same(999_999_999_999, CartLines::total(CartLines::build([item(999_999_999_999, '1')])), 'total');
    });

    $runner->test('cart lines: what cannot be sent is refused', static function (): void {
        foreach (['0', '0.000', '-1', '1e3', '1,5', ' 1', '1.', '.5', '1.2345', '', 'x', '1234567890', "1\n"] as $bad) {
            Runner::throws(
                InvalidArgumentException::class,
                static fn () => CartLines::build([item(1, $bad)]),
                "quantity '$bad'"
            );
        }
        Runner::throws(InvalidArgumentException::class, static fn () => CartLines::build([item(-1, '1')]), 'price -1');
        Runner::throws(InvalidArgumentException::class, static fn () => CartLines::build([item(9, '1')], 10), 'discount');
        Runner::throws(InvalidArgumentException::class, static fn () => CartLines::build([item(9, '1')], -1), 'discount -1');
        Runner::throws(
            InvalidArgumentException::class,
            static fn () => CartLines::build([item(999_999_999_999, '2')]),
            'too much'
        );
    });

    $runner->test('cart lines: 3000 random carts add up within the limits', static function () use ($runner): void {
        $random = new Randomizer(new Mt19937($runner->seed));
        $doku = new DokuAkulaku('MCH-TEST-0001', 'fake-secret-of-the-tests');
        for ($round = 1; $round <= 3000; $round++) {
            [$items, $discount, $charges] = random_cart($random);
            $lines = CartLines::build($items, $discount, $charges);
            // The exact worth in thousandths, by other means than the code: digits, no point.
            $worths = array_map(static fn ($item) => $item['price'] * (int) round((float) $item['quantity'] * 1000), $items);
            $goods = intdiv(array_sum($worths) + 500, 1000);
            $expected = $goods - $discount + array_sum(array_column($charges, 'price'));
            $what = "round $round of seed $runner->seed";
            Runner::same($expected, CartLines::total($lines), "$what: total");
            foreach ($items as $index => $item) {
                $share = $goods === 0 ? 0.0 : ($goods - $discount) * ($worths[$index] / max(1, array_sum($worths)));
                $sent = $lines[$index]['price'] * $lines[$index]['quantity'];
                Runner::true(abs($sent - $share) < 1.001, "$what: line $index is $sent, its share is $share");
            }
            if ($expected === 0) {
                continue;
            }
            // The extension's own table of rules is the judge of limits and types.
            $violations = $doku->validateOrder(['order' => ['invoice_number' => 'INV-1', 'amount' => $expected,
                'line_items' => $lines, 'callback_url' => 'https://shop.example/'],
                'payment' => ['merchant_unique_reference' => 'REF-1'],
                'customer' => ['id' => 'C-1', 'name' => 'Anton', 'phone' => '6281234567890']]);
            Runner::same([], $violations, "$what: violations");
        }
    });

    $runner->test('cart: discount, tax, delivery and odd input', static function (): void {
        $cart = Cart::fromForm(['quantity' => ['GAYO' => '1,5', 'SHIRT' => '3', 'DRIPPER' => '0'], 'voucher' => ' hemat10 ',
            'delivery' => 'courier']);
        // 217,500 + 298,500 = 516,000; 10 % off 51,600; 11 % of 464,400 = 51,084; courier 18,000.
        Runner::same(
            [516_000, 51_600, 51_084, 18_000, 533_484],
            [$cart->goods, $cart->discount, $cart->tax, $cart->shipping, $cart->total],
            'sums'
        );
        Runner::same($cart->total, CartLines::total($cart->lines()), 'lines');
        foreach (
            [[], ['quantity' => 'x'], ['quantity' => ['GAYO' => ['1']]], ['quantity' => ['GAYO' => '0.1']],
            ['quantity' => ['SHIRT' => '1.5']], ['quantity' => ['SHIRT' => '-1']], ['quantity' => ['SHIRT' => '100']],
            ['quantity' => ['SHIRT' => '1'], 'voucher' => 'NOPE'], ['quantity' => ['SHIRT' => '1'], 'delivery' => 'drone'],
            ['quantity' => ['SHIRT' => '1'], 'delivery' => ['courier']]] as $number => $form
        ) {
            Runner::throws(InvalidArgumentException::class, static fn () => Cart::fromForm($form), "form $number");
        }
    });
};
