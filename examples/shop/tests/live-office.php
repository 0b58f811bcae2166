<?php

declare(strict_types=1);

namespace ExampleShop\Tests;

use DokuAkulaku\Status;
use ExampleShop\Support\Servers;
use ExampleShop\Support\Visitor;

/** @var Runner $runner @var LiveShop $live @var Servers $servers */

$runner->test('live: cancelled, and paid all the same: an alarm, never revived', static function () use ($live): void {
    $order = $live->order();
    $attempt = $live->attempt($order);
    Runner::true(str_contains($live->press($order->number, 'cancel'), 'Cancelled.'), 'message');
    Runner::same([Status::Cancelled, 'Cancelled'], [$live->state($attempt), $live->headline($order)], 'state');
    $requests = count($live->servers->ledger($attempt->invoice)['requests']);
    Runner::true(!str_contains($live->customer->body, 'id="pay-again"'), 'no button');
    $live->customer->post($live->path($order) . '/pay', ['token' => $live->customer->get($live->servers->shop . '/checkout?quantity%5BSHIRT%5D=1')->token()]);
    Runner::same($live->path($order), $live->customer->location, 'there is no new try');
    Runner::same($requests, count($live->servers->ledger($attempt->invoice)['requests']), 'nothing was sent');
    Runner::same(200, $live->notify($attempt, ['status' => 'SUCCESS']), 'paid after all');
    Runner::same([['paid_after_cancel'], 'Paid after it was cancelled'], [$live->marks($order), $live->headline($order)], 'marks');
    $office = (new Visitor())->get($live->servers->shop . '/orders');
    Runner::true($office->text('refund-' . $attempt->invoice) !== '' && $office->text('look-at') !== '', 'it can be refunded, and is listed');
});

$runner->test('live: cancel and refund ask first, without an amount to type', static function () use ($live, $servers): void {
    $order = $live->order();
    $attempt = $live->attempt($order);
    $office = (new Visitor())->get($servers->shop . "/orders/$order->number/cancel");
    Runner::same("Cancel order $order->number?", $office->text('question'), 'cancel');
    $live->buyer($attempt, 'pay');
    $office->get($servers->shop . '/orders');
    Runner::true(str_contains($office->body, "Refund Rp\u{a0}238.890 in full"), 'the button names the amount');
    $office->get($servers->shop . "/orders/$attempt->invoice/refund");
    Runner::same("Refund Rp\u{a0}238.890 in full?", $office->text('question'), 'refund');
    Runner::same(0, preg_match('/<input(?![^>]*type="hidden")/', $office->body), 'no field');
    Runner::same([Status::Success, 1], [$live->state($attempt), count($live->store->calls($attempt->invoice))], 'asking sends nothing');
    $office->post($servers->shop . "/orders/$attempt->invoice/refund", ['token' => $office->token(), 'amount' => '1']);
    $refunds = array_filter($servers->ledger($attempt->invoice)['requests'], static fn (array $one): bool => $one['operation'] === 'refund');
    Runner::same([1, Status::Refunded], [count($refunds), $live->state($attempt)], 'an amount from elsewhere does not count');
    Runner::true(str_contains($live->press($attempt->invoice, 'refund'), 'refunded in full'), 'once more');
    $refunds = array_filter($servers->ledger($attempt->invoice)['requests'], static fn (array $one): bool => $one['operation'] === 'refund');
    Runner::same(1, count($refunds), 'it is not sent again');
});

$runner->test('live: an order that changed while its old amount was paid is marked', static function () use ($live): void {
    $order = $live->order();
    $attempt = $live->attempt($order);
    // The buyer paid on Akulaku's page; the notification is late, and in another tab the cart grows.
    Visitor::json($live->servers->control . '/_sandbox/config', ['notification_url' => null]);
    try {
        $live->buyer($attempt, 'pay');
        $live->order(['quantity[SHIRT]' => '4'], $live->customer);
    } finally {
        Visitor::json($live->servers->control . '/_sandbox/config', ['notification_url' => $live->servers->shop . '/notification']);
    }
    Runner::same($live->path($order), $live->customer->location, 'no second page');
    Runner::same(['Paid', ['order_amount'], 1], [$live->headline($order), $live->marks($order),
        count($live->store->attempts($order->id))], 'marked, and paid once');
});

$runner->test('live: a shop whose address has changed sends nothing until a person has decided', static function () use ($live, $servers): void {
    $order = $live->order();
    $live->orders->site('https://old.example');
    $copy = $servers->secondShop('https://new.example');
    $visitor = new Visitor();
    $visitor->get("$copy/checkout?quantity%5BSHIRT%5D=1");
    $visitor->post("$copy/checkout", ['quantity[SHIRT]' => '1', 'delivery' => 'pickup', 'name' => 'Siti', 'phone' => '081234567890',
        'token' => $visitor->token()]);
    Runner::true(str_contains($visitor->location, '/order/'), $visitor->location);
    Runner::true(str_contains($visitor->get($visitor->location)->messages(), 'not available at the moment'), $visitor->messages());
    $late = $live->orders->newest(1)[0];
    Runner::same(0, count($live->store->attempts($late->id)), 'no try');
    $requests = count($servers->ledger($live->attempt($order)->invoice)['requests']);
    $visitor->get("$copy/orders");
    Runner::true(str_contains($visitor->text('site'), "The shop's address has changed"), 'the question');
    $visitor->post("$copy/orders/$order->number/cancel", ['token' => $visitor->token()]);
    Runner::true(str_contains($visitor->get("$copy/orders")->messages(), 'say first whether'), $visitor->messages());
    Runner::same($requests, count($servers->ledger($live->attempt($order)->invoice)['requests']), 'nothing was sent');
    $visitor->post("$copy/orders/site/copied", ['token' => $visitor->token()]);
    Runner::same('', $visitor->get("$copy/orders")->text('site'), 'decided');
    Runner::true($live->orders->site('https://new.example') !== $live->attempt($order)->site, 'a copy has a name of its own');
    Runner::same(Status::Pending, $live->state($live->attempt($order)), "the other shop's payment is left alone");
    $live->orders->settleSite('https://old.example', false);
});
