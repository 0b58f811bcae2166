<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Tests;

use DokuAkulaku;
use DokuAkulaku\Payment\Model\Accounts;
use DokuAkulaku\Payment\Model\Hurry;
use DokuAkulaku\Payment\Model\Log;
use DokuAkulaku\Payment\Model\PaymentsFactory;
use DokuAkulaku\Payment\Model\StoreConnection;
use DokuAkulaku\Payments\Line;
use DokuAkulaku\Payments\Outcome;
use DokuAkulaku\Payments\Payments;
use DokuAkulaku\Payments\PdoStore;
use DokuAkulaku\Payments\Purchase;
use DokuAkulaku\Payments\Shop;
use DokuAkulaku\Payments\Tests\Simulator;
use DokuAkulaku\Payments\Tests\Sqlite;
use DokuAkulaku\Payments\Tests\TestAccounts;
use DokuAkulaku\Payments\Tests\TestShop;
use Psr\Log\LoggerInterface;

/** The module's services on an empty SQLite store and the simulator; Magento's side is what a test gives. */
final class FakeShop
{
    public readonly PdoStore $store;
    public readonly Simulator $doku;
    public readonly Payments $payments;
    public readonly StoreConnection $connection;
    public readonly Accounts $accounts;
    public readonly PaymentsFactory $factory;
    public readonly Log $log;
    /** @var \ArrayObject<int, string> what was logged */
    public readonly \ArrayObject $logged;
    /** @var \ArrayObject<int, string> orders in a hurry */
    public readonly \ArrayObject $hurried;
    public readonly Hurry $hurry;

    public function __construct(?Shop $shop = null)
    {
        $this->doku = Simulator::get();
        $this->doku->reset();
        $pdo = Sqlite::get()->connect();
        $this->store = $store = new PdoStore($pdo);
        $store->install();
        foreach (['attempt', 'call', 'event'] as $table) {
            $pdo->exec("DELETE FROM doku_akulaku_$table");
        }
        $this->payments = $payments = new Payments($store, new TestAccounts(), $shop ?? new TestShop());
        $this->connection = new class ($store) extends StoreConnection {
            public function __construct(private readonly PdoStore $own)
            {
            }

            public function store(): PdoStore
            {
                return $this->own;
            }
        };
        $this->accounts = new class extends Accounts {
            /** @var array<string, int> */
            public array $known = ['sandbox:MCH-0001-10791114622547' => 1];

            public function __construct()
            {
            }

            public function all(): array
            {
                return $this->known;
            }

            public function clientOf(int $storeId, float $seconds): DokuAkulaku
            {
                return $storeId === 1 ? (new TestAccounts())->client('sandbox:MCH-0001-10791114622547', $seconds)
                    : new DokuAkulaku('MCH-0002-10791114622547', 'secret-key-of-another-website');
            }
        };
        $this->factory = new class ($store, $payments, $this->accounts) extends PaymentsFactory {
            public function __construct(
                private readonly PdoStore $own,
                private readonly Payments $made,
                private readonly Accounts $known,
            ) {
            }

            public function create(): Payments
            {
                return $this->made;
            }

            public function store(): PdoStore
            {
                return $this->own;
            }

            public function accounts(): Accounts
            {
                return $this->known;
            }
        };
        $this->logged = $logged = new \ArrayObject();
        $this->log = new Log(new class ($logged) implements LoggerInterface {
            /** @param \ArrayObject<int, string> $lines */
            public function __construct(private readonly \ArrayObject $lines)
            {
            }

            public function log(mixed $level, string|\Stringable $message, array $context = []): void
            {
                $this->lines[] = (string) $message . ' ' . json_encode($context, JSON_PARTIAL_OUTPUT_ON_ERROR);
            }
        });
        $this->hurried = $hurried = new \ArrayObject();
        $this->hurry = new class ($hurried) extends Hurry {
            /** @param \ArrayObject<int, string> $orders */
            public function __construct(private readonly \ArrayObject $orders)
            {
            }

            public function order(string $order): void
            {
                $this->orders[] = $order;
            }
        };
    }

    /** A payment page for the order. */
    public function pay(FakeOrder $order, int $amount = 90000): Outcome
    {
        return $this->payments->pay(new Purchase(
            (string) $order->getEntityId(),
            (string) $order->getIncrementId(),
            $amount,
            [new Line('Kaus', $amount, 1, 'K-1', 'Kaus')],
            ['id' => 'C1', 'name' => 'Siti Aminah', 'phone' => '6281234567890'],
            'https://shop.example/back',
            'sandbox:MCH-0001-10791114622547'
        ));
    }
}
