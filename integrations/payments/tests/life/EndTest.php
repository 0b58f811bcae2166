<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku\Payments\Alarm;
use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Operation;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;
use DokuAkulaku\Status;

/** Cancel, refund, check, repeat and giving up. */
final class EndTest extends LifeCase
{
    public function testCancel(): void
    {
        $one = $this->paying();
        self::assertOutcome(Result::Done, null, $this->payments->cancel('1001'));
        self::assertSame(['1001-1-abc123' => 'CANCELLED'], $this->doku->orders());
        $this->assertTry($one->invoice, Status::Cancelled);
        self::assertOutcome(Result::Done, null, $this->payments->cancel('1001'));
        self::assertCount(1, $this->doku->requests('cancel'));
        self::assertOutcome(Result::Done, null, $this->payments->cancel('an order without tries'));
        self::assertSame([], $this->shop->told);
    }

    public function testAPaidOrderIsNotCancelled(): void
    {
        $this->paid();
        self::assertOutcome(Result::Refused, Reason::Paid, $this->payments->cancel('1001'));
        $two = $this->paying('2');
        $this->doku->pay($two->invoice);
        self::assertOutcome(Result::Refused, Reason::Paid, $this->payments->cancel('2'));
        $this->assertTry($two->invoice, Status::Success);
        // Nobody knew that it was paid when it was cancelled.
        self::assertSame([Alarm::PaidAfterCancel], $this->store->attempts('2')->alarms());
    }

    public function testACancelThatDokuRefuses(): void
    {
        $one = $this->paying();
        $this->doku->faults([['fault' => 'status', 'status' => 400, 'envelope' => 'b_string', 'message' => 'NO']]);
        self::assertOutcome(Result::Refused, Reason::RefusedByDoku, $this->payments->cancel('1001'));
        self::assertTrue($this->store->find($one->invoice)?->payable());
        $this->doku->pay($one->invoice);
        $this->payments->check($one->invoice);
        self::assertSame([Alarm::PaidAfterCancel], $this->store->attempts('1001')->alarms());
    }

    public function testACancelThatCannotBeSentIsSentLater(): void
    {
        $this->paying();
        $this->doku->listen(false);
        self::assertOutcome(Result::Later, Reason::Unreachable, $this->payments->cancel('1001'));
        $this->doku->listen(true);
        $this->pass(61);
        self::assertSame(1, $this->payments->reconcile()->repeated);
        self::assertSame(['1001-1-abc123' => 'CANCELLED'], $this->doku->orders());
        self::assertOutcome(Result::Done, null, $this->payments->cancel('1001'));
    }

    public function testAPageIsNotHandedOutAgainOnceItsCancelWasAsked(): void
    {
        $this->paying();
        $this->doku->listen(false);
        self::assertOutcome(Result::Later, Reason::Unreachable, $this->payments->cancel('1001'));
        $this->doku->listen(true);
        $outcome = $this->payments->pay(Samples::purchase());
        self::assertOutcome(Result::Done, null, $outcome);
        self::assertSame('1001-2-abc123', $outcome->attempt?->invoice);
        self::assertSame(['1001-1-abc123' => 'CANCELLED', '1001-2-abc123' => 'PENDING'], $this->doku->orders());
    }

    public function testACancelWithoutTimeIsSentLater(): void
    {
        $this->paying();
        self::assertOutcome(Result::Later, Reason::Busy, $this->payments->cancel('1001', 0.1));
        self::assertSame(CallState::NotSent, $this->store->calls('1001-1-abc123')[1]->state);
        $this->pass(61);
        $this->payments->reconcile();
        self::assertSame(['1001-1-abc123' => 'CANCELLED'], $this->doku->orders());
    }

    public function testACancelWithoutAnAnswerIsTheSameCallUntilThereIsOne(): void
    {
        $this->paying();
        $this->doku->faults([['fault' => 'close_after_request', 'count' => 2]]);
        self::assertOutcome(Result::Unknown, Reason::Unreachable, $this->payments->cancel('1001'));
        self::assertOutcome(Result::Done, null, $this->payments->cancel('1001'));
        self::assertCount(1, array_unique(array_column($this->doku->requests('cancel'), 'request_id')));
    }

    public function testAnUnknownTryIsCancelledForCertain(): void
    {
        $this->doku->faults([['fault' => 'close_after_request', 'count' => 2]]);
        $this->payments->pay(Samples::purchase());
        self::assertOutcome(Result::Done, null, $this->payments->cancel('1001'));
        self::assertSame(['1001-1-abc123' => 'CANCELLED'], $this->doku->orders());
    }

    public function testATryThatDokuDoesNotKnowCannotBePaid(): void
    {
        $this->doku->faults([['fault' => 'close_after_request', 'execute' => false, 'count' => 2]]);
        $this->payments->pay(Samples::purchase());
        self::assertOutcome(Result::Done, null, $this->payments->cancel('1001'));
        self::assertOutcome(Result::Done, null, $this->payments->cancel('1001'));
        self::assertSame(Reason::Cancelled, $this->store->find('1001-1-abc123')?->closedWhy);
        // A generate call on its way is not made again.
        $this->pass(4000);
        $this->payments->reconcile();
        self::assertCount(2, $this->doku->requests('generate'));
    }

    public function testALateSuccessOfACancelledOrderIsAnAlarm(): void
    {
        $one = $this->paying();
        $this->payments->cancel('1001');
        $this->doku->faults(['order_failed']);
        $this->payments->pay(Samples::purchase('2'));
        $this->payments->cancel('2');
        foreach (['1001', '2'] as $order) {
            $this->payments->notified(self::notification("$order-1-abc123", 'SUCCESS'), Samples::ACCOUNT);
            self::assertContains([$order, 'SUCCESS', ['paid_after_cancel']], $this->shop->told);
        }
        self::assertSame(Status::Success, $this->store->find($one->invoice)?->status);
    }

    public function testAnOrderThatIsPaidOtherwise(): void
    {
        $one = $this->paying();
        self::assertOutcome(Result::Done, null, $this->payments->paidElsewhere('1001', 'bank transfer'));
        self::assertSame(['1001-1-abc123' => 'CANCELLED'], $this->doku->orders());
        self::assertSame([Reason::Paid, 'bank transfer'], [$this->store->find($one->invoice)?->closedWhy, $this->store->find($one->invoice)?->closedBy]);
        $this->payments->notified(self::notification($one->invoice, 'SUCCESS'), Samples::ACCOUNT);
        self::assertSame([['1001', 'SUCCESS', ['paid_elsewhere']]], $this->shop->told);
    }

    public function testOnlyTheSiteThatMadeATryCancelsAndRefunds(): void
    {
        $one = $this->paying();
        $two = $this->paid('2');
        foreach ([null, 'zzz999'] as $site) {
            $this->accounts->site = $site;
            self::assertOutcome(Result::Later, Reason::CopiedSite, $this->payments->cancel('1001'));
            self::assertOutcome(Result::Later, Reason::CopiedSite, $this->payments->refund($two->invoice, 90000));
            $this->pass(4000);
            $this->payments->reconcile();
        }
        self::assertSame(['1001-1-abc123' => 'PENDING', '2-1-abc123' => 'SUCCESS'], $this->doku->orders());
        self::assertSame([], $this->doku->requests('cancel'));
        self::assertSame(['1001-1-abc123'], [$one->invoice]);
    }

    public function testRefund(): void
    {
        $one = $this->paid();
        foreach ([89999, 90001, 0, -90000] as $amount) {
            self::assertOutcome(Result::Refused, Reason::FullOnly, $this->payments->refund($one->invoice, $amount));
        }
        self::assertSame([], $this->doku->requests('refund'));
        self::assertOutcome(Result::Done, null, $this->payments->refund($one->invoice, 90000));
        self::assertSame(['1001-1-abc123' => 'REFUNDED'], $this->doku->orders());
        self::assertOutcome(Result::Done, null, $this->payments->refund($one->invoice, 90000));
        self::assertCount(1, $this->doku->requests('refund'));
        $this->doku->listen(false);
        self::assertOutcome(Result::Done, null, $this->payments->refund($one->invoice, 90000));
        $this->doku->listen(true);
        $payload = $this->store->calls($one->invoice)[1]->payload;
        self::assertSame('R-1001-1-abc123', $payload['refund']['merchant_unique_reference'] ?? null);
        self::assertSame($one->identifiers, $payload['payment']['identifier'] ?? null);
        self::assertOutcome(Result::Refused, Reason::UnknownInvoice, $this->payments->refund('none', 5));
    }

    public function testWhatIsNotPaidIsNotRefunded(): void
    {
        $one = $this->paying();
        self::assertOutcome(Result::Refused, Reason::NotPaid, $this->payments->refund($one->invoice, 90000));
        $this->doku->listen(false);
        self::assertOutcome(Result::Later, Reason::Unreachable, $this->payments->refund($one->invoice, 90000));
        $this->doku->listen(true);
        $this->doku->pay($one->invoice);
        // The look-up before it finds that it was paid.
        self::assertOutcome(Result::Done, null, $this->payments->refund($one->invoice, 90000));
    }

    public function testARefundWithoutAnAnswer(): void
    {
        $one = $this->paid();
        $this->doku->faults([['fault' => 'close_after_request', 'count' => 2]]);
        self::assertOutcome(Result::Unknown, Reason::Unreachable, $this->payments->refund($one->invoice, 90000));
        self::assertOutcome(Result::Done, null, $this->payments->refund($one->invoice, 90000));
        self::assertCount(1, array_unique(array_column($this->doku->requests('refund'), 'request_id')));
        self::assertCount(1, array_filter(array_column($this->doku->requests('refund'), 'executed')));
    }

    public function testARefundWithoutAnAnswerIsFinishedByTheReconciler(): void
    {
        $one = $this->paid();
        $this->doku->faults([['fault' => 'close_after_request', 'count' => 2]]);
        $this->payments->refund($one->invoice, 90000);
        $this->pass(200);
        $this->payments->reconcile();
        $this->assertTry($one->invoice, Status::Refunded);
        $this->pass(200);
        $this->payments->reconcile();
        self::assertSame([['1001', 'REFUNDED', []]], array_slice($this->shop->told, -1));
    }

    public function testARefundThatWasNotSentIsNotSentByItself(): void
    {
        $one = $this->paid();
        $this->doku->listen(false);
        self::assertOutcome(Result::Later, Reason::Unreachable, $this->payments->refund($one->invoice, 90000));
        $this->doku->listen(true);
        $this->pass(4000);
        $this->payments->reconcile();
        self::assertSame(['1001-1-abc123' => 'SUCCESS'], $this->doku->orders(), 'the clerk was told that nothing was sent');
        self::assertOutcome(Result::Done, null, $this->payments->refund($one->invoice, 90000));
    }

    public function testARefundThatDokuRefuses(): void
    {
        $one = $this->paid();
        $this->doku->faults([['fault' => 'status', 'status' => 400, 'envelope' => 'b_string', 'message' => 'TOO LATE']]);
        self::assertOutcome(Result::Refused, Reason::RefusedByDoku, $this->payments->refund($one->invoice, 90000));
        $this->assertTry($one->invoice, Status::Success);
        self::assertSame('TOO LATE', substr((string) $this->store->calls($one->invoice)[1]->message, -8));
        self::assertOutcome(Result::Done, null, $this->payments->refund($one->invoice, 90000));
        self::assertCount(2, array_unique(array_column($this->doku->requests('refund'), 'request_id')));
    }

    public function testARefundNeedsIdentifiers(): void
    {
        $one = $this->paid();
        $this->connection->exec("UPDATE doku_akulaku_attempt SET identifiers = '[]'");
        self::assertOutcome(Result::Done, null, $this->payments->refund($one->invoice, 90000));
        $two = $this->paid('2');
        $this->connection->exec("UPDATE doku_akulaku_attempt SET identifiers = '[]'");
        $this->changeAnswer('/status/', static function (array $answer): array {
            unset($answer['peer_to_peer_info']);
            return $answer;
        });
        self::assertOutcome(Result::Refused, Reason::NoIdentifiers, $this->payments->refund($two->invoice, 90000));
        self::assertSame('SUCCESS', $this->doku->orders()[$two->invoice]);
    }

    public function testOneOfTwoPaymentsIsRefunded(): void
    {
        $this->doku->faults(['order_failed']);
        $this->payments->pay(Samples::purchase());
        $two = $this->paid();
        $this->doku->pay('1001-1-abc123', true);
        $this->payments->check('1001-1-abc123');
        self::assertSame([Alarm::PaidTwice], $this->store->attempts('1001')->alarms());
        self::assertOutcome(Result::Done, null, $this->payments->refund('1001-1-abc123', 90000));
        $attempts = $this->store->attempts('1001');
        self::assertSame([Status::Success, []], [$attempts->status(), $attempts->alarms()]);
        self::assertSame([$two->invoice], array_column($attempts->paid(), 'invoice'));
    }

    public function testCheck(): void
    {
        $one = $this->paying();
        self::assertOutcome(Result::Done, null, $this->payments->check($one->invoice));
        $this->doku->pay($one->invoice);
        self::assertSame(Status::Success, $this->payments->check($one->invoice)->attempt?->status);
        self::assertOutcome(Result::Refused, Reason::UnknownInvoice, $this->payments->check('none'));
        $this->doku->faults([['fault' => 'other_amount', 'amount' => 5]]);
        self::assertOutcome(Result::Refused, Reason::AmountDiffers, $this->payments->check($one->invoice));
        self::assertSame(5, $this->store->find($one->invoice)?->amountSeen);
        $this->doku->faults([['fault' => 'other_order', 'invoice' => 'X', 'count' => 2]]);
        self::assertOutcome(Result::Later, Reason::Unreachable, $this->payments->check($one->invoice));
        $this->accounts->forgotten = [Samples::ACCOUNT];
        self::assertOutcome(Result::Later, Reason::AccountUnknown, $this->payments->check($one->invoice));
        $this->accounts->forgotten = [];
        $this->doku->reset();
        self::assertOutcome(Result::Unknown, Reason::NotFound, $this->payments->check($one->invoice));
        self::assertSame(Status::Success, $this->store->find($one->invoice)?->status);
    }

    public function testARouteThatIsNotThereIsNoAnswerAboutAnOrder(): void
    {
        $one = $this->paying();
        $this->doku->faults([['fault' => 'status', 'status' => 404, 'envelope' => 'b_string', 'message' => 'No static resource orders/v1/status/x.']]);
        self::assertOutcome(Result::Later, Reason::Unreachable, $this->payments->check($one->invoice));
    }

    public function testRepeat(): void
    {
        $this->doku->faults([['fault' => 'close_after_request', 'count' => 2]]);
        $this->payments->pay(Samples::purchase());
        $call = $this->store->calls('1001-1-abc123')[0];
        $outcome = $this->payments->repeat($call->requestId);
        self::assertOutcome(Result::Done, null, $outcome);
        self::assertNotNull($outcome->url);
        $sent = count($this->doku->requests());
        self::assertOutcome(Result::Done, null, $this->payments->repeat($call->requestId));
        self::assertCount($sent, $this->doku->requests(), 'a settled call is not sent');
        self::assertOutcome(Result::Refused, Reason::UnknownInvoice, $this->payments->repeat('none'));
    }

    public function testACallWhoseAimIsReachedIsSettledWithoutSending(): void
    {
        $one = $this->paid();
        $this->doku->faults([['fault' => 'close_after_request', 'count' => 2]]);
        $this->payments->refund($one->invoice, 90000);
        $this->payments->check($one->invoice);
        $call = $this->store->calls($one->invoice)[1];
        self::assertSame([Operation::Refund, CallState::Unknown], [$call->operation, $call->state]);
        $sent = count($this->doku->requests('refund'));
        self::assertOutcome(Result::Done, null, $this->payments->repeat($call->requestId));
        self::assertCount($sent, $this->doku->requests('refund'));
        self::assertSame(CallState::Done, $this->store->call($call->requestId)?->state);
    }

    public function testGivingUp(): void
    {
        self::assertOutcome(Result::Refused, Reason::UnknownInvoice, $this->payments->giveUp('none', 'Siti'));
        $one = $this->paid();
        self::assertOutcome(Result::Refused, Reason::Paid, $this->payments->giveUp($one->invoice, 'Siti'));
        $this->doku->faults([['fault' => 'close_after_request', 'count' => 2]]);
        $this->payments->pay(Samples::purchase('2'));
        $outcome = $this->payments->giveUp('2-1-abc123', 'Siti');
        self::assertOutcome(Result::Done, null, $outcome);
        self::assertSame([Reason::GivenUp, 'Siti'], [$outcome->attempt?->closedWhy, $outcome->attempt?->closedBy]);
        self::assertOutcome(Result::Done, null, $this->payments->giveUp('2-1-abc123', 'Budi'));
        $sent = count($this->doku->requests('generate'));
        $again = $this->payments->repeat($this->store->calls('2-1-abc123')[0]->requestId);
        self::assertOutcome(Result::Refused, Reason::GivenUp, $again);
        self::assertCount($sent, $this->doku->requests('generate'), 'nobody goes on with it');
        $this->pass(61);
        $this->payments->reconcile();
        self::assertSame('CANCELLED', $this->doku->orders()['2-1-abc123'], 'what is at DOKU is cancelled all the same');
    }
}
