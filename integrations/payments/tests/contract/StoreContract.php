<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku\Payments\Alarm;
use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Move;
use DokuAkulaku\Payments\Observation;
use DokuAkulaku\Payments\Operation;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Store;
use DokuAkulaku\Status;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/**
 * What every Store does. Another implementation extends this class and gives the two methods; the README says how.
 */
abstract class StoreContract extends TestCase
{
    use StoreRaces;
    use StoreSteps;

    protected const SITE = Samples::SITE;
    protected const ACCOUNT = Samples::ACCOUNT;
    protected const IDENTIFIERS = [['name' => 'ORDER_ID', 'value' => '1000035148']];

    /** A store with a connection of its own each time; without rows at the first call of a test. */
    abstract protected function store(): Store;

    /** Lets so many seconds pass: moves every stored time back. */
    abstract protected function pass(int $seconds): void;

    public function testATryIsBegun(): void
    {
        $attempt = $this->store()->begin(Samples::purchase('key-7', 90000, null, self::ACCOUNT, '#1001'), self::SITE);
        self::assertSame('key-7', $attempt->order);
        self::assertSame(1, $attempt->number);
        self::assertSame('1001-1-abc123', $attempt->invoice);
        self::assertSame('1001-1-abc123', $attempt->reference);
        self::assertSame(90000, $attempt->amount);
        self::assertSame(self::ACCOUNT, $attempt->account);
        self::assertSame(self::SITE, $attempt->site);
        self::assertSame(Status::Unknown, $attempt->status);
        self::assertNull($attempt->url);
        self::assertSame([], $attempt->identifiers);
        self::assertNull($attempt->told);
        self::assertNull($attempt->closedAt);
        self::assertFalse($attempt->payable());
        self::assertEquals($attempt, $this->store()->find('1001-1-abc123'));
    }

    public function testAnOpenTryIsGoneOnWith(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase(), self::SITE);
        self::assertEquals($one, $this->store()->begin(Samples::purchase(), self::SITE));
        self::assertEquals($one, $store->begin(Samples::purchase('1001', 5), self::SITE));
        $this->see($store, $one, Status::Pending);
        self::assertSame($one->invoice, $store->begin(Samples::purchase(), self::SITE)->invoice);
        self::assertCount(1, $store->attempts('1001'));
    }

    /** @return list<array{Status}> */
    public static function endings(): array
    {
        return [[Status::Failed], [Status::Expired], [Status::Cancelled]];
    }

    #[DataProvider('endings')]
    public function testAfterAnEndComesANewTry(Status $end): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase(), self::SITE);
        $this->see($store, $one, $end);
        $two = $store->begin(Samples::purchase(), self::SITE);
        self::assertSame('1001-2-abc123', $two->invoice);
        self::assertSame(2, $two->number);
        self::assertSame($end, $store->attempts('1001')->getIterator()[0]->status);
    }

    public function testAfterACloseComesANewTry(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase(), self::SITE);
        self::assertTrue($store->close($one->invoice, Reason::GivenUp, 'rule'));
        self::assertFalse($store->close($one->invoice, Reason::GivenUp, 'rule'));
        self::assertFalse($store->close('none', Reason::GivenUp, 'rule'));
        self::assertSame(2, $store->begin(Samples::purchase(), self::SITE)->number);
        $closed = $store->find($one->invoice);
        self::assertNotNull($closed);
        self::assertNotNull($closed->closedAt);
        self::assertSame(Reason::GivenUp, $closed->closedWhy);
        self::assertSame('rule', $closed->closedBy);
        self::assertSame(Status::Unknown, $closed->status);
        self::assertFalse($closed->payable());
        // It stays watched, and a SUCCESS counts.
        self::assertSame(Move::Applied, $this->see($store, $one, Status::Success));
        self::assertFalse($store->close($one->invoice, Reason::Cancelled, 'late'));
    }

    public function testThatTheShopHasCancelledSaysMoreThanARule(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase(), self::SITE);
        $store->close($one->invoice, Reason::GivenUp, 'rule');
        self::assertTrue($store->close($one->invoice, Reason::Cancelled, 'shop'));
        self::assertFalse($store->close($one->invoice, Reason::Paid, 'shop'));
        self::assertFalse($store->close($one->invoice, Reason::GivenUp, 'rule'));
        self::assertSame(Reason::Cancelled, $store->find($one->invoice)?->closedWhy);
    }

    public function testInvoicesOfTwoOrdersNeverCollide(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase('a', 90000, null, self::ACCOUNT, 'A/1'), self::SITE);
        $two = $store->begin(Samples::purchase('b', 90000, null, self::ACCOUNT, 'A1'), self::SITE);
        self::assertSame('A1-1-abc123', $one->invoice);
        self::assertSame('A1-2-abc123', $two->invoice);
        self::assertSame('b', $two->order);
        self::assertEquals($two, $store->begin(Samples::purchase('b', 90000, null, self::ACCOUNT, 'A1'), self::SITE));
    }

    public function testACopiedSiteHasTriesOfItsOwn(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase(), self::SITE);
        $copy = $store->begin(Samples::purchase(), 'zzz999');
        self::assertSame('1001-2-zzz999', $copy->invoice);
        self::assertEquals($one, $store->begin(Samples::purchase(), self::SITE));
        $this->pass(61);
        self::assertSame([$one->invoice], $this->checks($store));
    }

    public function testASiteHasSixCharacters(): void
    {
        $this->expectException(\ValueError::class);
        $this->store()->begin(Samples::purchase(), 'ABC123');
    }

    public function testTwoOrdersOfOneCartShareAnOpenTry(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase('1', 90000, 'cart'), self::SITE);
        self::assertSame('cart', $one->cart);
        self::assertEquals($one, $store->begin(Samples::purchase('2', 90000, 'cart'), self::SITE));
        self::assertEquals($one, $store->openInCart('cart'));
        self::assertNull($store->openInCart('another'));
        self::assertSame('3', $store->begin(Samples::purchase('3', 90000, 'another'), self::SITE)->order);
        $this->see($store, $one, Status::Failed);
        self::assertNull($store->openInCart('cart'));
        self::assertSame('2', $store->begin(Samples::purchase('2', 90000, 'cart'), self::SITE)->order);
    }

    public function testAnOrderOpenedByNameLeavesItsCart(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase('1', 90000, 'cart'), self::SITE);
        self::assertSame($one->invoice, $store->begin(Samples::purchase('1'), self::SITE)->invoice);
        self::assertNull($store->openInCart('cart'));
        self::assertSame('2', $store->begin(Samples::purchase('2', 90000, 'cart'), self::SITE)->order);
    }

    public function testKeysAreComparedByteByByte(): void
    {
        $store = $this->store();
        $lower = $store->begin(Samples::purchase('pesanan-é'), self::SITE);
        $upper = $store->begin(Samples::purchase('PESANAN-É'), self::SITE);
        self::assertNotSame($lower->invoice, $upper->invoice);
        self::assertCount(1, $store->attempts('pesanan-é'));
        self::assertNull($store->find(strtoupper($lower->invoice) . 'X'));
        self::assertNull($store->attempt(strtolower(self::ACCOUNT), $lower->invoice));
    }

    public function testACallIsStoredAndHandedOutAgain(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase(), self::SITE);
        $payload = ['order' => ['name' => "Kopi \u{1f375} \"é\" \\ /", 'list' => [], 'n' => 999999999999], 'b' => true,
            'f' => 90000.0, 'null' => null];
        $call = $store->start($one->invoice, Operation::Generate, static fn (): array => $payload);
        self::assertSame(CallState::Open, $call->state);
        self::assertFalse($call->perhaps);
        self::assertSame(1, $call->sends);
        self::assertMatchesRegularExpression('/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/D', $call->requestId);
        $stored = $this->store()->call($call->requestId);
        self::assertSame($payload, $stored?->payload);
        self::assertSame($one->invoice, $stored->invoice);
        // Nobody knows whether the first worker has sent it.
        $again = $this->store()->start($one->invoice, Operation::Generate, $this->noPayload());
        self::assertSame([$call->requestId, $payload, true, 2],
            [$again->requestId, $again->payload, $again->perhaps, $again->sends]);
        self::assertNull($store->call('none'));
    }

    public function testAClosureThatThrowsStoresNothing(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase(), self::SITE);
        try {
            $store->start($one->invoice, Operation::Cancel, static fn () => throw new \DomainException('no'));
            self::fail('it did not throw');
        } catch (\DomainException) {
            self::assertSame([], $store->calls($one->invoice));
            self::assertNull($store->find($one->invoice)?->cancelAskedAt);
        }
    }

    public function testWhatWasNotSentWasNotPerhaps(): void
    {
        $store = $this->store();
        [$one, $call] = $this->called($store, Operation::Refund);
        $store->settle($call, CallState::NotSent, null, []);
        self::assertFalse($store->start($one->invoice, Operation::Refund, $this->noPayload())->perhaps);
    }

    public function testPerhapsIsSticky(): void
    {
        $store = $this->store();
        [$one, $call] = $this->called($store, Operation::Generate);
        $store->settle($call, CallState::Unknown, null, ['http_status' => 502, 'message' => 'bad gateway']);
        self::assertSame([CallState::Unknown, true, 502, 'bad gateway'], $this->state($store, $call));
        $seen = new Observation(Status::Failed, source: 'generate');
        foreach ([CallState::Refused, CallState::NotSent] as $state) {
            $again = $store->start($one->invoice, Operation::Generate, $this->noPayload());
            self::assertSame(Move::Kept, $store->settle($again, $state, $seen, []));
            self::assertSame(CallState::Unknown, $this->state($store, $call)[0]);
            self::assertSame(Status::Unknown, $store->find($one->invoice)?->status);
        }
        $store->settle($call, CallState::Done, null, ['http_status' => 409]);
        self::assertSame([CallState::Done, true, 409, null], $this->state($store, $call));
    }

    public function testDoneIsForEver(): void
    {
        $store = $this->store();
        [, $call] = $this->called($store, Operation::Cancel);
        $store->settle($call, CallState::Done, null, ['http_status' => 200]);
        foreach ([CallState::Unknown, CallState::Refused, CallState::NotSent, CallState::Open] as $state) {
            $store->settle($call, $state, null, ['http_status' => 500]);
            self::assertSame([CallState::Done, false, 200, null], $this->state($store, $call));
        }
    }

    public function testAnInvoiceIsGeneratedOnce(): void
    {
        $store = $this->store();
        foreach ([[CallState::Done, '1'], [CallState::Refused, '2']] as [$state, $order]) {
            $one = $store->begin(Samples::purchase($order), self::SITE);
            $call = $store->start($one->invoice, Operation::Generate, static fn (): array => []);
            $store->settle($call, $state, null, []);
            $same = $store->start($one->invoice, Operation::Generate, $this->noPayload());
            self::assertSame([$call->requestId, $state, 1], [$same->requestId, $same->state, $same->sends]);
        }
    }

    public function testASettledCancelIsFollowedByANewCall(): void
    {
        $store = $this->store();
        [$one, $call] = $this->called($store, Operation::Cancel);
        $store->settle($call, CallState::Refused, null, []);
        $next = $store->start($one->invoice, Operation::Cancel, static fn (): array => ['second' => 1]);
        self::assertNotSame($call->requestId, $next->requestId);
        self::assertSame([1, ['second' => 1]], [$next->sends, $next->payload]);
        self::assertSame([$call->requestId, $next->requestId], array_column($store->calls($one->invoice), 'requestId'));
    }

    public function testAnAnswerSettlesAllInOne(): void
    {
        $store = $this->store();
        [$one, $call] = $this->called($store, Operation::Generate);
        $seen = new Observation(Status::Pending, 90000, self::IDENTIFIERS, 'https://akulaku.example/pay', 'generate',
            $call->requestId);
        self::assertSame(Move::Applied, $store->settle($call, CallState::Done, $seen, ['http_status' => 200]));
        $attempt = $store->find($one->invoice);
        self::assertSame(Status::Pending, $attempt?->status);
        self::assertSame('https://akulaku.example/pay', $attempt->url);
        self::assertSame(self::IDENTIFIERS, $attempt->identifiers);
        self::assertTrue($attempt->payable());
        $event = $store->events($one->invoice)[0];
        self::assertSame(['generate', Status::Pending, 'applied', $call->requestId, 90000],
            [$event->source, $event->status, $event->result, $event->requestId, $event->amount]);
    }

    public function testThePageAndTheIdentifiersOfTheFirstAnswerStay(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase(), self::SITE);
        $store->move(self::ACCOUNT, $one->invoice, new Observation(Status::Pending, null, self::IDENTIFIERS, 'https://a.example/1'));
        $other = [['name' => 'ORDER_ID', 'value' => '2']];
        $store->move(self::ACCOUNT, $one->invoice, new Observation(Status::Success, null, $other, 'https://a.example/2'));
        $attempt = $store->find($one->invoice);
        self::assertSame(['https://a.example/1', self::IDENTIFIERS], [$attempt?->url, $attempt?->identifiers]);
    }

    /** @return iterable<string, array{Status, Status}> */
    public static function moves(): iterable
    {
        foreach (['Unknown', 'Pending', 'Success', 'Failed', 'Expired', 'Cancelled', 'Refunded'] as $known) {
            foreach (['Unknown', 'Pending', 'Success', 'Failed', 'Expired', 'Cancelled', 'Refunded'] as $new) {
                $status = static fn (string $name): Status => Status::from(strtoupper($name));
                yield "$known, then $new" => [$status($known), $status($new)];
            }
        }
    }

    #[DataProvider('moves')]
    public function testStatesMoveBySupersedesOnly(Status $known, Status $new): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase(), self::SITE);
        if ($known !== Status::Unknown) {
            self::assertSame(Move::Applied, $this->see($store, $one, $known));
        }
        $moves = $new->supersedes($known);
        self::assertSame($moves ? Move::Applied : Move::Kept, $this->see($store, $one, $new));
        self::assertSame($moves ? $new : $known, $store->find($one->invoice)?->status);
    }

    public function testAnotherAmountMovesNothing(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase(), self::SITE);
        $wrong = new Observation(Status::Success, 89999, self::IDENTIFIERS, 'https://a.example', 'notification');
        self::assertSame(Move::AmountDiffers, $store->move(self::ACCOUNT, $one->invoice, $wrong));
        $attempt = $store->find($one->invoice);
        self::assertSame([Status::Unknown, null, [], 89999],
            [$attempt?->status, $attempt?->url, $attempt?->identifiers, $attempt?->amountSeen]);
        self::assertSame([Alarm::AmountDiffers], $store->attempts('1001')->alarms());
        self::assertNotNull($store->claimTelling('1001', 60));
        self::assertSame('amount_differs', $store->events($one->invoice)[0]->result);
    }

    public function testAnUnreadableAmountMovesNothingUntilItIsRead(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase(), self::SITE);
        $unreadable = new Observation(Status::Success, source: 'status', amountUnreadable: true);
        self::assertSame(Move::AmountDiffers, $store->move(self::ACCOUNT, $one->invoice, $unreadable));
        self::assertSame(Status::Unknown, $store->find($one->invoice)?->status);
        self::assertSame([Alarm::AmountUnreadable], $store->attempts('1001')->alarms());
        self::assertSame(Move::Applied, $this->see($store, $one, Status::Success));
        self::assertSame([], $store->attempts('1001')->alarms());
    }

    public function testOnlyTheAccountsOwnInvoiceMoves(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase(), self::SITE);
        $seen = new Observation(Status::Success, 90000);
        self::assertSame(Move::NoSuchInvoice, $store->move('production:OTHER', $one->invoice, $seen));
        self::assertSame(Move::NoSuchInvoice, $store->move(self::ACCOUNT, 'none', $seen));
        self::assertSame(Status::Unknown, $store->find($one->invoice)?->status);
        self::assertNull($store->attempt('production:OTHER', $one->invoice));
        self::assertSame($one->invoice, $store->attempt(self::ACCOUNT, $one->invoice)?->invoice);
    }

    public function testWhatIsPaidClosesTheOtherTry(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase(), self::SITE);
        $this->see($store, $one, Status::Failed);
        $two = $store->begin(Samples::purchase(), self::SITE);
        $this->see($store, $two, Status::Pending, 'https://a.example/2');
        $this->see($store, $one, Status::Success);
        $attempts = $store->attempts('1001');
        self::assertNull($attempts->open());
        self::assertSame(Reason::Superseded, $attempts->latest()?->closedWhy);
        self::assertSame([$two->invoice], $this->checks($store), 'it is looked up at once');
        self::assertTrue($store->claimCheck($two->invoice, 60));
        $this->see($store, $two, Status::Success);
        self::assertSame([Alarm::PaidTwice], $store->attempts('1001')->alarms());
    }

    public function testLookUpsAtGrowingDistances(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase(), self::SITE);
        self::assertSame([], $this->checks($store));
        self::assertFalse($store->claimCheck($one->invoice, 60));
        $this->pass(61);
        self::assertSame([$one->invoice], $this->checks($store));
        self::assertTrue($store->claimCheck($one->invoice, 60));
        self::assertFalse($this->store()->claimCheck($one->invoice, 60));
        self::assertSame([], $this->checks($store));
        $this->pass(61);
        self::assertSame([$one->invoice], $this->checks($store));
        // Two hours old: the next one in half an hour.
        $this->pass(7200);
        self::assertTrue($store->claimCheck($one->invoice, 60));
        $this->pass(1700);
        self::assertSame([], $this->checks($store));
        $this->pass(200);
        self::assertSame([$one->invoice], $this->checks($store));
        $this->see($store, $one, Status::Success);
        self::assertSame([], $this->checks($store));
    }

    public function testAFailedTryIsWatchedForAMonthAndAPendingOneForEver(): void
    {
        $store = $this->store();
        $failed = $store->begin(Samples::purchase('1'), self::SITE);
        $this->see($store, $failed, Status::Failed);
        $pending = $store->begin(Samples::purchase('2'), self::SITE);
        $this->pass(29 * 86400);
        self::assertEqualsCanonicalizing([$failed->invoice, $pending->invoice], $this->checks($store));
        $store->claimCheck($failed->invoice, 60);
        $store->claimCheck($pending->invoice, 60);
        $this->pass(2 * 86400);
        $store->claimCheck($failed->invoice, 60);
        $store->claimCheck($pending->invoice, 60);
        $this->pass(400 * 86400);
        self::assertSame([$pending->invoice], $this->checks($store));
    }

    public function testWhichCallsAreRepeated(): void
    {
        $store = $this->store();
        $due = [];
        foreach (Operation::cases() as $operation) {
            foreach (CallState::cases() as $state) {
                $order = "$operation->value-$state->value";
                [, $call] = $this->called($store, $operation, $order);
                if ($state !== CallState::Open) {
                    $store->settle($call, $state, null, []);
                }
                $notSent = $state === CallState::NotSent && $operation === Operation::Cancel;
                if ($notSent || in_array($state, [CallState::Open, CallState::Unknown], true)) {
                    $due[] = $call->requestId;
                }
            }
        }
        self::assertSame([], $store->due(100, self::SITE)->calls);
        $this->pass(121);
        $calls = $store->due(100, self::SITE)->calls;
        self::assertEqualsCanonicalizing($due, array_column($calls, 'requestId'));
        self::assertCount(3, $store->due(3, self::SITE)->calls);
        self::assertSame([], $store->due(100, 'zzz999')->calls);
    }

    public function testAGenerateCallIsRepeatedOnce(): void
    {
        $store = $this->store();
        [$one, $call] = $this->called($store, Operation::Generate);
        $store->settle($call, CallState::Unknown, null, []);
        $this->pass(61);
        self::assertCount(1, $store->due(9, self::SITE)->calls);
        $store->settle($store->start($one->invoice, Operation::Generate, $this->noPayload()), CallState::Unknown, null, []);
        $this->pass(4000);
        self::assertSame([], $store->due(9, self::SITE)->calls);
        // A refund goes on until there is an answer.
        [$two, $refund] = $this->called($store, Operation::Refund, '2');
        for ($send = 0; $send < 9; $send++) {
            $store->settle($refund, CallState::Unknown, null, []);
            $this->pass(3700);
            self::assertCount(1, $store->due(9, self::SITE)->calls);
            $refund = $store->start($two->invoice, Operation::Refund, $this->noPayload());
        }
    }

    public function testACallOfAClosedTryIsNotGeneratedAgain(): void
    {
        $store = $this->store();
        [$one, $call] = $this->called($store, Operation::Generate);
        $store->close($one->invoice, Reason::GivenUp, 'rule');
        $this->pass(4000);
        self::assertSame([], $store->due(9, self::SITE)->calls);
        $store->settle($call, CallState::Unknown, null, []);
        $this->pass(4000);
        self::assertSame([], $store->due(9, self::SITE)->calls);
    }

    public function testOneWorkerTellsAndTheRestDoesNot(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase(), self::SITE);
        self::assertNull($store->claimTelling('1001', 900), 'there is nothing to tell');
        $this->see($store, $one, Status::Pending);
        $claim = $store->claimTelling('1001', 900);
        self::assertNotNull($claim);
        self::assertNull($this->store()->claimTelling('1001', 900));
        self::assertFalse($this->store()->told('1001', 'another claim'));
        self::assertTrue($store->told('1001', $claim));
        self::assertSame(Status::Pending, $store->find($one->invoice)?->told);
        self::assertNull($store->claimTelling('1001', 900));
        self::assertFalse($store->told('1001', $claim));
        $this->see($store, $one, Status::Pending);
        self::assertNull($store->claimTelling('1001', 900), 'nothing has changed');
    }

    public function testAKilledWorkersOrderIsToldAgain(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase(), self::SITE);
        $this->see($store, $one, Status::Success);
        $lost = $store->claimTelling('1001', 900);
        $this->pass(899);
        self::assertNull($store->claimTelling('1001', 900));
        self::assertSame([], $store->due(9, self::SITE)->orders);
        $this->pass(2);
        self::assertSame(['1001'], $store->due(9, self::SITE)->orders);
        $claim = $store->claimTelling('1001', 900);
        self::assertNotNull($claim);
        self::assertFalse($store->told('1001', (string) $lost), 'its claim is over');
        self::assertTrue($store->told('1001', $claim));
    }

    public function testAChangeDuringTheTellingIsToldToo(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase(), self::SITE);
        $this->see($store, $one, Status::Pending);
        $claim = (string) $store->claimTelling('1001', 900);
        $this->see($store, $one, Status::Success);
        self::assertTrue($store->told('1001', $claim));
        self::assertSame(Status::Pending, $store->find($one->invoice)?->told);
        $claim = (string) $store->claimTelling('1001', 900);
        self::assertTrue($store->told('1001', $claim));
        self::assertSame(Status::Success, $store->find($one->invoice)?->told);
    }

    public function testOrdersAreDueTwoMinutesAfterTheLastChange(): void
    {
        $store = $this->store();
        foreach (['1', '2'] as $order) {
            $this->see($store, $store->begin(Samples::purchase($order), self::SITE), Status::Success);
            $this->pass(60);
        }
        self::assertSame(['1'], $store->due(9, self::SITE)->orders);
        self::assertSame([], $store->due(9, 'zzz999')->orders);
        $this->pass(61);
        self::assertSame(['1', '2'], $store->due(9, self::SITE)->orders);
        self::assertSame(['1'], $store->due(1, self::SITE)->orders);
    }

    public function testAnAnswerThatIsMissingForADayIsAnAlarm(): void
    {
        $store = $this->store();
        foreach (['generate', 'refund'] as $operation) {
            [$one, $call] = $this->called($store, Operation::from($operation), $operation);
            if ($operation === 'refund') {
                $this->see($store, $one, Status::Success);
                $store->told($operation, (string) $store->claimTelling($operation, 9));
            }
            $store->settle($call, CallState::Unknown, null, []);
        }
        $this->pass(86300);
        self::assertSame([], $store->attempts('generate')->alarms());
        self::assertSame([], $store->due(9, self::SITE)->orders);
        $this->pass(200);
        self::assertSame([Alarm::UnknownTooLong], $store->attempts('refund')->alarms());
        self::assertEqualsCanonicalizing(['generate', 'refund'], $store->due(9, self::SITE)->orders);
        self::assertTrue($store->told('refund', (string) $store->claimTelling('refund', 9)));
        self::assertSame(['generate'], $store->due(9, self::SITE)->orders);
        $store->settle($call, CallState::Done, new Observation(Status::Refunded, 90000), []);
        self::assertSame([], $store->attempts('refund')->alarms());
        // Given up: nobody can pay it, and nobody waits for it.
        $store->close($store->attempts('generate')->latest()->invoice ?? '', Reason::GivenUp, 'a person');
        self::assertSame([], $store->attempts('generate')->alarms());
    }

    public function testACancelThatWasAskedForIsRemembered(): void
    {
        $store = $this->store();
        [$one] = $this->called($store, Operation::Cancel);
        self::assertNotNull($store->find($one->invoice)?->cancelAskedAt);
        $this->see($store, $one, Status::Success);
        self::assertSame([Alarm::PaidAfterCancel], $store->attempts('1001')->alarms());
        // What a rule gave up nobody has asked to cancel: its late SUCCESS is simply paid.
        $two = $store->begin(Samples::purchase('2'), self::SITE);
        $store->close($two->invoice, Reason::GivenUp, 'rule');
        $store->start($two->invoice, Operation::Cancel, static fn (): array => []);
        $this->see($store, $two, Status::Success);
        self::assertSame([], $store->attempts('2')->alarms());
    }
}
