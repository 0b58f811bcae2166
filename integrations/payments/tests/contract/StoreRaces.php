<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Observation;
use DokuAkulaku\Payments\Operation;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Store;
use DokuAkulaku\Status;

/** What holds between two workers at one try, for StoreContract. */
trait StoreRaces
{
    public function testOfTwoWorkersThatBeginATryOneStoresItsCall(): void
    {
        [$mine, $other] = [$this->store(), $this->store()];
        $one = $mine->begin(Samples::purchase(), self::SITE);
        self::assertSame($one->invoice, $other->begin(Samples::purchase(), self::SITE)->invoice);
        $theirs = $other->start($one->invoice, Operation::Generate, static fn (): array => ['who' => 'they']);
        $call = $mine->start($one->invoice, Operation::Generate, static fn (): array => ['who' => 'I']);
        self::assertSame([$theirs->requestId, ['who' => 'they'], true], [$call->requestId, $call->payload, $call->perhaps]);
        self::assertCount(1, $mine->calls($one->invoice));
    }

    public function testATryThatWasClosedAfterItBeganIsShownClosedToThePayload(): void
    {
        [$mine, $other] = [$this->store(), $this->store()];
        $one = $mine->begin(Samples::purchase(), self::SITE);
        $other->close($one->invoice, Reason::GivenUp, Store::RULE);
        $thrown = new \LogicException('closed');
        try {
            $mine->start($one->invoice, Operation::Generate, static fn (Attempt $row): array
                => $row->closedAt === null ? [] : throw $thrown);
            self::fail('a call was stored');
        } catch (\LogicException $error) {
            self::assertSame($thrown, $error);
        }
        self::assertSame([], $mine->calls($one->invoice));
    }

    public function testACallThatWasJustStoredIsReadAsItWasHandedOut(): void
    {
        $store = $this->store();
        $one = $store->begin(Samples::purchase(), self::SITE);
        $call = $store->start($one->invoice, Operation::Generate, static fn (Attempt $row): array => ['invoice' => $row->invoice]);
        self::assertEquals([$call], $store->calls($one->invoice));
        self::assertEquals($call, $store->call($call->requestId));
        $this->pass(130);
        self::assertEquals([$call->requestId], array_column($store->due(9, self::SITE)->calls, 'requestId'));
    }

    public function testNoRuleGivesUpATryWhosePageIsKnown(): void
    {
        $store = $this->store();
        [$one, $call] = $this->called($store, Operation::Generate);
        $store->settle($call, CallState::Done, new Observation(Status::Pending, 90000, [], 'http://127.0.0.1/pay', 'generate'), []);
        self::assertFalse($store->close($one->invoice, Reason::GivenUp, Store::RULE));
        self::assertTrue($store->find($one->invoice)?->payable());
        self::assertSame($one->invoice, $store->begin(Samples::purchase($one->order), self::SITE)->invoice);
        self::assertTrue($store->close($one->invoice, Reason::GivenUp, 'a person'));
    }
}
