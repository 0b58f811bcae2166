<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Payments;
use DokuAkulaku\Payments\PdoStore;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;
use DokuAkulaku\Status;
use PDO;

/** Several processes at once, and processes that are killed, on one database. */
abstract class ProcessCase extends LifeCase
{
    /** How many of the points at which a process may die are tried: each, each fifth ... */
    protected const EVERY = 5;

    public function testPressesAtOnceBeginOneTry(): void
    {
        for ($round = 0; $round < 5; $round++) {
            $order = "order-$round";
            $begin = static fn (): string
                => (new PdoStore(static::database()->connect()))->begin(Samples::purchase($order), Samples::SITE)->invoice;
            self::assertSame(["$order-1-abc123"], array_unique(Workers::run(array_fill(0, 6, $begin))));
            self::assertCount(1, $this->store->attempts($order));
        }
    }

    public function testPressesAtOnceMakeOneOrder(): void
    {
        $pay = static fn (): string => (string) self::fresh()->pay(Samples::purchase())->url;
        $urls = Workers::run(array_fill(0, 4, $pay));
        self::assertCount(1, array_unique(array_filter($urls)), implode(' ', $urls));
        self::assertSame(['1001-1-abc123' => 'PENDING'], $this->doku->orders());
        self::assertSame($urls[0] === '' ? $urls[1] : $urls[0], $this->payments->pay(Samples::purchase())->url);
    }

    public function testTwoOrdersOfOneCartAtOnceMakeOnePage(): void
    {
        $pay = static fn (string $order): \Closure
            => static fn (): string => (string) self::fresh()->pay(Samples::purchase($order, 90000, 'cart'))->url;
        Workers::run([$pay('1'), $pay('2'), $pay('3')]);
        self::assertCount(1, array_keys($this->doku->orders(), 'PENDING', true));
    }

    public function testDifferentAmountsAtOnceLeaveOnePage(): void
    {
        for ($round = 0; $round < 12; $round++) {
            $order = (string) (1001 + $round);
            $pay = static fn (int $amount): \Closure
                => static fn (): string => (string) self::fresh()->pay(Samples::purchase($order, $amount))->url;
            Workers::run([$pay(90000), $pay(80000), $pay(70000)]);
            $this->assertOnePayable($order);
            self::assertNotNull($this->payments->pay(Samples::purchase($order, 60000))->url);
            $this->assertOnePayable($order);
        }
    }

    public function testSixNotificationsAtOnceAreToldOnce(): void
    {
        $one = $this->paying();
        $body = self::notification($one->invoice, 'SUCCESS');
        $file = Scratch::folder() . '/told';
        for ($round = 0; $round < 3; $round++) {
            file_put_contents($file, '');
            $order = $this->paying("n$round");
            $notify = static function () use ($order, $file): string {
                $payments = self::fresh(static function (string $told) use ($file): void {
                    usleep(100_000);
                    file_put_contents($file, "$told\n", FILE_APPEND);
                });
                return $payments->notified(self::notification($order->invoice, 'SUCCESS'), Samples::ACCOUNT)->value;
            };
            $answers = Workers::run(array_fill(0, 6, $notify));
            sort($answers);
            self::assertSame(['applied', 'kept', 'kept', 'kept', 'kept', 'kept'], $answers);
            self::assertSame("n$round\n", file_get_contents($file));
            self::assertSame(Status::Success, $this->store->find($order->invoice)?->told);
        }
        self::assertSame(Status::Success, $body->status);
    }

    public function testAWorkerThatIsKilledWhileItTellsIsFollowedByAnother(): void
    {
        $one = $this->paying();
        $results = Workers::run([static function () use ($one): string {
            $payments = self::fresh(static fn () => posix_kill(posix_getpid(), SIGKILL));
            return $payments->notified(self::notification($one->invoice, 'SUCCESS'), Samples::ACCOUNT)->value;
        }]);
        self::assertSame([null], $results);
        $this->payments->notified(self::notification($one->invoice, 'SUCCESS'), Samples::ACCOUNT);
        self::assertSame([], $this->shop->told, 'the claim lasts');
        $this->pass(901);
        $this->payments->notified(self::notification($one->invoice, 'SUCCESS'), Samples::ACCOUNT);
        self::assertSame([['1001', 'SUCCESS', []]], $this->shop->told);
    }

    public function testTwoTriesThatAreBothPaidAtOnceAreAlarmed(): void
    {
        for ($round = 0; $round < 3; $round++) {
            $order = "t$round";
            $this->doku->faults(['order_failed']);
            $this->payments->pay(Samples::purchase($order));
            $this->paying($order);
            $notify = static fn (int $try): \Closure => static fn (): string
                => self::fresh()->notified(self::notification("$order-$try-abc123", 'SUCCESS'), Samples::ACCOUNT)->value;
            self::assertSame(['applied', 'applied'], Workers::run([$notify(1), $notify(2)]));
            $this->pass(901);
            $this->payments->tell($order);
            $attempts = $this->store->attempts($order);
            self::assertSame(['paid_twice'], array_column($attempts->alarms(), 'value'));
            foreach ($attempts as $attempt) {
                self::assertSame(Status::Success, $attempt->told);
            }
        }
    }

    public function testReconcilersAtOnceAskOnce(): void
    {
        for ($order = 1; $order <= 10; $order++) {
            $this->doku->pay($this->paying((string) $order)->invoice);
        }
        $this->pass(61);
        $reconcile = static fn (): string => (string) self::fresh()->reconcile()->checked;
        self::assertSame(10, array_sum(array_map(intval(...), Workers::run(array_fill(0, 3, $reconcile)))));
        self::assertCount(10, $this->doku->requests('status'));
    }

    /** kill -9 before each statement and around each request; afterwards the reconciler and DOKU's ledger agree. */
    public function testAProcessMayDieAnywhere(): void
    {
        $points = $this->life(0);
        self::assertGreaterThan(40, $points);
        // Each point on one database; of the others a part, another one each time.
        $step = static::EVERY;
        for ($point = random_int(1, $step); $point <= $points; $point += $step) {
            $this->setUp();
            $this->life($point);
            $this->recover("killed at point $point");
        }
    }

    /** A payment's life in another process, which dies at this point (0: never). Gives how many points there are. */
    private function life(int $point): int
    {
        $results = Workers::run([static function () use ($point): string {
            $accounts = new TestAccounts();
            $accounts->before = static fn () => Killer::point();
            $accounts->change = static function ($request, array $answer): array {
                Killer::point();
                return $answer;
            };
            $payments = new Payments(new PdoStore(static::database()->connect(KillingPdo::class)), $accounts, new TestShop());
            Killer::$at = $point;
            Killer::$count = 0;
            $payments->pay(Samples::purchase('1001', 70000));
            $one = $payments->pay(Samples::purchase())->attempt ?? throw new \LogicException('no try');
            Simulator::get()->pay($one->invoice);
            $payments->notified(self::notification($one->invoice, 'SUCCESS'), Samples::ACCOUNT);
            $payments->refund($one->invoice, 90000);
            $payments->tell('1001');
            $payments->pay(Samples::purchase('2'));
            $payments->cancel('2');
            return (string) Killer::$count;
        }]);
        self::assertSame($point === 0, $results[0] !== null);
        return (int) $results[0];
    }

    private function recover(string $when): void
    {
        for ($run = 0; $run < 6; $run++) {
            $this->pass(1000);
            $report = $this->payments->reconcile();
            self::assertSame(0, $report->failed, $when);
        }
        $states = ['PENDING' => Status::Pending, 'SUCCESS' => Status::Success, 'CANCELLED' => Status::Cancelled, 'REFUNDED' => Status::Refunded];
        foreach ($this->doku->orders() as $invoice => $status) {
            $attempt = $this->store->find($invoice);
            self::assertSame($states[$status], $attempt?->status, "$when: $invoice is $status at DOKU");
            self::assertTrue($status !== 'PENDING' || $attempt->payable(), "$when: $invoice can be paid unknown to the shop");
            foreach ($this->store->calls($invoice) as $call) {
                self::assertContains($call->state, [CallState::Done, CallState::Refused], "$when: a call is open");
            }
        }
        foreach (['1001', '2'] as $order) {
            $this->assertOnePayable($order);
            foreach ($this->store->attempts($order) as $attempt) {
                $told = $attempt->told ?? Status::Unknown;
                self::assertSame($attempt->status, $told, "$when: the shop knows $attempt->invoice as $told->value");
            }
            // The buyer presses again: a page, or the word that it is paid.
            $outcome = $this->payments->pay(Samples::purchase($order));
            self::assertTrue($outcome->url !== null || $outcome->reason === Reason::Paid, "$when: " . ($outcome->reason->value ?? ''));
            self::assertNotSame(Result::Unknown, $outcome->result, $when);
            $this->assertOnePayable($order);
        }
    }

    /** @param ?\Closure(string): void $during */
    private static function fresh(?\Closure $during = null): Payments
    {
        $shop = new TestShop();
        $shop->during = $during;
        return new Payments(new PdoStore(static::database()->connect()), new TestAccounts(), $shop);
    }
}
