<?php

declare(strict_types=1);

namespace ExampleShop;

use InvalidArgumentException;

/** A cart with its totals in whole rupiah. It travels in the address and in the form, so the shop keeps none. */
final class Cart
{
    public readonly int $goods;
    public readonly int $discount;
    public readonly int $shipping;
    public readonly int $tax;
    public readonly int $total;

    /**
     * @param list<array{name: string, sku: string, category: string, price: int, quantity: string, unit: string}> $items
     */
    private function __construct(
        public readonly array $items,
        public readonly string $delivery,
        public readonly string $voucher,
    ) {
        $this->goods = CartLines::goodsTotal($items);
        $percent = Catalogue::VOUCHERS[$voucher] ?? 0;
        $this->discount = intdiv($this->goods * $percent + 50, 100);
        $this->shipping = Catalogue::DELIVERIES[$delivery]['price'];
        $this->tax = intdiv(($this->goods - $this->discount) * Catalogue::TAX_PERCENT + 50, 100);
        $this->total = $this->goods - $this->discount + $this->shipping + $this->tax;
    }

    /**
     * @param array<mixed> $form quantity[SKU], delivery, voucher, as they came from the browser
     * @throws InvalidArgumentException with a message for the customer
     */
    public static function fromForm(array $form): self
    {
        $quantities = is_array($form['quantity'] ?? null) ? $form['quantity'] : [];
        $items = [];
        foreach (Catalogue::PRODUCTS as $sku => $product) {
            $quantity = is_string($quantities[$sku] ?? null) ? self::quantity($quantities[$sku]) : '';
            if ($quantity === '') {
                continue;
            }
            self::check($product, $quantity);
            $items[] = ['name' => $product['name'], 'sku' => $sku, 'category' => $product['category'],
                'price' => $product['price'], 'quantity' => $quantity, 'unit' => $product['unit']];
        }
        if ($items === []) {
            throw new InvalidArgumentException('Your cart is empty. Choose a quantity of at least one product.');
        }
        $delivery = $form['delivery'] ?? 'courier';
        if (!is_string($delivery) || !isset(Catalogue::DELIVERIES[$delivery])) {
            throw new InvalidArgumentException('Please choose one of the ways of delivery.');
        }
        $voucher = is_string($form['voucher'] ?? null) ? strtoupper(trim($form['voucher'])) : '';
        if ($voucher !== '' && !isset(Catalogue::VOUCHERS[$voucher])) {
            throw new InvalidArgumentException('We do not know this voucher code.');
        }
        return new self($items, $delivery, $voucher);
    }

    /** @return list<array{name: string, price: int, quantity: int, sku: string, category: string}> */
    public function lines(): array
    {
        return CartLines::build($this->items, $this->discount, [
            ['name' => 'Delivery', 'sku' => 'DELIVERY', 'category' => 'Delivery', 'price' => $this->shipping],
            ['name' => 'PPN ' . Catalogue::TAX_PERCENT . '%', 'sku' => 'PPN', 'category' => 'Tax',
                'price' => $this->tax],
        ]);
    }

    /** @return array<string, string> the cart as form fields, name => value */
    public function fields(): array
    {
        $fields = [];
        foreach ($this->items as $item) {
            $fields["quantity[$item[sku]]"] = $item['quantity'];
        }
        return $fields + ['delivery' => $this->delivery, 'voucher' => $this->voucher];
    }

    /** People write 1,5 too; an empty field and 0 mean none. */
    private static function quantity(string $text): string
    {
        $text = strtr(trim($text), ',', '.');
        return preg_match('/^0*(\.0*)?$/', $text) === 1 ? '' : $text;
    }

    /** @param array{name: string, step: string, unit: string} $product */
    private static function check(array $product, string $quantity): void
    {
        $step = CartLines::thousandths($product['step']);
        try {
            $fits = CartLines::thousandths($quantity) % $step === 0 && CartLines::thousandths($quantity) <= 99_000;
        } catch (InvalidArgumentException) {
            $fits = false;
        }
        if (!$fits) {
            $step = rtrim("$product[step] $product[unit]");
            throw new InvalidArgumentException("$product[name] can be ordered in steps of $step, up to 99.");
        }
    }
}
