<?php

declare(strict_types=1);

namespace QueueTest;

use DokuAkulaku;
use DokuAkulaku\Payments\Accounts;
use DokuAkulaku\Payments\Attempts;
use DokuAkulaku\Payments\Line;
use DokuAkulaku\Payments\Payments;
use DokuAkulaku\Payments\PdoStore;
use DokuAkulaku\Payments\Purchase;
use DokuAkulaku\Payments\Shop;
use PDO;

/** The payments of a small shop: the store in a SQLite file, the simulator as DOKU. */
final readonly class TestShop implements Accounts, Shop
{
    public const ACCOUNT = 'sandbox:MCH-0001-10791114622547';

    public function __construct(public string $folder, private string $doku)
    {
    }

    public function store(): PdoStore
    {
        $store = new PdoStore(new PDO("sqlite:$this->folder/payments.sqlite", null, null, [PDO::ATTR_TIMEOUT => 10]));
        $store->install();
        return $store;
    }

    public function payments(): Payments
    {
        return new Payments($this->store(), $this, $this);
    }

    public function client(string $account, float $seconds): DokuAkulaku
    {
        return new DokuAkulaku('MCH-0001-10791114622547', 'secret-key-from-DOKU-back-office', ['base_url' => $this->doku,
            'timeout' => $seconds, 'retries' => 0]);
    }

    public function site(): string
    {
        return 'abc123';
    }

    public function apply(string $order, Attempts $attempts): void
    {
        file_put_contents("$this->folder/told", "$order " . $attempts->status()->value . "\n", FILE_APPEND);
    }

    public function purchase(string $order): Purchase
    {
        return new Purchase($order, $order, 90000, [new Line('Kaus', 90000, 1, 'K-1', 'Kaus')],
            ['id' => 'C1', 'name' => 'Siti Aminah', 'phone' => '6281234567890'], 'https://shop.example/', self::ACCOUNT);
    }
}
