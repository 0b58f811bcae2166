<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

use DokuAkulaku\Payments\Internal\Decimal;

/**
 * Line items that add up to the order's amount, from a shop's line totals.
 *
 * DOKU wants whole rupiah, price >= 0, 1 to 9999 pieces, and price x quantity summed up equal to the amount. A shop has
 * discounts, negative fees, totals in fractions and quantities such as 0.75. So the shop's grand total is the law:
 *  - it is spread over the lines in proportion to their totals; what a discount or a negative fee takes off, and what
 *    rounding leaves over, is thereby spread too (largest remainders, one rupiah each). Totals that add up stay as they are;
 *  - a line that is no whole quantity x whole price then is sent as 1 piece at the line's total, with the quantity in front
 *    of its name.
 */
final class CartLines
{
    public const MAX_AMOUNT = 999_999_999_999;
    public const MAX_QUANTITY = 9999;
    public const MAX_NAME = 255;
    /** Keeps the arithmetic of share() within 64 bits. */
    private const MAX_SUM = 4_000_000_000_000_000_000;

    /**
     * @param list<Item> $items also shipping, fees and tax where they are no part of the other totals
     * @param int $total what the buyer pays, in rupiah
     * @return list<Line>
     * @throws \ValueError
     */
    public static function fromTotals(array $items, int $total): array
    {
        if ($total < 1 || $total > self::MAX_AMOUNT) {
            throw new \ValueError('The total must be 1 to ' . self::MAX_AMOUNT . " rupiah, not $total");
        }
        if ($items === []) {
            throw new \ValueError('A cart must have at least one item');
        }
        [$kept, $weights] = self::weighed($items);
        $lines = [];
        foreach (self::share($total, $weights) as $index => $amount) {
            $lines[] = self::line($kept[$index], $amount, $index + 1);
        }
        return $lines;
    }

    /** @param list<Line> $lines */
    public static function total(array $lines): int
    {
        return array_sum(array_map(static fn (Line $line): int => $line->price * $line->quantity, $lines));
    }

    /**
     * The items that become lines, and what each is worth. Negative ones are taken off the others.
     *
     * @param list<Item> $items
     * @return array{list<array{Item, string}>, list<int>} item and plain quantity; weights
     */
    private static function weighed(array $items): array
    {
        $kept = [];
        $weights = [];
        $sum = 0;
        foreach ($items as $index => $item) {
            $name = 'Item ' . ($index + 1);
            $worth = Decimal::tenThousandths(Decimal::plain($item->total, "$name: its total"), "$name: its total");
            $quantity = ltrim(Decimal::plain($item->quantity, "$name: its quantity"), '-');
            $sum += max(0, $worth);
            if ($sum > self::MAX_SUM) {
                throw new \ValueError('The items are worth too much');
            }
            if ($worth > 0 || ($worth === 0 && $quantity !== '0')) {
                $kept[] = [$item, $quantity];
                $weights[] = $worth;
            }
        }
        if ($kept === []) {
            // Nothing but deductions, and still something to pay: it has to stand somewhere.
            return [[[$items[0], '1']], [1]];
        }
        if ($sum === 0) {
            $weights[0] = 1;
        }
        return [$kept, $weights];
    }

    /** @param array{Item, string} $kept */
    private static function line(array $kept, int $amount, int $position): Line
    {
        [$item, $quantity] = $kept;
        $pieces = ctype_digit($quantity) && strlen($quantity) <= 4 ? (int) $quantity : 0;
        $whole = $pieces >= 1 && $amount % $pieces === 0;
        // A quantity of nothing with a total: one piece, and nothing to say about it.
        $prefix = $whole || $quantity === '0' || $quantity === '1' ? '' : "$quantity x ";
        return new Line(
            SafeText::clean($prefix . SafeText::clean($item->name, self::MAX_NAME, "Item $position"), self::MAX_NAME, '-'),
            $whole ? intdiv($amount, $pieces) : $amount,
            $whole ? $pieces : 1,
            SafeText::clean($item->sku, self::MAX_NAME, "item-$position"),
            SafeText::clean($item->category, self::MAX_NAME, 'General'),
        );
    }

    /**
     * Largest remainder: whole shares of $total in proportion to the weights, that add up to $total exactly.
     *
     * @param list<int> $weights at least one of them above 0
     * @return list<int>
     */
    private static function share(int $total, array $weights): array
    {
        $sum = array_sum($weights);
        $shares = [];
        $remainders = [];
        foreach ($weights as $weight) {
            [$shares[], $remainders[]] = self::multiplyAndDivide($total, $weight, $sum);
        }
        // The larger remainder first; of equal ones the earlier line.
        arsort($remainders);
        $left = $total - array_sum($shares);
        foreach (array_slice(array_keys($remainders), 0, $left) as $index) {
            $shares[$index]++;
        }
        return array_values($shares);
    }

    /**
     * Quotient and remainder of $number x $factor / $divisor, bit by bit: the product may need 100 bits.
     *
     * @return array{int, int}
     */
    private static function multiplyAndDivide(int $number, int $factor, int $divisor): array
    {
        $quotient = 0;
        $remainder = 0;
        // A total has 40 bits.
        for ($bit = 39; $bit >= 0; $bit--) {
            $remainder = 2 * $remainder + (($number >> $bit) & 1) * $factor;
            $quotient = 2 * $quotient + intdiv($remainder, $divisor);
            $remainder %= $divisor;
        }
        return [$quotient, $remainder];
    }
}
