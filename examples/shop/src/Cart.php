<?php

declare(strict_types=1);

namespace ExampleShop;

use DokuAkulaku\Payments\CartLines;
use DokuAkulaku\Payments\Item;
use DokuAkulaku\Payments\Line;
use DokuAkulaku\Payments\SafeText;

/** A cart with its totals in whole rupiah. It travels in the address and in the form, so the shop keeps none. */
final class Cart
{
    public readonly int $goods;
    public readonly int $discount;
    public readonly int $shipping;
    public readonly int $tax;
    public readonly int $total;

    /**
     * @param array<string, int> $quantities sku => thousandths
     * @param 'courier'|'pickup' $delivery
     */
    private function __construct(
        private readonly array $quantities,
        public readonly string $delivery,
        public readonly string $voucher,
    ) {
        $worth = 0;
        foreach ($quantities as $sku => $thousandths) {
            $worth += Catalogue::PRODUCTS[$sku]['price'] * $thousandths;
        }
        $this->goods = intdiv($worth + 500, 1000);
        $this->discount = intdiv($this->goods * (Catalogue::VOUCHERS[$voucher] ?? 0) + 50, 100);
        $this->shipping = Catalogue::DELIVERIES[$delivery];
        $this->tax = intdiv(($this->goods - $this->discount) * Catalogue::TAX_PERCENT + 50, 100);
        $this->total = $this->goods - $this->discount + $this->shipping + $this->tax;
    }

    /**
     * @param array<mixed> $form quantity[SKU], delivery, voucher, as they came from the browser
     * @throws CartException with a message for the customer
     */
    public static function fromForm(array $form): self
    {
        $typed = is_array($form['quantity'] ?? null) ? $form['quantity'] : [];
        $quantities = [];
        foreach (Catalogue::PRODUCTS as $sku => $product) {
            $quantity = is_string($typed[$sku] ?? null) ? self::thousandths($typed[$sku]) : 0;
            $step = self::thousandths($product['step']) ?? 1;
            if ($quantity === null || $quantity % $step !== 0 || $quantity > Catalogue::MOST * 1000) {
                throw new CartException('cart.step', ['sku' => $sku, 'step' => rtrim("$product[step] $product[unit]")]);
            }
            if ($quantity > 0) {
                $quantities[$sku] = $quantity;
            }
        }
        if ($quantities === []) {
            throw new CartException('cart.empty');
        }
        $delivery = $form['delivery'] ?? 'courier';
        if ($delivery !== 'courier' && $delivery !== 'pickup') {
            throw new CartException('cart.delivery');
        }
        $voucher = is_string($form['voucher'] ?? null) ? strtoupper(trim($form['voucher'])) : '';
        if ($voucher !== '' && !isset(Catalogue::VOUCHERS[$voucher])) {
            throw new CartException('cart.voucher');
        }
        return new self($quantities, $delivery, $voucher);
    }

    /**
     * The total is the law: the library spreads the discount over the goods' lines.
     *
     * @return list<Line>
     */
    public function lines(): array
    {
        $language = Language::current();
        $items = [];
        foreach ($this->quantities as $sku => $thousandths) {
            $worth = Catalogue::PRODUCTS[$sku]['price'] * $thousandths;
            $name = $language->say("product.$sku");
            $unit = Catalogue::PRODUCTS[$sku]['unit'];
            $items[] = new Item(
                SafeText::clean($unit === '' ? $name : $language->say('line.unit', ['product' => $name, 'unit' => $unit]), 200, $sku),
                $sku,
                Catalogue::PRODUCTS[$sku]['category'],
                self::plain($thousandths),
                sprintf('%d.%03d', intdiv($worth, 1000), $worth % 1000)
            );
        }
        $lines = CartLines::fromTotals($items, max(1, $this->goods - $this->discount));
        foreach (['delivery' => $this->shipping, 'tax' => $this->tax] as $name => $amount) {
            if ($amount > 0) {
                $text = $language->say("line.$name", ['percent' => Catalogue::TAX_PERCENT]);
                $lines[] = new Line($text, $amount, 1, strtoupper($name), ucfirst($name));
            }
        }
        return $lines;
    }

    /** @return list<array{string, string}> "1,5 kg Gayo coffee beans", "Rp 145.000 / kg" */
    public function summary(): array
    {
        $language = Language::current();
        $summary = [];
        foreach ($this->quantities as $sku => $thousandths) {
            ['unit' => $unit, 'price' => $price] = Catalogue::PRODUCTS[$sku];
            $quantity = $language->code === 'id' ? strtr(self::plain($thousandths), '.', ',') : self::plain($thousandths);
            $summary[] = [
                $quantity . ' ' . ($unit === '' ? '×' : $unit) . ' ' . $language->say("product.$sku"),
                rupiah($price) . ($unit === '' ? ' ' . $language->say('cart.each') : " / $unit"),
            ];
        }
        return $summary;
    }

    /** @return array<string, string> the cart as form fields, name => value */
    public function fields(): array
    {
        $fields = [];
        foreach ($this->quantities as $sku => $thousandths) {
            $fields["quantity[$sku]"] = self::plain($thousandths);
        }
        return $fields + ['delivery' => $this->delivery, 'voucher' => $this->voucher];
    }

    /** @return array{quantity: array<string, string>, delivery: string, voucher: string} the cart as an address has it */
    public function query(): array
    {
        return ['quantity' => array_map(self::plain(...), $this->quantities), 'delivery' => $this->delivery,
            'voucher' => $this->voucher];
    }

    /** "1,5" and "1.5" -> 1500; an empty field is none; null: no quantity at all. */
    private static function thousandths(string $typed): ?int
    {
        $text = strtr(trim($typed), ',', '.');
        if ($text === '') {
            return 0;
        }
        if (preg_match('/^(\d{1,6})(?:\.(\d{0,3}))?$/D', $text, $match) !== 1) {
            return null;
        }
        return (int) $match[1] * 1000 + (int) str_pad($match[2] ?? '', 3, '0');
    }

    private static function plain(int $thousandths): string
    {
        return rtrim(rtrim(sprintf('%d.%03d', intdiv($thousandths, 1000), $thousandths % 1000), '0'), '.');
    }
}
