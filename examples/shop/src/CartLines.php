<?php

declare(strict_types=1);

namespace ExampleShop;

use InvalidArgumentException;

/**
 * Turns a cart into order.line_items that add up to order.amount in whole rupiah.
 *
 * DOKU wants price >= 0, a whole quantity from 1 to 9999, and price x quantity summed up equal to the amount. A cart
 * has discounts and quantities such as 1.5 kg. So:
 *  - the discount is spread over the goods in proportion to their worth (a negative line cannot be sent);
 *  - what rounding leaves over goes to the lines with the largest remainders, one rupiah each;
 *  - a line that is no longer "whole quantity x whole price" is sent as quantity 1 at the line's total, with the
 *    quantity in its name;
 *  - shipping and tax are lines of their own.
 */
final class CartLines
{
    public const MAX_PRICE = 999_999_999_999;
    public const MAX_QUANTITY = 9999;
    public const MAX_NAME = 255;
    /** The larger bounds keep the arithmetic below within 64 bits. */
    private const MAX_THOUSANDTHS = 1_000_000_000_000_000;

    /**
     * @param list<array<string, mixed>> $items each with name, sku, category, unit (optional), price and quantity:
     *        price in whole rupiah a unit; quantity a decimal number with up to three digits after the point
     * @param int $discount whole rupiah off the goods
     * @param list<array{name: string, sku: string, category: string, price: int}> $charges shipping, tax; 0 is left out
     * @return list<array{name: string, price: int, quantity: int, sku: string, category: string}>
     */
    public static function build(array $items, int $discount = 0, array $charges = []): array
    {
        $goods = self::goodsTotal($items);
        if ($discount < 0 || $discount > $goods) {
            throw new InvalidArgumentException("A discount of $discount does not fit goods of $goods rupiah");
        }
        $worths = array_map(self::worth(...), $items);
        $totals = self::share($goods - $discount, $worths);
        $lines = [];
        foreach ($items as $index => $item) {
            $lines[] = self::line($item, $totals[$index]);
        }
        foreach ($charges as $charge) {
            if ($charge['price'] < 0 || $charge['price'] > self::MAX_PRICE) {
                throw new InvalidArgumentException('A charge must be 0 to ' . self::MAX_PRICE . ' rupiah');
            }
            if ($charge['price'] > 0) {
                $lines[] = ['name' => self::shorten($charge['name']), 'price' => $charge['price'], 'quantity' => 1,
                    'sku' => $charge['sku'], 'category' => $charge['category']];
            }
        }
        return $lines;
    }

    /** @param list<array{price: int, quantity: int}> $lines */
    public static function total(array $lines): int
    {
        return array_sum(array_map(static fn (array $line): int => $line['price'] * $line['quantity'], $lines));
    }

    /**
     * The goods before discount: rounded once, half a rupiah up, not line by line.
     *
     * @param list<array{price: int, quantity: string}> $items
     */
    public static function goodsTotal(array $items): int
    {
        // A float when it leaves 64 bits.
        $thousandths = array_sum(array_map(self::worth(...), $items));
        if ($thousandths > self::MAX_THOUSANDTHS) {
            throw new InvalidArgumentException('The cart is worth more than ' . self::MAX_PRICE . ' rupiah');
        }
        return intdiv($thousandths + 500, 1000);
    }

    /**
     * Largest remainder: whole shares of $total in proportion to the weights, that add up to $total exactly.
     *
     * @param list<int> $weights
     * @return list<int>
     */
    public static function share(int $total, array $weights): array
    {
        $sum = array_sum($weights);
        if ($sum === 0) {
            if ($total !== 0) {
                throw new InvalidArgumentException('Nothing to spread the amount over');
            }
            return array_map(static fn (): int => 0, $weights);
        }
        $shares = [];
        $remainders = [];
        foreach ($weights as $index => $weight) {
            [$shares[$index], $remainders[$index]] = self::multiplyAndDivide($total, $weight, $sum);
        }
        arsort($remainders);
        $left = $total - array_sum($shares);
        foreach (array_slice(array_keys($remainders), 0, $left) as $index) {
            $shares[$index]++;
        }
        return $shares;
    }

    /** "1.5" -> 1500. No float: 0.1 has none. */
    public static function thousandths(string $quantity): int
    {
        if (preg_match('/^(\d{1,9})(?:\.(\d{1,3}))?$/D', $quantity, $match) !== 1) {
            throw new InvalidArgumentException('A quantity is a number such as 2 or 1.5');
        }
        $thousandths = (int) $match[1] * 1000 + (int) str_pad($match[2] ?? '', 3, '0');
        if ($thousandths === 0) {
            throw new InvalidArgumentException('A quantity of nothing');
        }
        return $thousandths;
    }

    /** @param array{price: int, quantity: string} $item */
    private static function worth(array $item): int
    {
        $quantity = self::thousandths($item['quantity']);
        if ($item['price'] < 0 || $item['price'] > intdiv(self::MAX_THOUSANDTHS, $quantity)) {
            throw new InvalidArgumentException('A line must be worth 0 to ' . self::MAX_PRICE . ' rupiah');
        }
        return $item['price'] * $quantity;
    }

    /**
     * @param array{name: string, sku: string, category: string, quantity: string, unit?: string} $item
     * @return array{name: string, price: int, quantity: int, sku: string, category: string}
     */
    private static function line(array $item, int $total): array
    {
        $thousandths = self::thousandths($item['quantity']);
        $quantity = intdiv($thousandths, 1000);
        $whole = $thousandths % 1000 === 0 && $quantity <= self::MAX_QUANTITY && $total % $quantity === 0;
        $unit = $item['unit'] ?? '';
        $prefix = $whole ? '' : self::plain($thousandths) . ' ' . ($unit === '' ? 'x' : $unit) . ' ';
        return [
            'name' => self::shorten($prefix . $item['name']),
            'price' => $whole ? intdiv($total, $quantity) : $total,
            'quantity' => $whole ? $quantity : 1,
            'sku' => $item['sku'],
            'category' => $item['category'],
        ];
    }

    private static function plain(int $thousandths): string
    {
        $fraction = rtrim(str_pad((string) ($thousandths % 1000), 3, '0', STR_PAD_LEFT), '0');
        return intdiv($thousandths, 1000) . ($fraction === '' ? '' : '.' . $fraction);
    }

    /** At most 255 code points; the quantity stands in front, so it is never what is cut off. */
    private static function shorten(string $name): string
    {
        return preg_match('/^.{' . self::MAX_NAME . '}/su', $name, $match) === 1 ? $match[0] : $name;
    }

    /**
     * Quotient and remainder of $number x $factor / $divisor, bit by bit: the product may need 90 bits.
     *
     * @return array{int, int}
     */
    private static function multiplyAndDivide(int $number, int $factor, int $divisor): array
    {
        $quotient = 0;
        $remainder = 0;
        for ($bit = 62; $bit >= 0; $bit--) {
            $remainder = 2 * $remainder + (($number >> $bit) & 1) * $factor;
            $quotient = 2 * $quotient + intdiv($remainder, $divisor);
            $remainder %= $divisor;
        }
        return [$quotient, $remainder];
    }
}
