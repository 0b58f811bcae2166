<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku;
use DokuAkulaku\Payments\Alarm;
use DokuAkulaku\Payments\Internal\Payloads;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;
use DokuAkulaku\Status;

/** Answers that lead nowhere: nobody is stuck for ever, and nobody has two payable orders. */
final class StuckTest extends LifeCase
{
    public function testAnOrderWithoutAPageIsCancelledAndMadeAnew(): void
    {
        $this->withoutPages(1);
        $outcome = $this->payments->pay(Samples::purchase());
        self::assertOutcome(Result::Done, null, $outcome);
        self::assertSame(['1001-1-abc123' => 'CANCELLED', '1001-2-abc123' => 'PENDING'], $this->doku->orders());
    }

    public function testWithoutPagesForEverNothingStaysPayable(): void
    {
        $this->withoutPages(PHP_INT_MAX);
        for ($press = 0; $press < 3; $press++) {
            self::assertNull($this->payments->pay(Samples::purchase())->url);
            self::assertNotContains('PENDING', $this->doku->orders());
        }
        $this->accounts->change = null;
        self::assertNotNull($this->payments->pay(Samples::purchase())->url);
    }

    public function testAProcessThatDiedBetweenTheOrderAndItsCancel(): void
    {
        $this->withoutPages(1);
        $this->doku->faults([['fault' => 'close_after_request', 'execute' => false, 'count' => 2, 'match' => ['operation' => 'cancel']]]);
        self::assertOutcome(Result::Unknown, Reason::Unreachable, $this->payments->pay(Samples::purchase()));
        $this->assertTry('1001-1-abc123', Status::Pending);
        self::assertSame('1001-2-abc123', $this->paying()->invoice);
        self::assertSame(['1001-1-abc123' => 'CANCELLED', '1001-2-abc123' => 'PENDING'], $this->doku->orders());
    }

    public function testAConflictAboutAnotherInvoice(): void
    {
        $this->doku->faults([['fault' => 'conflict', 'variant' => 'other_order', 'count' => 99, 'match' => ['operation' => 'generate', 'invoice' => '1001-1-abc123']]]);
        $this->assertNotStuck();
        self::assertSame(['1001-1-abc123' => 'CANCELLED', '1001-2-abc123' => 'PENDING'], $this->doku->orders());
    }

    public function testAConflictWithoutTheOriginal(): void
    {
        $this->doku->faults([['fault' => 'conflict', 'variant' => 'html', 'execute' => false, 'count' => 99, 'match' => ['operation' => 'generate', 'invoice' => '1001-1-abc123']]]);
        $this->assertNotStuck();
        self::assertSame(['1001-2-abc123' => 'PENDING'], $this->doku->orders());
        $given = $this->store->find('1001-1-abc123');
        self::assertSame(Reason::GivenUp, $given?->closedWhy);
        self::assertSame('rule', $given->closedBy);
    }

    public function testAFirewallsRefusal(): void
    {
        $this->doku->faults([['fault' => 'status', 'status' => 403, 'envelope' => 'html', 'count' => 99, 'match' => ['operation' => 'generate', 'invoice' => '1001-1-abc123']]]);
        $this->assertNotStuck();
        self::assertSame(['1001-2-abc123' => 'PENDING'], $this->doku->orders());
    }

    public function testAnAnswerAboutAnotherOrder(): void
    {
        $this->doku->faults([['fault' => 'other_order', 'invoice' => 'X-1', 'count' => 99, 'match' => ['operation' => 'generate', 'invoice' => '1001-1-abc123']]]);
        $this->assertNotStuck();
        $this->assertTry('1001-1-abc123', Status::Cancelled);
        self::assertSame('PENDING', $this->doku->orders()['1001-2-abc123']);
    }

    public function testAnAnswerWithAnotherAmountIsCancelledAndAlarmed(): void
    {
        $this->doku->faults([['fault' => 'other_amount', 'amount' => 5, 'count' => 99, 'match' => ['operation' => 'generate', 'invoice' => '1001-1-abc123']]]);
        $this->assertNotStuck();
        $this->assertTry('1001-1-abc123', Status::Cancelled);
        self::assertContains(Alarm::AmountDiffers, $this->store->attempts('1001')->alarms());
    }

    public function testAnAmountThatCannotBeReadIsAnAlarm(): void
    {
        $this->changeAnswer('/generate-order', static function (array $answer): array {
            $answer['order']['amount'] = '90.000';
            return $answer;
        });
        self::assertOutcome(Result::Unknown, Reason::AmountDiffers, $this->payments->pay(Samples::purchase()));
        self::assertSame([Alarm::AmountUnreadable], $this->store->attempts('1001')->alarms());
        $this->accounts->change = null;
        $this->assertOnePayable('1001');
        self::assertOutcome(Result::Done, null, $this->payments->pay(Samples::purchase()));
        self::assertSame([], $this->store->attempts('1001')->alarms());
    }

    public function testInvoicesThatAreUsedAlready(): void
    {
        // A restored backup: DOKU knows tries that this database has forgotten.
        $client = new DokuAkulaku('MCH-0001-10791114622547', TestAccounts::SECRET, ['base_url' => $this->doku->http]);
        foreach ([1, 2, 3] as $try) {
            $client->generateOrder(Payloads::generate(Samples::purchase(), "1001-$try-abc123"));
        }
        $this->doku->decline('1001-2-abc123');
        self::assertOutcome(Result::Done, null, $this->payments->pay(Samples::purchase()));
        self::assertSame(['1001-1-abc123' => 'CANCELLED', '1001-2-abc123' => 'FAILED', '1001-3-abc123' => 'CANCELLED',
            '1001-4-abc123' => 'PENDING'], $this->doku->orders());
    }

    public function testAnInvoiceThatIsUsedAndPaid(): void
    {
        $client = new DokuAkulaku('MCH-0001-10791114622547', TestAccounts::SECRET, ['base_url' => $this->doku->http]);
        $client->generateOrder(Payloads::generate(Samples::purchase(), '1001-1-abc123'));
        $this->doku->pay('1001-1-abc123');
        self::assertOutcome(Result::Refused, Reason::Paid, $this->payments->pay(Samples::purchase()));
        $this->assertTry('1001-1-abc123', Status::Success);
        self::assertCount(1, $this->doku->orders());
    }

    public function testAnInvoiceThatIsUsedAndNotFoundMayBeOnItsWay(): void
    {
        $this->doku->faults([['fault' => 'close_after_request', 'execute' => false, 'count' => 2]]);
        $this->payments->pay(Samples::purchase());
        $this->doku->faults([['fault' => 'status', 'status' => 400, 'envelope' => 'b_string', 'message' => 'INVOICE ALREADY USED']]);
        self::assertOutcome(Result::Unknown, Reason::NotFound, $this->payments->pay(Samples::purchase()));
        self::assertCount(1, $this->store->attempts('1001'), 'no second try within the minute');
    }

    public function testManyUsedInvoices(): void
    {
        $client = new DokuAkulaku('MCH-0001-10791114622547', TestAccounts::SECRET, ['base_url' => $this->doku->http]);
        for ($try = 1; $try <= 15; $try++) {
            $client->generateOrder(Payloads::generate(Samples::purchase(), "1001-$try-abc123"));
        }
        for ($press = 1; $this->payments->pay(Samples::purchase())->url === null; $press++) {
            self::assertLessThan(6, $press);
        }
        $this->assertOnePayable('1001');
    }

    public function testATryThatWasNeverSentIsNotInTheWay(): void
    {
        $this->store->begin(Samples::purchase('1001', 50000), Samples::SITE);
        self::assertSame('1001-2-abc123', $this->paying()->invoice);
        self::assertSame(Reason::GivenUp, $this->store->find('1001-1-abc123')?->closedWhy);
    }

    public function testAGivenUpTryThatIsPaidCounts(): void
    {
        $this->doku->faults([['fault' => 'close_after_request', 'execute' => false, 'count' => 4]]);
        $this->payments->pay(Samples::purchase());
        $this->payments->pay(Samples::purchase());
        $this->pass(61);
        $two = $this->paying();
        self::assertSame(2, $two->number);
        $this->payments->notified(self::notification('1001-1-abc123', 'SUCCESS'), Samples::ACCOUNT);
        self::assertOutcome(Result::Refused, Reason::Paid, $this->payments->pay(Samples::purchase()));
        self::assertSame([['1001', 'SUCCESS', []]], $this->shop->told);
        self::assertNull($this->store->attempts('1001')->open(), 'the second try is not offered any more');
        $this->payments->reconcile();
        self::assertSame('CANCELLED', $this->doku->orders()['1001-2-abc123']);
    }

    public function testAPageThatWasKnownIsNeverGivenUpByARule(): void
    {
        $one = $this->paying();
        $this->doku->reset();
        $this->pass(90000);
        // DOKU does not know it any more, says so to a cancel and to a look-up: a person has to say.
        self::assertOutcome(Result::Unknown, Reason::NotFound, $this->payments->pay(Samples::purchase('1001', 50000)));
        $this->payments->reconcile();
        self::assertNull($this->store->find($one->invoice)?->closedAt);
        self::assertOutcome(Result::Done, null, $this->payments->giveUp($one->invoice, 'Siti'));
        self::assertOutcome(Result::Done, null, $this->payments->pay(Samples::purchase('1001', 50000)));
    }

    /** As a buyer presses and waits; six presses lead to a page, and to one only. */
    private function assertNotStuck(): void
    {
        for ($press = 1; $press <= 6; $press++) {
            $outcome = $this->payments->pay(Samples::purchase());
            $this->assertOnePayable('1001');
            if ($outcome->url !== null) {
                self::assertSame('1001-2-abc123', $outcome->attempt?->invoice);
                return;
            }
            $this->pass(61);
        }
        self::fail('stuck: ' . ($outcome->reason->value ?? $outcome->result->value));
    }

    private function withoutPages(int $count): void
    {
        $this->changeAnswer('/generate-order', static function (array $answer) use (&$count): array {
            if ($count-- > 0) {
                unset($answer['payment']['url']);
            }
            return $answer;
        });
    }
}
