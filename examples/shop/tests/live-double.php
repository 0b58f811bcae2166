<?php

declare(strict_types=1);

namespace ExampleShop\Tests;

use DokuAkulaku\Status;
use ExampleShop\Support\Servers;
use ExampleShop\Support\Visitor;

/** @var Runner $runner @var LiveShop $live @var Servers $servers */

$runner->test('live: back, and "Pay" again: the same order and the same page', static function () use ($live): void {
    $first = $live->order();
    $page = $live->customer->location;
    $second = $live->order([], $live->customer);
    Runner::same([$first->id, $page], [$second->id, $live->customer->location], 'order and page');
    Runner::same(['PENDING'], array_values($live->ledger($first)), 'DOKU has one');
    $live->expectOnePayable($first);
});

$runner->test('live: the same form posted six times at once makes one order', static function () use ($live, $servers): void {
    $before = count($live->orders->newest(1000));
    $form = $live->form();
    $locations = $live->atOnce(array_fill(0, 6, [$servers->shop . '/checkout', $form]));
    Runner::same($before + 1, count($live->orders->newest(1000)), 'orders');
    $order = $live->orders->newest(1)[0];
    $live->expectOnePayable($order);
    Runner::same(1, count($live->store->attempts($order->id)), 'tries');
    Runner::same([], array_diff($locations, [$live->attempt($order)->url, $live->path($order)]), 'the page, or what is known');
    Runner::true(in_array($live->attempt($order)->url, $locations, true), 'the page was reached');
    Runner::same(1, count($live->requestIds($live->attempt($order)->invoice, 'generate')), 'Request-Ids');
});

$runner->test('live: a second tab with another cart: one order, the first page is cancelled for certain', static function () use ($live, $servers): void {
    $first = $live->order();
    $page = $live->attempt($first);
    $second = $live->order(['quantity[SHIRT]' => '3'], $live->customer);
    Runner::same($first->id, $second->id, 'one order');
    Runner::same(349_335, $second->amount, 'the cart of the last tab: 298,500 + 11 % + 18,000');
    Runner::same(['CANCELLED', 'PENDING'], array_values($live->ledger($first)), 'DOKU');
    $live->expectOnePayable($first);
    Runner::true($page->url !== $live->customer->location, 'another page');
    $live->customer->get((string) $page->url);
    Runner::same(410, $live->customer->status, 'the old page cannot be paid');
});

$runner->test('live: two tabs with two carts at once: one payable order', static function () use ($live, $servers): void {
    for ($round = 0; $round < 4; $round++) {
        $form = $live->form();
        $live->atOnce([[$servers->shop . '/checkout', $form], [$servers->shop . '/checkout', ['quantity[SHIRT]' => '5'] + $form],
            [$servers->shop . '/checkout', ['quantity[SHIRT]' => '7'] + $form]]);
        $order = $live->orders->newest(1)[0];
        $live->payAgain($order);
        $live->expectOnePayable($order);
        Runner::same($order->amount, $live->attempt($order)->amount, 'over what the order is now');
    }
});

$runner->test('live: a hanging DOKU: one press ends in 15 s with a sentence, and three presses make one order', static function () use ($live, $servers): void {
    $servers->faults([['fault' => 'delay', 'seconds' => 17, 'match' => ['operation' => 'generate']]]);
    $form = $live->form();
    $locations = $live->atOnce(array_fill(0, 3, [$servers->shop . '/checkout', $form]));
    $order = $live->orders->newest(1)[0];
    Runner::same([$live->path($order)], array_values(array_unique($locations)), 'to the order page');
    $live->customer->get($live->path($order));
    Runner::true(str_contains($live->customer->messages(), 'Please do not pay again'), $live->customer->messages());
    Runner::same(1, count($live->store->attempts($order->id)), 'one try');
    // DOKU is back: the reconciler brings the page, and a fourth press shows it.
    for ($tries = 0; $tries < 60 && $live->ledger($order) === []; $tries++) {
        usleep(100_000);
    }
    $live->pass(120);
    [, $output] = $live->reconcile();
    $live->payAgain($order);
    Runner::same(Status::Pending, $live->state($live->attempt($order)), $output);
    $live->expectOnePayable($order);
    // A try that was made without its page being known here was cancelled for certain before the next one began.
    Runner::same([], array_diff(array_values($live->ledger($order)), ['CANCELLED', 'PENDING']), 'states at DOKU');
    foreach ($live->store->attempts($order->id) as $attempt) {
        Runner::same(1, count($live->requestIds($attempt->invoice, 'generate')), "one Request-Id for $attempt->invoice");
    }
});

$runner->test('live: a new order after the old one is paid or cancelled', static function () use ($live): void {
    $first = $live->order();
    $live->buyer($live->attempt($first), 'pay');
    $second = $live->order([], $live->customer);
    Runner::true($first->id !== $second->id, 'paid');
    $live->press($second->number, 'cancel');
    $third = $live->order([], $live->customer);
    Runner::true($second->id !== $third->id, 'cancelled');
    Runner::same(['Paid', 'Cancelled', 'Waiting for confirmation'], [$live->headline($first), $live->headline($second), $live->headline($third)], 'pages');
});

$runner->test('live: two visitors have two orders', static function () use ($live): void {
    Runner::true($live->order()->id !== $live->order([], new Visitor())->id, 'two orders');
});
