<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku\Payments\Payments;
use DokuAkulaku\Payments\Received;
use DokuAkulaku\Status;
use PDO;

final class NotifyTest extends LifeCase
{
    public function testANotificationMovesTheTryAndTellsTheShop(): void
    {
        $one = $this->paying();
        self::assertSame(Received::Applied, $this->notify($one->invoice, 'SUCCESS'));
        $this->assertTry($one->invoice, Status::Success);
        self::assertSame([['1001', 'SUCCESS', []]], $this->shop->told);
        self::assertSame(Received::Kept, $this->notify($one->invoice, 'SUCCESS'));
        self::assertSame(Received::Kept, $this->notify($one->invoice, 'FAILED'));
        self::assertCount(1, $this->shop->told);
    }

    public function testALateSuccessOfAFailedTry(): void
    {
        $one = $this->paying();
        $this->notify($one->invoice, 'FAILED');
        self::assertSame(Received::Applied, $this->notify($one->invoice, 'SUCCESS'));
        self::assertSame([['1001', 'FAILED', []], ['1001', 'SUCCESS', []]], $this->shop->told);
    }

    public function testAnotherAmountIsAnAlarmAndNoPayment(): void
    {
        $one = $this->paying();
        self::assertSame(Received::AmountDiffers, $this->notify($one->invoice, 'SUCCESS', 89999));
        $this->assertTry($one->invoice, Status::Pending);
        self::assertSame([['1001', 'PENDING', ['amount_differs']]], $this->shop->told);
        self::assertSame(Received::AmountDiffers, $this->notify($one->invoice, 'SUCCESS', 0));
    }

    public function testWithoutAnAmount(): void
    {
        $one = $this->paying();
        self::assertSame(Received::Applied, $this->notify($one->invoice, 'SUCCESS', null));
    }

    public function testAnInvoiceThatIsNotOurs(): void
    {
        $this->paying();
        self::assertSame(Received::UnknownInvoice, $this->notify('W24-1', 'SUCCESS'));
        self::assertSame(
            Received::UnknownInvoice,
            $this->payments->notified(self::notification('1001-1-abc123', 'SUCCESS'), 'production:MCH-0001-10791114622547')
        );
        self::assertSame([], $this->shop->told);
    }

    public function testWhatCannotBeStoredIsSentAgain(): void
    {
        $one = $this->paying();
        $this->connection->exec('DROP TABLE doku_akulaku_event');
        self::assertSame(Received::TryAgain, $this->notify($one->invoice, 'SUCCESS'));
        $this->connection->exec('DELETE FROM doku_akulaku_schema');
        $this->store->install();
        $this->assertTry($one->invoice, Status::Pending);
        self::assertSame(Received::Applied, $this->notify($one->invoice, 'SUCCESS'));
    }

    public function testAShopThatFailsIsToldAgain(): void
    {
        $one = $this->paying();
        $this->shop->broken = ['1001'];
        self::assertSame(Received::Applied, $this->notify($one->invoice, 'SUCCESS'), 'DOKU has done its part');
        self::assertSame([], $this->shop->told);
        $this->shop->broken = [];
        $this->pass(901);
        self::assertSame(1, $this->payments->reconcile()->told);
        self::assertSame([['1001', 'SUCCESS', []]], $this->shop->told);
        self::assertFalse($this->payments->tell('1001'));
    }

    public function testTellPassesOnWhatTheShopThrows(): void
    {
        $this->paid();
        $this->shop->broken = ['1001'];
        $this->expectExceptionMessage('the shop cannot load order 1001');
        $this->payments->tell('1001');
    }

    public function testAChangeWhileTheShopIsToldIsToldBySameWorker(): void
    {
        $one = $this->paying();
        $this->shop->during = function () use ($one): void {
            $this->shop->during = null;
            self::assertFalse($this->payments->tell('1001'), 'nobody else tells meanwhile');
            self::assertSame(Received::Applied, $this->notify($one->invoice, 'SUCCESS'));
        };
        self::assertTrue($this->payments->tell('1001'));
        self::assertSame([['1001', 'PENDING', []], ['1001', 'SUCCESS', []]], $this->shop->told);
    }

    public function testTheShopRunsOutsideAnyTransaction(): void
    {
        $one = $this->paying();
        $this->shop->during = function (): void {
            self::assertFalse($this->connection->inTransaction());
            // Somebody else can write.
            self::assertSame(0, static::database()->connect()->exec("UPDATE doku_akulaku_attempt SET told = told WHERE id = 0"));
        };
        self::assertSame(Received::Applied, $this->notify($one->invoice, 'SUCCESS'));
        self::assertCount(1, $this->shop->told);
    }

    public function testABrokenLoggerLosesNothing(): void
    {
        $logger = new class {
            public int $lines = 0;

            /** @param array<string, mixed> $context */
            public function log(string $level, string $message, array $context): void
            {
                $this->lines++;
                throw new \RuntimeException('disk full');
            }
        };
        $payments = new Payments($this->store, $this->accounts, $this->shop, $logger);
        $this->doku->listen(false);
        $payments->pay(Samples::purchase());
        $this->doku->listen(true);
        self::assertNotNull($payments->pay(Samples::purchase())->url);
        self::assertGreaterThan(0, $logger->lines);
        $this->expectException(\TypeError::class);
        new Payments($this->store, $this->accounts, $this->shop, new \stdClass());
    }

    private function notify(string $invoice, string $status, ?int $amount = 90000): Received
    {
        return $this->payments->notified(self::notification($invoice, $status, $amount), Samples::ACCOUNT);
    }
}
