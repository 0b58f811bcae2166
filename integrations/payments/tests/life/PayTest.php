<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Operation;
use DokuAkulaku\Payments\Payments;
use DokuAkulaku\Payments\Purchase;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;
use DokuAkulaku\Payments\Store;
use DokuAkulaku\Request;
use DokuAkulaku\Status;
use PHPUnit\Framework\Attributes\DataProvider;

final class PayTest extends LifeCase
{
    public function testABuyerGetsAPage(): void
    {
        $outcome = $this->payments->pay(Samples::purchase());
        self::assertOutcome(Result::Done, null, $outcome);
        self::assertSame($outcome->attempt?->url, $outcome->url);
        self::assertStringContainsString('/pay/', (string) $outcome->url);
        self::assertTrue($outcome->attempt?->payable());
        self::assertSame(['1001-1-abc123' => 'PENDING'], $this->doku->orders());
        self::assertSame([], $this->shop->told, 'the caller has the outcome');
        $call = $this->store->calls('1001-1-abc123')[0];
        self::assertSame([Operation::Generate, CallState::Done, 200], [$call->operation, $call->state, $call->httpStatus]);
        self::assertSame('1001-1-abc123', $call->payload['payment']['merchant_unique_reference'] ?? null);
    }

    public function testACallIsStoredBeforeItIsSent(): void
    {
        $seen = null;
        $this->accounts->before = function (Request $request) use (&$seen): void {
            $seen = $this->store->call($request->requestId);
        };
        $this->payments->pay(Samples::purchase());
        self::assertSame(CallState::Open, $seen?->state);
        self::assertSame('1001-1-abc123', $seen->payload['order']['invoice_number'] ?? null);
    }

    public function testASecondPressGetsTheSamePage(): void
    {
        $one = $this->payments->pay(Samples::purchase());
        $two = $this->payments->pay(Samples::purchase());
        self::assertSame($one->url, $two->url);
        self::assertCount(1, $this->doku->requests());
    }

    public function testAnUnansweredCallIsMadeAgainAndCountsOnce(): void
    {
        $this->doku->faults([['fault' => 'close_after_request', 'count' => 2]]);
        self::assertOutcome(Result::Unknown, Reason::Unreachable, $this->payments->pay(Samples::purchase()));
        self::assertOutcome(Result::Done, null, $this->payments->pay(Samples::purchase()));
        $requests = $this->doku->requests('generate');
        self::assertCount(1, array_unique(array_column($requests, 'request_id')));
        self::assertCount(1, array_unique(array_column($requests, 'body_sha256')));
        self::assertSame(['1001-1-abc123' => 'PENDING'], $this->doku->orders());
    }

    /** A second purchase of the same order, with other words: what was stored goes out, not what is asked now. */
    public function testTheStoredPayloadIsSentAgain(): void
    {
        $this->doku->faults([['fault' => 'close_after_request', 'count' => 2]]);
        $this->payments->pay(Samples::purchase(name: 'Anton Budiman'));
        $this->payments->pay(Samples::purchase(name: 'Anton B.'));
        self::assertCount(1, array_unique(array_column($this->doku->requests('generate'), 'body_sha256')));
    }

    public function testAHangingDokuIsAskedTwiceAndThenLookedUp(): void
    {
        $this->accounts->timeout = 1.0;
        $this->doku->faults([['fault' => 'stall', 'count' => 9]]);
        $start = microtime(true);
        self::assertOutcome(Result::Unknown, Reason::Unreachable, $this->payments->pay(Samples::purchase()));
        // DOKU says that the first one is still in flight.
        self::assertOutcome(Result::Unknown, Reason::Busy, $this->payments->pay(Samples::purchase()));
        self::assertOutcome(Result::Unknown, Reason::Busy, $this->payments->pay(Samples::purchase()));
        self::assertLessThan(15.0, microtime(true) - $start);
        $sent = count($this->doku->requests());
        $this->payments->pay(Samples::purchase());
        self::assertCount($sent, $this->doku->requests(), 'nothing is asked within 60 s');
        $this->doku->noFaults();
        $this->pass(61);
        // It was made: found without a page, cancelled, and tried anew.
        self::assertOutcome(Result::Done, null, $this->payments->pay(Samples::purchase()));
        self::assertSame(['1001-1-abc123' => 'CANCELLED', '1001-2-abc123' => 'PENDING'], $this->doku->orders());
        $this->assertTry('1001-1-abc123', Status::Cancelled);
    }

    public function testADokuThatCannotBeReachedGetsNothing(): void
    {
        $this->doku->listen(false);
        for ($press = 0; $press < 4; $press++) {
            $outcome = $this->payments->pay(Samples::purchase());
            self::assertOutcome(Result::Later, Reason::Unreachable, $outcome);
        }
        $this->doku->listen(true);
        self::assertSame([], $this->doku->orders());
        // Never sent, so however often it was pressed, nothing has to be looked up.
        self::assertFalse($this->store->calls('1001-1-abc123')[0]->perhaps);
        self::assertSame('1001-1-abc123', $this->paying()->invoice);
    }

    public function testNotReachedAfterAnUnansweredSendIsUnknown(): void
    {
        $this->doku->faults([['fault' => 'close_after_request', 'count' => 2]]);
        $this->payments->pay(Samples::purchase());
        $this->doku->listen(false);
        self::assertOutcome(Result::Unknown, Reason::Unreachable, $this->payments->pay(Samples::purchase()));
        $this->doku->listen(true);
        $this->pass(61);
        self::assertOutcome(Result::Done, null, $this->payments->pay(Samples::purchase()));
        $this->assertOnePayable('1001');
    }

    public function testARefusedTryIsFollowedByANewOne(): void
    {
        $this->doku->faults([['fault' => 'status', 'status' => 400, 'envelope' => 'b_array', 'message' => 'PAYMENT CHANNEL IS INACTIVE']]);
        self::assertOutcome(Result::Refused, Reason::RefusedByDoku, $this->payments->pay(Samples::purchase()));
        $this->assertTry('1001-1-abc123', Status::Failed);
        self::assertSame('1001-2-abc123', $this->paying()->invoice);
    }

    public function testARefusalAfterAnUnansweredSendIsNone(): void
    {
        $this->doku->faults([['fault' => 'close_after_request', 'count' => 2], ['fault' => 'status', 'status' => 400, 'envelope' => 'a']]);
        $this->payments->pay(Samples::purchase());
        self::assertOutcome(Result::Unknown, Reason::RefusedByDoku, $this->payments->pay(Samples::purchase()));
        $this->assertTry('1001-1-abc123', Status::Unknown);
        $this->pass(61);
        self::assertOutcome(Result::Done, null, $this->payments->pay(Samples::purchase()));
        $this->assertOnePayable('1001');
    }

    public function testAnOrderThatFailedIsTriedAnew(): void
    {
        $this->doku->faults(['order_failed']);
        self::assertOutcome(Result::Refused, Reason::RefusedByDoku, $this->payments->pay(Samples::purchase()));
        self::assertSame('1001-2-abc123', $this->paying()->invoice);
    }

    public function testAPaidOrderIsNotPaidAgain(): void
    {
        $one = $this->paid();
        $outcome = $this->payments->pay(Samples::purchase());
        self::assertOutcome(Result::Refused, Reason::Paid, $outcome);
        self::assertSame($one->invoice, $outcome->attempt?->invoice);
        self::assertOutcome(Result::Refused, Reason::Paid, $this->payments->pay(Samples::purchase('1001', 50000)));
        $this->payments->refund($one->invoice, 90000);
        self::assertOutcome(Result::Refused, Reason::Paid, $this->payments->pay(Samples::purchase()));
        self::assertCount(1, $this->doku->orders());
    }

    public function testAWrongOrderIsRefusedBeforeAnythingIsStored(): void
    {
        $good = Samples::purchase();
        $purchase = new Purchase('1001', '1001', 90000, $good->lines, ['phone' => '0812'] + $good->customer, $good->callbackUrl, $good->account);
        $outcome = $this->payments->pay($purchase);
        self::assertOutcome(Result::Refused, Reason::Invalid, $outcome);
        self::assertSame('phone', $outcome->violations['customer.phone']['rule'] ?? null);
        self::assertCount(0, $this->store->attempts('1001'));
        self::assertSame([], $this->doku->requests());
    }

    public function testAnotherAmountCancelsForCertainFirst(): void
    {
        $one = $this->paying();
        $outcome = $this->payments->pay(Samples::purchase('1001', 80000));
        self::assertOutcome(Result::Done, null, $outcome);
        self::assertSame(['1001-1-abc123' => 'CANCELLED', '1001-2-abc123' => 'PENDING'], $this->doku->orders());
        $this->assertTry($one->invoice, Status::Cancelled);
    }

    public function testAnotherAmountWhileTheOldOneIsPaid(): void
    {
        $one = $this->paying();
        $this->doku->pay($one->invoice);
        self::assertOutcome(Result::Refused, Reason::Paid, $this->payments->pay(Samples::purchase('1001', 80000)));
        self::assertCount(1, $this->doku->orders());
        $this->assertTry($one->invoice, Status::Success);
    }

    public function testAnotherAmountWhileTheCancelHasNoAnswer(): void
    {
        $this->paying();
        $this->doku->faults([['fault' => 'close_after_request', 'execute' => false, 'count' => 2]]);
        self::assertOutcome(Result::Unknown, Reason::Unreachable, $this->payments->pay(Samples::purchase('1001', 80000)));
        self::assertSame(['1001-1-abc123' => 'PENDING'], $this->doku->orders(), 'no second order yet');
        self::assertOutcome(Result::Done, null, $this->payments->pay(Samples::purchase('1001', 80000)));
        self::assertSame(['1001-1-abc123' => 'CANCELLED', '1001-2-abc123' => 'PENDING'], $this->doku->orders());
    }

    public function testAnotherAmountWhileTheOldTryIsUnknown(): void
    {
        $this->doku->faults([['fault' => 'close_after_request', 'count' => 2]]);
        $this->payments->pay(Samples::purchase());
        // The old one is settled (its stored call brings the page), then cancelled.
        self::assertOutcome(Result::Done, null, $this->payments->pay(Samples::purchase('1001', 80000)));
        self::assertSame(['1001-1-abc123' => 'CANCELLED', '1001-2-abc123' => 'PENDING'], $this->doku->orders());
    }

    public function testADokuThatDoesNotCancelKeepsTheOldTry(): void
    {
        $one = $this->paying();
        $this->doku->faults([['fault' => 'status', 'status' => 400, 'envelope' => 'b_string', 'message' => 'CANNOT CANCEL', 'match' => ['operation' => 'cancel']]]);
        $outcome = $this->payments->pay(Samples::purchase('1001', 80000));
        self::assertOutcome(Result::Refused, Reason::RefusedByDoku, $outcome);
        self::assertSame(['1001-1-abc123' => 'PENDING'], $this->doku->orders());
        self::assertTrue($this->store->find($one->invoice)?->payable());
        $this->doku->faults([['fault' => 'status', 'status' => 400, 'envelope' => 'b_string', 'message' => 'CANNOT CANCEL', 'match' => ['operation' => 'cancel']]]);
        // Back at the old amount, it is gone on with.
        self::assertSame($one->url, $this->payments->pay(Samples::purchase())->url);
    }

    public function testTwoOrdersOfOneCart(): void
    {
        $one = $this->payments->pay(Samples::purchase('1', 90000, 'cart'));
        $two = $this->payments->pay(Samples::purchase('2', 90000, 'cart'));
        self::assertOutcome(Result::Done, null, $two);
        self::assertSame([$one->url, '1'], [$two->url, $two->attempt?->order]);
        $three = $this->payments->pay(Samples::purchase('3', 70000, 'cart'));
        self::assertOutcome(Result::Done, null, $three);
        self::assertSame(['1-1-abc123' => 'CANCELLED', '3-1-abc123' => 'PENDING'], $this->doku->orders());
        // The same sum for somebody else is not the same cart.
        $four = $this->payments->pay(Samples::purchase('4', 70000, 'cart', name: 'Budi'));
        self::assertSame('4', $four->attempt?->order);
        self::assertSame('CANCELLED', $this->doku->orders()['3-1-abc123']);
    }

    public function testAnOrderOpenedByNameIsNotCancelledForAnother(): void
    {
        $this->payments->pay(Samples::purchase('1', 90000, 'cart'));
        $this->payments->pay(Samples::purchase('1', 90000));
        self::assertOutcome(Result::Done, null, $this->payments->pay(Samples::purchase('2', 70000, 'cart')));
        self::assertSame(['1-1-abc123' => 'PENDING', '2-1-abc123' => 'PENDING'], $this->doku->orders());
    }

    public function testAnOrderOfTheCartThatWasPaidIsNotCancelled(): void
    {
        $one = $this->payments->pay(Samples::purchase('1', 90000, 'cart'));
        $this->doku->pay((string) $one->attempt?->invoice);
        $two = $this->payments->pay(Samples::purchase('2', 70000, 'cart'));
        self::assertOutcome(Result::Refused, Reason::Paid, $two);
        self::assertSame('1', $two->attempt?->order);
        self::assertCount(1, $this->doku->orders());
    }

    public function testACopyOfTheShopSendsNothing(): void
    {
        $this->accounts->site = null;
        self::assertOutcome(Result::Later, Reason::CopiedSite, $this->payments->pay(Samples::purchase()));
        self::assertCount(0, $this->store->attempts('1001'));
        self::assertSame([], $this->doku->requests());
    }

    public function testACopyNeverGetsThePageOfTheOriginal(): void
    {
        $one = $this->paying();
        $this->accounts->site = 'zzz999';
        $outcome = $this->payments->pay(Samples::purchase());
        self::assertSame('1001-2-zzz999', $outcome->attempt?->invoice);
        self::assertNotSame($one->url, $outcome->url);
        self::assertSame(['1001-1-abc123' => 'PENDING', '1001-2-zzz999' => 'PENDING'], $this->doku->orders());
    }

    public function testTheAccountMustBeKnown(): void
    {
        $this->accounts->forgotten = [Samples::ACCOUNT];
        self::assertOutcome(Result::Later, Reason::AccountUnknown, $this->payments->pay(Samples::purchase()));
        self::assertCount(0, $this->store->attempts('1001'));
    }

    public function testAPayableTryOfAForgottenAccountNeedsAPerson(): void
    {
        $old = 'sandbox:MCH-OLD';
        $this->paying();
        $this->connection->exec("UPDATE doku_akulaku_attempt SET account = '$old'");
        $this->accounts->forgotten = [$old];
        $outcome = $this->payments->pay(Samples::purchase());
        self::assertOutcome(Result::Later, Reason::AccountUnknown, $outcome);
        self::assertOutcome(Result::Done, null, $this->payments->giveUp('1001-1-abc123', 'Siti'));
        self::assertSame('Siti', $this->store->find('1001-1-abc123')?->closedBy);
        self::assertSame('1001-2-abc123', $this->paying()->invoice);
    }

    public function testAnUnknownTryOfAForgottenAccountStandsInNobodysWay(): void
    {
        $this->doku->faults([['fault' => 'close_after_request', 'execute' => false, 'count' => 2]]);
        $this->payments->pay(Samples::purchase());
        $this->connection->exec("UPDATE doku_akulaku_attempt SET account = 'sandbox:MCH-OLD'");
        $this->accounts->forgotten = ['sandbox:MCH-OLD'];
        $this->pass(61);
        self::assertSame('1001-2-abc123', $this->paying()->invoice);
        self::assertSame(Reason::GivenUp, $this->store->find('1001-1-abc123')?->closedWhy);
    }

    public function testWithoutTimeNothingIsSent(): void
    {
        self::assertOutcome(Result::Later, Reason::Busy, $this->payments->pay(Samples::purchase(), 0.5));
        self::assertSame([], $this->doku->requests());
        self::assertSame('1001-1-abc123', $this->paying()->invoice);
    }

    public function testACallGetsTheTimeThatIsLeft(): void
    {
        $this->payments->pay(Samples::purchase(), 7.0);
        self::assertNotSame([], $this->accounts->seconds);
        self::assertLessThanOrEqual(7.0, max($this->accounts->seconds));
        self::assertGreaterThan(6.0, max($this->accounts->seconds));
    }

    public function testAPageThatComesWhileItsTryIsGivenUpIsCancelledForAnotherAmount(): void
    {
        // Another worker has begun, and gets its page between our reading and our giving up.
        $this->store->begin(Samples::purchase(), Samples::SITE);
        $other = null;
        $between = new BetweenStore($this->store, 'close', function () use (&$other): void {
            $other = $this->payments->pay(Samples::purchase());
        });
        $mine = (new Payments($between, $this->accounts, $this->shop))->pay(Samples::purchase('1001', 80000));
        self::assertNotNull($other?->url);
        self::assertOutcome(Result::Done, null, $mine);
        self::assertSame(['1001-1-abc123' => 'CANCELLED', '1001-2-abc123' => 'PENDING'], $this->doku->orders());
        $this->assertOnePayable('1001');
    }

    public function testNothingIsSentForATryThatWasClosedMeanwhile(): void
    {
        $between = new BetweenStore($this->store, 'start', function (): void {
            $this->store->close('1001-1-abc123', Reason::GivenUp, Store::RULE);
        });
        $mine = (new Payments($between, $this->accounts, $this->shop))->pay(Samples::purchase());
        self::assertOutcome(Result::Done, null, $mine);
        self::assertSame('1001-2-abc123', $mine->attempt?->invoice);
        self::assertSame(['1001-2-abc123' => 'PENDING'], $this->doku->orders());
        self::assertSame([], $this->store->calls('1001-1-abc123'));
    }
}
