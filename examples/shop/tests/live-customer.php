<?php

declare(strict_types=1);

namespace ExampleShop\Tests;

use DokuAkulaku\Status;
use ExampleShop\Support\Servers;
use ExampleShop\Support\Visitor;

/** @var Runner $runner @var LiveShop $live @var Servers $servers */

$runner->test('live: order, approve, refund', static function () use ($live): void {
    $payment = $live->order();
    Runner::same($payment->url, $live->customer->location, 'redirect');
    $live->customer->get($live->path($payment));
    Runner::same('Waiting for confirmation', $live->customer->text('headline'), 'return page');
    Runner::same(200, $live->buyer($payment, 'pay'), 'notification');
    Runner::same('Paid', $live->customer->get($live->path($payment))->text('headline'), 'return page');
    Runner::true(str_contains($live->press($payment, 'cancel'), 'Only a pending payment'), 'no cancel of a paid one');
    $half = (string) intdiv($payment->amount, 2);
    Runner::true(str_contains($live->press($payment, 'refund', ['amount' => $half]), 'in full only'), 'half');
    Runner::same(Status::Success, $live->state($payment), 'after half');
    $typed = 'Rp ' . number_format($payment->amount, 0, ',', '.');
    Runner::true(str_contains($live->press($payment, 'refund', ['amount' => $typed]), 'Refunded in full'), 'refund');
    Runner::same(Status::Refunded, $live->state($payment), 'state');
});

$runner->test('live: declined, tried again, and the first is paid after all', static function () use ($live): void {
    $first = $live->order();
    Runner::same(200, $live->buyer($first, 'decline'), 'notification');
    Runner::same('Not paid', $live->customer->get($live->path($first))->text('headline'), 'page');
    $live->payAgain($first);
    $second = $live->store->byId($first->orderId)->latest();
    Runner::same([2, $second->url], [$second->attempt, $live->customer->location], 'second try');
    Runner::true($second->invoice !== $first->invoice && $second->reference !== $first->reference, 'new names');
    $live->buyer($second, 'pay');
    Runner::same(Status::Success, $live->store->byId($first->orderId)->status(), 'order');
    Runner::same(200, $live->notify($second, ['status' => 'FAILED']), 'a late FAILED');
    Runner::same(Status::Success, $live->state($second), 'it changes nothing');
    $live->buyer($first, 'pay', true);
    $office = (new Visitor())->get($live->servers->shop . '/orders');
    Runner::true(str_contains($office->messages(), 'Paid twice'), 'the back office is told');
});

$runner->test('live: cancelled', static function () use ($live): void {
    $payment = $live->order();
    Runner::true(str_contains($live->press($payment, 'cancel'), 'Cancelled.'), 'message');
    Runner::same(Status::Cancelled, $live->state($payment), 'state');
    $live->payAgain($payment);
    Runner::same($live->path($payment), $live->customer->location, 'there is no new try');
});

$runner->test('live: mistakes in the form are told beside the fields', static function () use ($live, $servers): void {
    $orders = count($live->store->newest(1000));
    $cart = ['quantity[SHIRT]' => '1', 'delivery' => 'pickup', 'voucher' => ''];
    $live->customer->get($servers->shop . '/checkout?quantity[SHIRT]=1');
    $token = $live->customer->token();
    $live->customer->post($servers->shop . '/checkout', $cart + ['token' => $token, 'name' => str_repeat('x', 65),
        'phone' => '12ab', 'address' => str_repeat('y', 401), 'city' => "\xff", 'state' => "a\tb", 'postcode' => '12 A']);
    Runner::same(422, $live->customer->status, 'status');
    Runner::same(
        ['name', 'phone', 'address', 'city', 'state', 'postcode'],
        array_keys($live->customer->fieldErrors()),
        'fields'
    );
    Runner::same('This is too long: 64 characters at most.', $live->customer->fieldErrors()['name'], 'name');
    $live->customer->post($servers->shop . '/checkout', $cart + ['name' => 'A', 'phone' => '0812345678']);
    Runner::same(403, $live->customer->status, 'without the token');
    Runner::same($orders, count($live->store->newest(1000)), 'no order was stored');
    foreach (
        ['GAYO' => 'Gayo coffee beans can be ordered in steps of 0.25 kg, up to 99.',
        'DRIPPER' => 'Ceramic dripper can be ordered in steps of 1, up to 99.'] as $sku => $sentence
    ) {
        $live->customer->get($servers->shop . "/checkout?quantity[$sku]=1.3");
        Runner::same([422, $sentence], [$live->customer->status, $live->customer->text('problem')], $sku);
    }
});

$runner->test('live: what a customer types is text everywhere', static function () use ($live, $servers): void {
    $payment = $live->order(['name' => '<script>alert(1)</script>"\'&', 'address' => '<b>']);
    foreach ([$live->path($payment), $servers->shop . '/orders'] as $page) {
        $live->customer->get($page);
        Runner::same([200, false, true], [$live->customer->status, str_contains($live->customer->body, '<script>alert'),
            str_contains($live->customer->body, '&lt;script&gt;alert(1)')], $page);
    }
    $live->customer->get($servers->shop . '/?quantity[SHIRT]=%22%3E%3Cscript%3E&voucher=%22%3E%3Cscript%3E');
    Runner::true(!str_contains($live->customer->body, '"><script>'), 'product page');
});

$runner->test('live: forged notifications get 401 and move nothing', static function () use ($live): void {
    $payment = $live->order();
    foreach (
        ['signature', 'secret', 'body', 'target', 'client_id', 'response_layout', 'no_signature', 'no_client_id',
        'no_request_id', 'no_timestamp'] as $forge
    ) {
        Runner::same(401, $live->notify($payment, ['status' => 'SUCCESS', 'forge' => $forge]), $forge);
    }
    Runner::same(Status::Pending, $live->state($payment), 'state');
    Runner::same(1, count($live->store->events($payment->id)), 'nothing but generate was heard');
    $log = (string) file_get_contents($live->servers->shopLog);
    Runner::true(str_contains($log, 'notification refused: mismatch'), 'the reason is in the log');
    Runner::true(!str_contains($log, 'HMACSHA256') && !str_contains($log, 'secret-key-from'), 'nothing else is');
});

$runner->test('live: duplicates 200, another amount 422, unknown invoice 404', static function () use ($live): void {
    $payment = $live->order();
    Runner::same(422, $live->notify($payment, ['status' => 'SUCCESS', 'amount' => 1]), 'amount');
    Runner::same(Status::Pending, $live->state($payment), 'state');
    Runner::same(200, $live->buyer($payment, 'pay'), 'notification');
    Runner::same(200, $live->notify($payment, []), 'the same again');
    Runner::same(
        ['Applied', 'WrongAmount', 'Applied', 'Kept'],
        array_column($live->store->events($payment->id), 'result'),
        'events'
    );
    $process = $live->servers->phpAsync([__DIR__ . '/notify.php', $live->servers->shop . '/notification', 'NOBODY-1',
        '1000', 'SUCCESS'], $pipes);
    fwrite($pipes[0], "go\n");
    Runner::same("ready\n404\n", (string) stream_get_contents($pipes[1]), 'unknown invoice');
    proc_close($process);
});

$runner->test('live: notifications at the same time from two processes', static function () use ($live): void {
    $payment = $live->order();
    $processes = [];
    foreach (['FAILED,SUCCESS,FAILED,SUCCESS,SUCCESS,FAILED', 'SUCCESS,FAILED,SUCCESS,FAILED,SUCCESS,FAILED'] as $states) {
        $process = $live->servers->phpAsync([__DIR__ . '/notify.php', $live->servers->shop . '/notification',
            $payment->invoice, (string) $payment->amount, $states], $pipes);
        Runner::same("ready\n", fgets($pipes[1]), 'child');
        $processes[] = [$process, $pipes];
    }
    foreach ($processes as [, $pipes]) {
        fwrite($pipes[0], "go\n");
    }
    foreach ($processes as [$process, $pipes]) {
        Runner::same("200,200,200,200,200,200\n", (string) stream_get_contents($pipes[1]), 'answers');
        proc_close($process);
    }
    Runner::same(Status::Success, $live->state($payment), 'state');
    $applied = array_filter($live->store->events($payment->id), static fn (array $one): bool
        => $one['source'] === 'notification' && $one['status'] === 'SUCCESS' && $one['result'] === 'Applied');
    Runner::same(1, count($applied), 'SUCCESS was applied once');
    Runner::same(13, count($live->store->events($payment->id)), 'all were heard');
});

$runner->test('live: two processes at one row', static function () use ($live): void {
    $payment = $live->order();
    $processes = [];
    foreach ([1, 2] as $process) {
        $process = $live->servers->phpAsync([__DIR__ . '/mover.php', $payment->invoice, '0.7'], $pipes);
        Runner::same("ready\n", fgets($pipes[1]), 'child');
        $processes[] = [$process, $pipes];
    }
    foreach ($processes as [, $pipes]) {
        fwrite($pipes[0], "go\n");
    }
    $applied = [];
    $reported = [];
    foreach ($processes as [$process, $pipes]) {
        [$applied[], $reported[]] = explode(' ', trim((string) stream_get_contents($pipes[1])) . ' ');
        proc_close($process);
    }
    sort($applied);
    Runner::same(['0', '1'], $applied, 'SUCCESS was applied by one of them, once');
    Runner::same(1 + array_sum($reported), count($live->store->events($payment->id)), 'nothing was lost');
});

$runner->test('live: unknown addresses and other people\'s orders', static function () use ($live, $servers): void {
    foreach (['/nothing', '/order/' . str_repeat('0', 32), '/order/1', '/orders/X', '/src/App.php', '/../src/App.php'] as $path) {
        Runner::same(404, $live->customer->get($servers->shop . $path)->status, $path);
    }
    Runner::same(200, $live->customer->get($servers->shop . '/style.css')->status, 'style sheet');
    Runner::same(404, $live->customer->get($servers->shop . '/notification')->status, 'GET /notification');
    $payment = $live->order();
    $stranger = new Visitor();
    $stranger->post($servers->shop . "/orders/$payment->invoice/cancel", []);
    Runner::same(Status::Pending, $live->state($payment), 'a form without the token does nothing');
});
