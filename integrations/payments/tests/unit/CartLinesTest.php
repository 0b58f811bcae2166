<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku\Payments\CartLines;
use DokuAkulaku\Payments\Item;
use DokuAkulaku\Payments\Line;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class CartLinesTest extends TestCase
{
    public function testTotalsThatAddUpStayAsTheyAre(): void
    {
        $lines = CartLines::fromTotals([
            new Item('Gayo', 'GAYO', 'Coffee', '1.5000', '195750'),
            new Item('Batik T-shirt', 'SHIRT', 'Clothes', '3.0000', '268650.0000'),
            new Item('Delivery', 'SHIPPING', 'Delivery', '1', '18000'),
            new Item('PPN 11%', 'TAX', 'Tax', '1', '51084'),
        ], 533484);
        self::assertEquals([
            new Line('1.5 x Gayo', 195750, 1, 'GAYO', 'Coffee'),
            new Line('Batik T-shirt', 89550, 3, 'SHIRT', 'Clothes'),
            new Line('Delivery', 18000, 1, 'SHIPPING', 'Delivery'),
            new Line('PPN 11%', 51084, 1, 'TAX', 'Tax'),
        ], $lines);
    }

    /** @return array<string, array{list<Item>, int, list<Line>}> */
    public static function carts(): array
    {
        $item = static fn (string $quantity, string $total): Item => new Item('A', 'a', 'c', $quantity, $total);
        $line = static fn (string $name, int $price, int $quantity): Line => new Line($name, $price, $quantity, 'a', 'c');
        return [
            'rounding goes to the largest remainder' => [
                [$item('1', '109472.072072'), $item('1', '131854.4')], 241326, [$line('A', 109472, 1), $line('A', 131854, 1)]],
            'round at subtotal: the total is the law' => [
                [$item('1', '120663.5'), $item('1', '120663.5')], 241326, [$line('A', 120663, 1), $line('A', 120663, 1)]],
            'a negative fee is taken off the others' => [
                [$item('1', '60000'), $item('1', '40000'), $item('1', '-10000')], 90000, [$line('A', 54000, 1), $line('A', 36000, 1)]],
            'a discount on shipping too' => [[$item('2', '90000'), $item('1', '9000')], 99000, [$line('A', 45000, 2), $line('A', 9000, 1)]],
            'no whole price' => [[$item('3', '100')], 100, [$line('3 x A', 100, 1)]],
            'a fraction of a piece' => [[$item('0.75', '9258.75')], 9259, [$line('0.75 x A', 9259, 1)]],
            'nothing of it, with a total' => [[$item('0', '9259')], 9259, [$line('A', 9259, 1)]],
            'nothing of it, for nothing' => [[$item('0', '0'), $item('1', '5')], 5, [$line('A', 5, 1)]],
            'free' => [[$item('2.0000', '0.0000'), $item('1', '5')], 5, [$line('A', 0, 2), $line('A', 5, 1)]],
            'more pieces than DOKU takes' => [[$item('12000', '24000')], 24000, [$line('12000 x A', 24000, 1)]],
            'as many as DOKU takes' => [[$item('9999', '19998')], 19998, [$line('A', 2, 9999)]],
            'one more' => [[$item('10000', '20000')], 20000, [$line('10000 x A', 20000, 1)]],
            'what floats leave over' => [[$item('1', '5'), $item('1', '-1.4210854715202E-14')], 5, [$line('A', 5, 1), $line('A', 0, 1)]],
            'large floats' => [[$item('1.0E+1', '1.0E+3')], 1000, [$line('A', 100, 10)]],
            'worth nothing, and something to pay' => [[$item('1', '0'), $item('1', '0')], 7, [$line('A', 7, 1), $line('A', 0, 1)]],
            'nothing but deductions' => [[$item('1', '-5')], 7, [$line('A', 7, 1)]],
            'the largest order' => [[$item('1', '999999999999')], 999_999_999_999, [$line('A', 999_999_999_999, 1)]],
            'a return' => [[$item('-1', '10')], 10, [$line('A', 10, 1)]],
            'of equal remainders the earlier line' => [[$item('1', '1'), $item('1', '1'), $item('1', '1')], 4,
                [$line('A', 2, 1), $line('A', 1, 1), $line('A', 1, 1)]],
            'half a step is rounded' => [[$item('1', '0.00005'), $item('1', '-1')], 3, [$line('A', 3, 1)]],
        ];
    }

    /**
     * @param list<Item> $items
     * @param list<Line> $expected
     */
    #[DataProvider('carts')]
    public function testCarts(array $items, int $total, array $expected): void
    {
        self::assertEquals($expected, CartLines::fromTotals($items, $total));
    }

    public function testTextsAreWhatDokuTakes(): void
    {
        $long = str_repeat('Kopi “Gayo” & teh ', 40);
        [$line, $empty] = CartLines::fromTotals([new Item($long, 'é', '日本', '7', '100'), new Item(' ', '', '', '1', '1')], 101);
        self::assertStringStartsWith('7 x Kopi Gayo dan teh', $line->name);
        self::assertLessThanOrEqual(255, strlen($line->name));
        self::assertSame(['e', 'General'], [$line->sku, $line->category]);
        self::assertSame(['Item 2', 'item-2', 'General'], [$empty->name, $empty->sku, $empty->category]);
    }

    /** @return array<string, array{list<Item>, int}> */
    public static function nonsense(): array
    {
        $item = static fn (string $quantity, string $total): Item => new Item('A', 'a', 'c', $quantity, $total);
        return [
            'no items' => [[], 5], 'no total' => [[$item('1', '5')], 0], 'negative' => [[$item('1', '5')], -5],
            'too much' => [[$item('1', '5')], 1_000_000_000_000], 'no number' => [[$item('1', 'abc')], 5],
            'no quantity' => [[$item('', '5')], 5], 'grouped' => [[$item('1', '90.000,00')], 5],
            'not a number' => [[$item('1', 'NAN')], 5], 'hexadecimal' => [[$item('0x1', '1')], 1],
            'items worth too much' => [[$item('1', '1E14')], 5],
            'items worth too much together' => [array_fill(0, 5, $item('1', '99999999999999')), 5],
        ];
    }

    /** @param list<Item> $items */
    #[DataProvider('nonsense')]
    public function testNonsenseIsNamed(array $items, int $total): void
    {
        $this->expectException(\ValueError::class);
        CartLines::fromTotals($items, $total);
    }

    /** 100,000 random carts: they add up, nothing is negative, and what added up before is as it was. */
    public function testRandomCarts(): void
    {
        $seed = (int) (getenv('PAYMENTS_SEED') ?: random_int(1, 1_000_000));
        mt_srand($seed);
        for ($cart = 0; $cart < 100_000; $cart++) {
            $items = self::randomItems();
            $total = self::randomTotal($items);
            $lines = CartLines::fromTotals($items, $total);
            // The extension judges each hundredth: its table of fields, and nothing but safe characters.
            $problem = self::problem($lines, $items, $total) ?? ($cart % 100 === 0 ? self::verdict($lines, $total) : null);
            if ($problem !== null) {
                self::fail("seed $seed, cart $cart: $problem: " . json_encode([$items, $total, $lines]));
            }
        }
        $this->addToAssertionCount(1);
    }

    /** @param list<Line> $lines */
    private static function verdict(array $lines, int $total): ?string
    {
        static $client = new \DokuAkulaku('MCH-TEST-0001', 'fake-secret-of-the-tests', ['characters' => 'safe']);
        $violations = $client->validateOrder(['order' => ['invoice_number' => 'INV-1', 'amount' => $total, 'callback_url' => 'https://shop.example/',
            'line_items' => array_map(static fn (Line $line): array => $line->toArray(), $lines)], 'payment' => ['merchant_unique_reference' => 'R-1'],
            'customer' => ['id' => 'C-1', 'name' => 'Anton', 'phone' => '6281234567890']]);
        return $violations === [] ? null : 'the extension refuses ' . json_encode($violations);
    }

    /** @return non-empty-list<Item> */
    private static function randomItems(): array
    {
        $items = [];
        for ($left = mt_rand(1, 12); $left > 0; $left--) {
            $quantity = match (mt_rand(0, 5)) {
                0 => '0', 1 => mt_rand(1, 99) . '.' . mt_rand(0, 9999), 2 => mt_rand(1, 20000) . '.0000', default => (string) mt_rand(1, 9),
            };
            $amount = mt_rand(0, [9, 999, 999_999, 99_999_999][mt_rand(0, 3)]);
            $total = match (mt_rand(0, 7)) {
                0 => "-$amount", 1 => "$amount." . mt_rand(0, 999999), 2 => '0', default => (string) $amount,
            };
            $items[] = new Item('Kopi ' . chr(mt_rand(0x20, 0x7e)), 'sku', 'category', $quantity, $total);
        }
        return $items;
    }

    /** @param list<Item> $items */
    private static function randomTotal(array $items): int
    {
        $sum = array_sum(array_map(static fn (Item $item): float => (float) $item->total, $items));
        return max(1, (int) round($sum) + [0, 0, 0, 1, -1, mt_rand(-1000, 1000)][mt_rand(0, 5)]);
    }

    /**
     * @param list<Line> $lines
     * @param list<Item> $items
     */
    private static function problem(array $lines, array $items, int $total): ?string
    {
        $sum = 0;
        foreach ($lines as $line) {
            $sum += $line->price * $line->quantity;
            if ($line->price < 0 || $line->quantity < 1 || $line->quantity > 9999) {
                return 'a line that DOKU refuses';
            }
            if ($line->name === '' || strlen($line->name) > 255 || $line->sku === '' || $line->category === '') {
                return 'a text that DOKU refuses';
            }
        }
        $exact = 0;
        foreach ($items as $item) {
            // Fractions and deductions are spread; whole totals that add up are not touched.
            $exact += preg_match('/^\d+$/D', $item->total) === 1 ? (int) $item->total : PHP_INT_MIN >> 8;
        }
        if ($sum !== $total) {
            return "they add up to $sum";
        }
        $kept = array_values(array_filter($items, static fn (Item $i): bool => $i->total !== '0' || trim($i->quantity, '0.') !== ''));
        foreach ($exact === $total ? $lines : [] as $index => $line) {
            if ($line->price * $line->quantity !== (int) $kept[$index]->total) {
                return "line $index is another total";
            }
        }
        return null;
    }
}
