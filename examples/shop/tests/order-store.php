<?php

declare(strict_types=1);

namespace ExampleShop\Tests;

use DokuAkulaku\Status;
use ExampleShop\Move;
use ExampleShop\OrderStore;
use Random\Engine\Mt19937;
use Random\Randomizer;

/** What the contract says, told in another way: the best that was ever heard, and the first of the sad ends. */
function expected_status(Status ...$heard): Status
{
    $sad = array_filter($heard, static fn (Status $one) => in_array($one, [Status::Failed, Status::Expired,
        Status::Cancelled], true));
    return match (true) {
        in_array(Status::Refunded, $heard, true) => Status::Refunded,
        in_array(Status::Success, $heard, true) => Status::Success,
        $sad !== [] => reset($sad),
        in_array(Status::Pending, $heard, true) => Status::Pending,
        default => Status::Unknown,
    };
}

return static function (Runner $runner): void {
    $store = new OrderStore(':memory:');

    $runner->test('order store: duplicates, late and out-of-order states are harmless', static function () use ($store): void {
        $payment = $store->paymentToGoOnWith(new_order($store)->id);
        $move = static fn (Status $status) => $store->move($payment->invoice, $status, 90_000, 'notification');
        Runner::same(Move::Applied, $move(Status::Success), 'SUCCESS before PENDING');
        Runner::same(Move::Kept, $move(Status::Pending), 'late PENDING');
        Runner::same(Move::Kept, $move(Status::Success), 'duplicate');
        Runner::same(Move::Kept, $move(Status::Failed), 'late FAILED');
        Runner::same(Move::Kept, $move(Status::Cancelled), 'late CANCELLED');
        Runner::same(Status::Success, $store->payment($payment->invoice)->status, 'state');
        Runner::same(Move::Applied, $move(Status::Refunded), 'REFUNDED');
        Runner::same(Move::Kept, $move(Status::Success), 'SUCCESS after REFUNDED');
        Runner::same(Status::Refunded, $store->payment($payment->invoice)->status, 'state');
    });

    $runner->test('order store: any sequence of states ends as the contract says', static function () use ($store, $runner): void {
        $random = new Randomizer(new Mt19937($runner->seed));
        for ($round = 0; $round < 300; $round++) {
            $payment = $store->paymentToGoOnWith(new_order($store)->id);
            $heard = [];
            for ($count = $random->getInt(1, 8); $count > 0; $count--) {
                $heard[] = $status = Status::cases()[$random->getInt(0, count(Status::cases()) - 1)];
                $store->move($payment->invoice, $status, 90_000, 'test');
            }
            Runner::same(
                expected_status(...$heard),
                $store->payment($payment->invoice)->status,
                implode(' ', array_column($heard, 'name'))
            );
        }
    });

    $runner->test('order store: another amount or an unknown invoice moves nothing', static function () use ($store): void {
        $payment = $store->paymentToGoOnWith(new_order($store)->id);
        Runner::same(Move::WrongAmount, $store->move($payment->invoice, Status::Success, 89_999, 'x'), 'amount');
        Runner::same(Move::WrongAmount, $store->move($payment->invoice, Status::Success, null, 'x'), 'no amount');
        Runner::same(Status::Unknown, $store->payment($payment->invoice)->status, 'state');
        Runner::same(Move::NoSuchInvoice, $store->move('NOBODY-1', Status::Success, 90_000, 'x'), 'invoice');
        Runner::same('WrongAmount', $store->events($payment->id)[0]['result'], 'it is kept for people to see');
    });

    $runner->test('order store: FAILED gets a new invoice and reference, nothing else does', static function () use ($store): void {
        $order = new_order($store);
        $first = $store->paymentToGoOnWith($order->id);
        Runner::same($first->invoice, $store->paymentToGoOnWith($order->id)->invoice, 'a second click');
        $store->move($first->invoice, Status::Pending, 90_000, 'x');
        Runner::same($first->invoice, $store->paymentToGoOnWith($order->id)->invoice, 'pending');
        $store->move($first->invoice, Status::Failed, 90_000, 'x');
        $second = $store->paymentToGoOnWith($order->id);
        Runner::same(
            [$order->number . '-2', 'REF-' . $order->number . '-2', 2],
            [$second->invoice, $second->reference, $second->attempt],
            'second try'
        );
        Runner::same($second->invoice, $store->paymentToGoOnWith($order->id)->invoice, 'a second click');
        // The first one is paid after all: there must not be a third.
        $store->move($first->invoice, Status::Success, 90_000, 'x');
        Runner::same(Status::Success, $store->byId($order->id)->status(), 'order');
        $store->move($second->invoice, Status::Failed, 90_000, 'x');
        Runner::same(2, $store->paymentToGoOnWith($order->id)->attempt, 'no third try');
        $store->move($second->invoice, Status::Success, 90_000, 'x');
        Runner::true($store->byId($order->id)->paidTwice(), 'paid twice is seen');
        $cancelled = $store->paymentToGoOnWith(new_order($store)->id);
        $store->move($cancelled->invoice, Status::Cancelled, 90_000, 'x');
        Runner::same(1, $store->paymentToGoOnWith($cancelled->orderId)->attempt, 'cancelled stays cancelled');
    });

    $runner->test('order store: an unsettled call keeps its Request-Id and payload', static function () use ($store): void {
        $payment = $store->paymentToGoOnWith(new_order($store)->id);
        $start = static fn (string $mark) => $store->startCall($payment->id, 'generate', static fn () => ['mark' => $mark]);
        $first = $start('first');
        Runner::same([1, false], [preg_match(
            '/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/D',
            $first->requestId
        ), $first->perhaps], 'UUID v4');
        $store->settleCall($first->id, 'not_sent', null, null);
        $again = $start('second');
        Runner::same(
            [$first->requestId, ['mark' => 'first'], false],
            [$again->requestId, $again->payload, $again->perhaps],
            'after not_sent'
        );
        $store->settleCall($first->id, 'unknown', 500, null);
        Runner::true($start('third')->perhaps, 'perhaps after unknown');
        $store->settleCall($first->id, 'refused', 400, null);
        Runner::same('unknown', $store->call($first->id)->outcome, 'a refusal does not settle a perhaps');
        $store->settleCall($first->id, 'not_sent', null, null);
        Runner::same('unknown', $store->call($first->id)->outcome, 'nor does a failed connection');
        $store->settleCall($first->id, 'done', 409, null);
        $store->settleCall($first->id, 'unknown', null, null);
        Runner::same('done', $store->call($first->id)->outcome, 'done is for ever');
        Runner::same(
            [$first->requestId, true],
            [$start('fourth')->requestId, $start('fifth')->settled()],
            'an invoice is generated once'
        );
        $cancel = static fn () => $store->startCall($payment->id, 'cancel', static fn () => [])->requestId;
        $before = $cancel();
        Runner::same($before, $cancel(), 'a cancel that is not settled');
        $store->settleCall($store->calls($payment->id, 'cancel')[0]->id, 'done', 200, null);
        Runner::true($before !== $cancel(), 'a new cancel after that');
    });

    $runner->test('order store: invoices come page by page', static function () use ($store): void {
        $expected = [];
        for ($count = 0; $count < 1100; $count++) {
            $expected[] = $store->paymentToGoOnWith(new_order($store)->id)->invoice;
        }
        $seen = iterator_to_array($store->unfinishedInvoices(time(), 0), false);
        Runner::same([], array_diff($expected, $seen), 'missing');
        Runner::same(count($seen), count(array_unique($seen)), 'none twice');
    });

    $runner->test('order store: one caller gets the status check', static function () use ($store): void {
        $payment = $store->paymentToGoOnWith(new_order($store)->id);
        Runner::same([false, true, false], [$store->claimStatusCheck($payment->id, 20),
            $store->claimStatusCheck($payment->id, 0), $store->claimStatusCheck($payment->id, 1)], 'claims');
    });
};
