<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Payments;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Report;
use DokuAkulaku\Payments\Result;
use DokuAkulaku\Payments\StoreException;
use DokuAkulaku\Status;

final class ReconcileTest extends LifeCase
{
    public function testNothingIsDue(): void
    {
        $this->paying();
        self::assertEquals(new Report(), $this->payments->reconcile());
    }

    public function testAPaymentThatNobodyHeardOfIsFoundAndTold(): void
    {
        $one = $this->paying();
        $this->doku->pay($one->invoice);
        $this->pass(61);
        $report = $this->payments->reconcile();
        self::assertSame([1, 1, 0, 0], [$report->checked, $report->moved, $report->told, $report->failed]);
        $this->assertTry($one->invoice, Status::Success);
        self::assertSame([], $this->shop->told, 'not before 120 s: the one who caused it may be telling');
        $this->pass(121);
        self::assertSame(1, $this->payments->reconcile()->told);
        self::assertSame([['1001', 'SUCCESS', []]], $this->shop->told);
        $this->pass(4000);
        self::assertEquals(new Report(), $this->payments->reconcile(), 'a paid order is at rest');
    }

    public function testAnUnansweredOrderGetsItsPage(): void
    {
        $this->doku->faults([['fault' => 'close_after_request', 'count' => 2]]);
        $this->payments->pay(Samples::purchase());
        $this->pass(61);
        self::assertSame(1, $this->payments->reconcile()->repeated);
        self::assertTrue($this->store->find('1001-1-abc123')?->payable());
    }

    public function testAKilledProcesssCallIsFinished(): void
    {
        $purchase = Samples::purchase();
        $one = $this->store->begin($purchase, Samples::SITE);
        $this->store->start($one->invoice, \DokuAkulaku\Payments\Operation::Generate, static fn (): array
            => \DokuAkulaku\Payments\Internal\Payloads::generate($purchase, $one->invoice));
        $this->pass(119);
        self::assertSame(0, $this->payments->reconcile()->repeated);
        $this->pass(2);
        self::assertSame(1, $this->payments->reconcile()->repeated);
        self::assertTrue($this->store->find($one->invoice)?->payable());
    }

    public function testAnOrderThatIsFoundWithoutAPageIsCancelled(): void
    {
        $this->unanswered(true);
        $this->pass(61);
        $this->payments->reconcile();
        $this->assertTry('1001-1-abc123', Status::Cancelled);
        self::assertSame(['1001-1-abc123' => 'CANCELLED'], $this->doku->orders());
    }

    public function testAnOrderThatIsNotFoundIsGivenUpAndItsCancelIsSent(): void
    {
        $this->unanswered(false);
        $this->pass(61);
        $this->payments->reconcile();
        self::assertSame(Reason::GivenUp, $this->store->find('1001-1-abc123')?->closedWhy);
        $cancel = $this->store->calls('1001-1-abc123')[1];
        self::assertSame(CallState::NotSent, $cancel->state);
        $this->pass(61);
        $this->payments->reconcile();
        self::assertSame(CallState::Refused, $this->store->call($cancel->requestId)?->state);
        $this->pass(4000);
        self::assertSame(1, $this->payments->reconcile()->checked, 'it stays watched');
    }

    public function testAGivenUpOrderThatAppearsIsCancelled(): void
    {
        $this->unanswered(false);
        $this->pass(61);
        $this->payments->reconcile();
        $this->pass(61);
        $this->payments->reconcile();
        // A request that hung in the network for so long arrives.
        $client = $this->accounts->client(Samples::ACCOUNT, 9.0);
        $call = $this->store->calls('1001-1-abc123')[0];
        $client->generateOrder($call->payload, $call->requestId);
        $this->pass(4000);
        $this->payments->reconcile();
        self::assertSame(['1001-1-abc123' => 'CANCELLED'], $this->doku->orders());
        $this->assertTry('1001-1-abc123', Status::Cancelled);
    }

    public function testACopyDoesNothing(): void
    {
        $this->paid();
        $this->pass(4000);
        $this->accounts->site = null;
        $sent = count($this->doku->requests());
        $report = $this->payments->reconcile();
        self::assertEquals(new Report(complete: false, reason: Reason::CopiedSite), $report);
        $this->accounts->site = 'zzz999';
        self::assertEquals(new Report(), $this->payments->reconcile());
        self::assertCount($sent, $this->doku->requests());
        self::assertSame([], $this->shop->told);
    }

    public function testOneFailingOrderNeverStopsTheRest(): void
    {
        foreach (['1', '2', '3'] as $order) {
            $this->paid($order);
        }
        $this->pass(4000);
        $this->shop->broken = ['2'];
        $report = $this->payments->reconcile();
        self::assertSame([2, 1], [$report->told, $report->failed]);
        self::assertSame(['1', '3'], array_column($this->shop->told, 0));
    }

    public function testTheLimitBoundsARun(): void
    {
        foreach (['1', '2', '3', '4', '5'] as $order) {
            $this->doku->pay($this->paying($order)->invoice);
        }
        $this->pass(61);
        $checked = [];
        do {
            $report = $this->payments->reconcile(25.0, 2);
            $checked[] = $report->checked;
        } while (!$report->complete);
        self::assertSame([2, 2, 1], $checked);
        self::assertSame(5, count(array_filter($this->doku->orders(), static fn (string $status): bool => $status === 'SUCCESS')));
    }

    public function testWithoutTimeNothingIsStarted(): void
    {
        $this->paid();
        $this->paying('2');
        $this->pass(4000);
        $sent = count($this->doku->requests());
        $report = $this->payments->reconcile(0.0);
        self::assertSame([0, 0, 0, false], [$report->checked, $report->told, $report->repeated, $report->complete]);
        self::assertCount($sent, $this->doku->requests());
        self::assertTrue($this->payments->reconcile()->complete);
    }

    public function testAnUnknownAccountDoesNotStopTheOthers(): void
    {
        $this->paying('1');
        $this->connection->exec("UPDATE doku_akulaku_attempt SET account = 'sandbox:MCH-OLD'");
        $this->doku->pay($this->paying('2')->invoice);
        $this->accounts->forgotten = ['sandbox:MCH-OLD'];
        $this->pass(61);
        $report = $this->payments->reconcile();
        self::assertSame([1, 1], [$report->checked, $report->failed]);
        self::assertSame(Status::Success, $this->store->find('2-1-abc123')?->status);
        self::assertSame([], $this->store->due(9, Samples::SITE)->checks, 'it does not come first the next time');
    }

    public function testAStoreThatFailsIsReported(): void
    {
        $this->connection->exec('ALTER TABLE doku_akulaku_call RENAME TO away');
        try {
            $report = $this->payments->reconcile();
            self::assertSame([Reason::NoStore, false, 1], [$report->reason, $report->complete, $report->failed]);
            self::assertOutcome(Result::Later, Reason::NoStore, $this->payments->pay(Samples::purchase()));
            self::assertSame([], $this->doku->requests());
        } finally {
            $this->connection->exec('ALTER TABLE away RENAME TO doku_akulaku_call');
        }
    }

    public function testTheEndOfACallThatCannotBeStoredIsUnknown(): void
    {
        $this->accounts->before = fn () => $this->connection->exec('ALTER TABLE doku_akulaku_event RENAME TO away');
        try {
            self::assertOutcome(Result::Unknown, Reason::NoStore, $this->payments->pay(Samples::purchase()));
        } finally {
            $this->connection->exec('ALTER TABLE away RENAME TO doku_akulaku_event');
        }
        $this->accounts->before = null;
        self::assertSame(['1001-1-abc123' => 'PENDING'], $this->doku->orders());
        self::assertOutcome(Result::Done, null, $this->payments->pay(Samples::purchase()));
        self::assertSame(['1001-1-abc123' => 'PENDING'], $this->doku->orders());
    }

    /** Two sends without an answer. */
    private function unanswered(bool $made): void
    {
        $this->doku->faults([['fault' => 'close_after_request', 'execute' => $made, 'count' => 4]]);
        $this->payments->pay(Samples::purchase());
        $this->payments->pay(Samples::purchase());
    }

    public function testTwoReconcilersInTheSameInstantLookUpAnInvoiceOnce(): void
    {
        $one = $this->paying();
        $this->doku->pay($one->invoice);
        $this->pass(70);
        $seen = null;
        $between = new BetweenStore($this->store, 'claimCheck', function () use (&$seen): void {
            $seen = $this->payments->reconcile()->checked;
        });
        $sent = count($this->doku->requests());
        $report = (new Payments($between, $this->accounts, $this->shop))->reconcile();
        self::assertSame([1, 0], [$seen, $report->checked]);
        self::assertCount($sent + 1, $this->doku->requests());
    }

    public function testAStoreThatIsGoneAfterSomethingWasSentIsNoNotSent(): void
    {
        $gone = static fn (): never => throw new StoreException('gone');
        foreach ([0 => Result::Later, 1 => Result::Unknown] as $skip => $expected) {
            // Before the call is stored; and when its outcome is read again.
            $between = new BetweenStore($this->store, 'attempts', $gone, $skip);
            $outcome = (new Payments($between, $this->accounts, $this->shop))->pay(Samples::purchase("order-$skip"));
            self::assertOutcome($expected, Reason::NoStore, $outcome);
        }
        self::assertCount(1, $this->doku->orders());
    }
}
