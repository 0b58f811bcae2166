<?php

declare(strict_types=1);

namespace ExampleShop\Tests;

use DokuAkulaku\Status;
use ExampleShop\Support\Servers;
use ExampleShop\Support\Visitor;

/** @var Runner $runner @var LiveShop $live @var Servers $servers */

$runner->test('live: a crash between store and send is made good by reconcile', static function () use ($live, $servers): void {
    [, $output] = $servers->php([__DIR__ . '/crash.php', 'before']);
    $invoice = trim($output) . '-1';
    $payment = $live->store->payment($invoice);
    $call = $live->store->calls($payment->id)[0];
    Runner::same(['open', 0], [$call->outcome, count($servers->ledger($invoice)['requests'])], 'stored, not sent');
    [$status, $output] = $live->reconcile();
    Runner::same(0, $status, $output);
    $live->expectOneOrder($invoice, 1);
    Runner::same($call->requestId, $servers->ledger($invoice)['orders'][0]['request_id'], 'Request-Id');
    Runner::same([Status::Pending, 'done'], [$live->state($payment), $live->store->call($call->id)->outcome], 'state');
    Runner::true($live->store->payment($invoice)->url !== null, 'the customer has a payment page');
    $live->reconcile();
    $live->expectOneOrder($invoice, 1);
});

$runner->test('live: a crash while DOKU works is made good by reconcile', static function () use ($live, $servers): void {
    $servers->faults([['fault' => 'delay', 'seconds' => 3]]);
    $child = $servers->phpAsync([__DIR__ . '/crash.php', 'waiting'], $pipes);
    $invoice = trim((string) fgets($pipes[1])) . '-1';
    for ($tries = 0; $tries < 200 && $servers->ledger($invoice)['orders'] === []; $tries++) {
        usleep(20_000);
    }
    posix_kill(proc_get_status($child)['pid'], SIGKILL);
    proc_close($child);
    $payment = $live->store->payment($invoice);
    Runner::same(
        ['open', Status::Unknown],
        [$live->store->calls($payment->id)[0]->outcome, $live->state($payment)],
        'the shop does not know'
    );
    // While the first one is at work DOKU says so, and the extension waits and tries again.
    for ($tries = 0; $tries < 20 && $live->store->calls($payment->id)[0]->outcome !== 'done'; $tries++) {
        $live->reconcile();
    }
    Runner::same(['done', Status::Pending, 409], [$live->store->calls($payment->id)[0]->outcome, $live->state($payment),
        $live->store->calls($payment->id)[0]->httpStatus], 'the original answer');
    $requests = array_filter($servers->ledger($invoice)['requests'], static fn ($one) => $one['operation'] === 'generate');
    $live->expectOneOrder($invoice, count($requests));
});

$runner->test('live: no answer to generate: the customer tries again, and it counts once', static function () use ($live, $servers): void {
    $servers->faults([['fault' => 'close_after_request', 'count' => 3, 'match' => ['operation' => 'generate']]]);
    $payment = $live->order();
    Runner::same($live->path($payment), $live->customer->location, 'to the order page');
    $live->customer->get($live->path($payment));
    Runner::true(str_contains($live->customer->messages(), 'do not know yet'), 'message');
    Runner::same(['unknown', Status::Unknown], [$live->store->calls($payment->id)[0]->outcome, $live->state($payment)], 'state');
    $live->payAgain($payment);
    $payment = $live->store->payment($payment->invoice);
    Runner::same([$payment->url, 1], [$live->customer->location, $payment->attempt], 'payment page');
    $live->expectOneOrder($payment->invoice, 4);
});

$runner->test('live: no answer to refund: reconcile repeats it', static function () use ($live, $servers): void {
    $payment = $live->order();
    $live->buyer($payment, 'pay');
    $servers->faults([['fault' => 'close_after_request', 'count' => 3, 'match' => ['operation' => 'refund']]]);
    $message = $live->press($payment, 'refund', ['amount' => (string) $payment->amount]);
    Runner::true(str_contains($message, 'do not know yet'), $message);
    Runner::same(Status::Success, $live->state($payment), 'state');
    [$status, $output] = $live->reconcile();
    Runner::same([0, Status::Refunded], [$status, $live->state($payment)], $output);
    $refunds = array_filter($servers->ledger($payment->invoice)['requests'], static fn ($one) => $one['operation'] === 'refund');
    Runner::same([1, 4, 1], [count(array_filter($refunds, static fn ($one) => $one['executed'])), count($refunds),
        count(array_unique(array_column($refunds, 'request_id')))], 'executed, sent, ids');
});

$runner->test('live: DOKU cannot be reached: nothing has happened, the same try later', static function () use ($live, $servers): void {
    Visitor::json($servers->control . '/_sandbox/listeners', ['http' => 'closed']);
    try {
        $payment = $live->order();
        $live->customer->get($live->path($payment));
        Runner::true(str_contains($live->customer->messages(), 'cannot be reached'), 'message');
        Runner::same('not_sent', $live->store->calls($payment->id)[0]->outcome, 'outcome');
    } finally {
        Visitor::json($servers->control . '/_sandbox/listeners', ['http' => 'open']);
    }
    $live->payAgain($payment);
    $live->expectOneOrder($payment->invoice, 1);
});

$runner->test('live: DOKU says FAILED: a new invoice', static function () use ($live, $servers): void {
    $servers->faults([['fault' => 'order_failed', 'match' => ['operation' => 'generate']]]);
    $payment = $live->order();
    Runner::same('Not paid', $live->customer->get($live->path($payment))->text('headline'), 'page');
    $live->payAgain($payment);
    $second = $live->store->byId($payment->orderId)->latest();
    Runner::same([2, Status::Pending], [$second->attempt, $second->status], 'second try');
});

$runner->test('live: two clicks at once make one order', static function () use ($live, $servers): void {
    $servers->faults([['fault' => 'close_after_request', 'count' => 3, 'match' => ['operation' => 'generate']]]);
    $payment = $live->order();
    $children = [];
    foreach ([1, 2] as $click) {
        $children[] = [$servers->phpAsync([dirname(__DIR__) . '/bin/reconcile.php', '--older-than', '0'], $pipes), $pipes];
    }
    foreach ($children as [$child, $pipes]) {
        stream_get_contents($pipes[1]);
        proc_close($child);
    }
    $live->reconcile();
    Runner::same(Status::Pending, $live->state($payment), 'state');
    $requests = array_filter($servers->ledger($payment->invoice)['requests'], static fn ($one) => $one['operation'] === 'generate');
    $live->expectOneOrder($payment->invoice, count($requests));
});

$runner->test('live: a notification that never came is made good by reconcile', static function () use ($live, $servers): void {
    Visitor::json($servers->control . '/_sandbox/config', ['notification_url' => null]);
    try {
        $paid = $live->order();
        $waiting = $live->order();
        $live->buyer($paid, 'pay');
        Runner::same(Status::Pending, $live->state($paid), 'before');
        [$status, $output] = $live->reconcile();
        Runner::same([0, Status::Success, Status::Pending], [$status, $live->state($paid), $live->state($waiting)], $output);
    } finally {
        Visitor::json($servers->control . '/_sandbox/config', ['notification_url' => $servers->shop . '/notification']);
    }
});

$runner->test('live: a call without an answer for too long is left to a person', static function () use ($live, $servers): void {
    [, $output] = $servers->php([__DIR__ . '/crash.php', 'before']);
    $invoice = trim($output) . '-1';
    sleep(1);
    [$status, $output] = $live->reconcile('--not-older-than', '0');
    Runner::same([1, true], [$status, str_contains($output, "$invoice: generate has had no answer for too long")], $output);
    Runner::same(
        [],
        array_filter($servers->ledger($invoice)['requests'], static fn ($one) => $one['operation'] === 'generate'),
        'it was not sent'
    );
    [$status] = $live->reconcile();
    Runner::same(0, $status, 'a run with the usual limit finishes it');
});

$runner->test('live: the shop tells about a missing account without details', static function () use ($servers): void {
    $process = proc_open(
        [PHP_BINARY, ...array_slice($servers->settings, 0, 2), dirname(__DIR__) . '/bin/reconcile.php'],
        [['pipe', 'r'], ['pipe', 'w'], ['pipe', 'w']],
        $pipes,
        null,
        ['SHOP_DATABASE' => $servers->database]
    );
    $output = stream_get_contents($pipes[1]) . stream_get_contents($pipes[2]);
    Runner::true(proc_close($process) !== 0 && str_contains($output, 'No DOKU account'), $output);
});
