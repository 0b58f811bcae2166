<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/** What a buyer wants to pay. */
final readonly class Purchase
{
    /** The store's columns are that wide. */
    public const MAX_ORDER = 64;
    public const MAX_CART = 128;
    public const MAX_ACCOUNT = 160;

    /**
     * @param string $order the shop's key of the order, 1 to 64 bytes: stable, not shown
     * @param string $number the order's number as people see it; it goes into the invoice number
     * @param int $amount whole rupiah
     * @param list<Line> $lines their price x quantity add up to the amount
     * @param array<string, string|int|null> $customer id, name, phone, address, city, state, postcode
     * @param string $callbackUrl where Akulaku sends the buyer's browser
     * @param string $account "{environment}:{Client-Id}"
     * @param ?string $cart a key of the cart (not of the person), so that two orders of one cart are not both payable;
     *        null when the buyer opened this very order by name, which is then never cancelled for another one
     * @param array<string, mixed> $additionalInfo goes out as additional_info
     * @throws \ValueError
     */
    public function __construct(
        public string $order,
        public string $number,
        public int $amount,
        public array $lines,
        public array $customer,
        public string $callbackUrl,
        public string $account,
        public ?string $cart = null,
        public array $additionalInfo = [],
    ) {
        self::length('order', $order, self::MAX_ORDER);
        self::length('account', $account, self::MAX_ACCOUNT);
        if ($cart !== null) {
            self::length('cart', $cart, self::MAX_CART);
        }
        if ($amount < 1) {
            throw new \ValueError("Purchase::\$amount must be at least 1 rupiah, not $amount");
        }
        if ($lines === []) {
            throw new \ValueError('Purchase::$lines must have at least one line');
        }
        $sum = 0;
        foreach ($lines as $line) {
            $sum += $line->price * $line->quantity;
        }
        if ($sum !== $amount) {
            throw new \ValueError("Purchase::\$lines add up to $sum, but the amount is $amount");
        }
    }

    private static function length(string $name, string $value, int $most): void
    {
        if ($value === '' || strlen($value) > $most) {
            throw new \ValueError("Purchase::\$$name must have 1 to $most bytes, not " . strlen($value));
        }
    }
}
