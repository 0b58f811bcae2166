<?php

declare(strict_types=1);

namespace ExampleShop\Tests;

use DokuAkulaku\Status;
use ExampleShop\Support\Servers;
use ExampleShop\Support\Visitor;

/** @var Runner $runner @var LiveShop $live @var Servers $servers */

$runner->test('live: order, approve, refund', static function () use ($live): void {
    $order = $live->order();
    $attempt = $live->attempt($order);
    Runner::same($attempt->url, $live->customer->location, 'redirect');
    Runner::same('Waiting for confirmation', $live->headline($order), 'return page');
    Runner::same(200, $live->buyer($attempt, 'pay'), 'notification');
    Runner::same('Paid', $live->headline($order), 'return page');
    Runner::true($live->orders->byId($order->id)?->paidAt !== null, 'the order follows');
    Runner::true(str_contains($live->press($order->number, 'cancel'), 'This order is paid'), 'no cancel of a paid one');
    Runner::true(str_contains($live->press($attempt->invoice, 'refund'), 'refunded in full'), 'refund');
    Runner::same(Status::Refunded, $live->state($attempt), 'state');
    Runner::same('Refunded', $live->headline($order), 'page');
    Runner::true($live->orders->byId($order->id)->refundedAt !== null, 'the order follows');
});

$runner->test('live: declined, tried again, and the first is paid after all', static function () use ($live): void {
    $order = $live->order();
    $first = $live->attempt($order);
    Runner::same(200, $live->buyer($first, 'decline'), 'notification');
    Runner::same('Not paid', $live->headline($order), 'page');
    $live->payAgain($order);
    $second = $live->attempt($order);
    Runner::same([2, $second->url], [$second->number, $live->customer->location], 'second try');
    $live->buyer($second, 'pay');
    Runner::same(200, $live->notify($second, ['status' => 'FAILED']), 'a late FAILED');
    Runner::same(['Paid', []], [$live->headline($order), $live->marks($order)], 'it changes nothing');
    $live->buyer($first, 'pay', true);
    Runner::same(['paid_twice'], $live->marks($order), 'the back office is told');
    Runner::same('Paid twice', $live->headline($order), 'and the customer');
});

$runner->test('live: mistakes in the form are told beside the fields, and no order is stored', static function () use ($live, $servers): void {
    $orders = count($live->orders->newest(1000));
    $form = $live->form(['name' => str_repeat('x', 65), 'phone' => '12ab', 'address' => str_repeat('y', 401),
        'city' => str_repeat('z', 65), 'state' => str_repeat('é', 65), 'postcode' => '12 A']);
    $live->customer->post($servers->shop . '/checkout', $form);
    Runner::same(422, $live->customer->status, 'status');
    Runner::same(
        ['name', 'phone', 'address', 'city', 'state', 'postcode'],
        array_keys($live->customer->fieldErrors()),
        'fields'
    );
    Runner::same('Full name is too long: at most 64 characters.', $live->customer->fieldErrors()['name'], 'name');
    unset($form['token']);
    $live->customer->post($servers->shop . '/checkout', ['name' => 'A', 'phone' => '0812345678'] + $form);
    Runner::same(403, $live->customer->status, 'without the token');
    Runner::same($orders, count($live->orders->newest(1000)), 'no order was stored');
    foreach (
        ['GAYO' => 'Gayo coffee beans can be ordered in steps of 0.25 kg, up to 99.',
        'DRIPPER' => 'Ceramic dripper can be ordered in steps of 1, up to 99.'] as $sku => $sentence
    ) {
        $live->customer->get($servers->shop . "/checkout?quantity%5B$sku%5D=1.3");
        Runner::same([422, $sentence], [$live->customer->status, $live->customer->text('problem')], $sku);
    }
});

$runner->test('live: an Indonesian browser reads Indonesian, on every page', static function () use ($live, $servers): void {
    $visitor = new Visitor('id-ID,id;q=0.9,en;q=0.8');
    $visitor->get($servers->shop . '/');
    Runner::true(str_contains($visitor->body, '<html lang="id">') && str_contains($visitor->body, 'Biji kopi Gayo'), 'products');
    Runner::true(str_contains($visitor->body, 'Rp145.000 / kg'), 'Indonesian numbers');
    $visitor->post($servers->shop . '/checkout', ['phone' => ''] + $live->form([], $visitor));
    Runner::same('Nomor telepon wajib diisi untuk membayar dengan Akulaku.', $visitor->fieldErrors()['phone'] ?? '', 'rule');
    Runner::true(str_contains($visitor->text('pay'), 'Bayar Rp238.890 dengan Akulaku'), $visitor->text('pay'));
    Runner::true(str_contains($visitor->body, 'Menghubungi Akulaku'), 'what the button will say');
    $order = $live->order([], $visitor);
    Runner::same(['2', 'Kaus batik'], [(string) $order->lines[0]['quantity'], $order->lines[0]['name']], 'what goes to DOKU');
    Runner::same('Menunggu konfirmasi', $live->headline($order), 'order page');
    $visitor->get($servers->shop . '/orders');
    Runner::true(str_contains($visitor->body, 'Batalkan pesanan'), 'back office');
    Runner::same('Batalkan pesanan ' . $order->number . '?', $visitor->get($servers->shop . "/orders/$order->number/cancel")->text('question'), 'question');
    Runner::same('Tidak ditemukan · Kopi Senja', $visitor->get($servers->shop . '/nothing')->title(), 'not found');
});

$runner->test('live: what a customer types is text everywhere', static function () use ($live, $servers): void {
    $order = $live->order(['name' => '<script>alert(1)</script>"\'&', 'address' => '<b>']);
    foreach ([$live->path($order), $servers->shop . '/orders'] as $page) {
        $live->customer->get($page);
        Runner::same([200, false, true], [$live->customer->status, str_contains($live->customer->body, '<script>alert'),
            str_contains($live->customer->body, '&lt;script&gt;alert(1)')], $page);
    }
    $live->customer->get($servers->shop . '/?quantity%5BSHIRT%5D=%22%3E%3Cscript%3E&voucher=%22%3E%3Cscript%3E');
    Runner::true(!str_contains($live->customer->body, '"><script>'), 'product page');
});

$runner->test('live: forged notifications get 401 and move nothing', static function () use ($live): void {
    $attempt = $live->attempt($live->order());
    foreach (
        ['signature', 'secret', 'body', 'target', 'client_id', 'response_layout', 'no_signature', 'no_client_id',
        'no_request_id', 'no_timestamp'] as $forge
    ) {
        Runner::same(401, $live->notify($attempt, ['status' => 'SUCCESS', 'forge' => $forge]), $forge);
    }
    Runner::same(Status::Pending, $live->state($attempt), 'state');
    Runner::same(1, count($live->store->events($attempt->invoice)), 'nothing but generate was heard');
    $log = (string) file_get_contents($live->servers->shopLog);
    Runner::true(str_contains($log, 'notification refused: mismatch'), 'the reason is in the log');
    Runner::true(!str_contains($log, 'HMACSHA256') && !str_contains($log, 'secret-key-from'), 'nothing else is');
});

$runner->test('live: duplicates and another amount 200, unknown invoice 404', static function () use ($live): void {
    $order = $live->order();
    $attempt = $live->attempt($order);
    Runner::same(200, $live->notify($attempt, ['status' => 'SUCCESS', 'amount' => 1]), 'amount');
    Runner::same([Status::Pending, ['amount_differs']], [$live->state($attempt), $live->marks($order)], 'a person has to look');
    Runner::same(200, $live->buyer($attempt, 'pay'), 'notification');
    Runner::same(200, $live->notify($attempt, []), 'the same again');
    Runner::same(
        ['applied', 'amount_differs', 'applied', 'kept'],
        array_column($live->store->events($attempt->invoice), 'result'),
        'events'
    );
    $process = $live->servers->phpAsync([__DIR__ . '/notify.php', $live->servers->shop . '/notification', 'NOBODY-1',
        '1000', 'SUCCESS'], $pipes);
    fwrite($pipes[0], "go\n");
    Runner::same("ready\n404\n", (string) stream_get_contents($pipes[1]), 'unknown invoice');
    proc_close($process);
});

$runner->test('live: notifications at the same time from two processes', static function () use ($live): void {
    $attempt = $live->attempt($live->order());
    $processes = [];
    foreach (['FAILED,SUCCESS,FAILED,SUCCESS,SUCCESS,FAILED', 'SUCCESS,FAILED,SUCCESS,FAILED,SUCCESS,FAILED'] as $states) {
        $process = $live->servers->phpAsync([__DIR__ . '/notify.php', $live->servers->shop . '/notification',
            $attempt->invoice, (string) $attempt->amount, $states], $pipes);
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
    Runner::same(Status::Success, $live->state($attempt), 'state');
    $applied = array_filter($live->store->events($attempt->invoice), static fn ($one): bool
        => $one->source === 'notification' && $one->status === Status::Success && $one->result === 'applied');
    Runner::same(1, count($applied), 'SUCCESS was applied once');
    Runner::same(13, count($live->store->events($attempt->invoice)), 'all were heard');
});

$runner->test("live: unknown addresses and other people's orders", static function () use ($live, $servers): void {
    foreach (
        ['/nothing', '/order/' . str_repeat('0', 32), '/order/1', '/orders/X', '/orders/X/refund', '/src/App.php', '/../src/App.php',
        '/lang/en.php'] as $path
    ) {
        Runner::same(404, $live->customer->get($servers->shop . $path)->status, $path);
    }
    foreach (['/style.css', '/order.js', '/calling.js'] as $path) {
        Runner::same(200, $live->customer->get($servers->shop . $path)->status, $path);
    }
    Runner::same(404, $live->customer->get($servers->shop . '/notification')->status, 'GET /notification');
    $order = $live->order();
    $stranger = new Visitor();
    $stranger->post($servers->shop . "/orders/$order->number/cancel", []);
    Runner::same(Status::Pending, $live->state($live->attempt($order)), 'a form without the token does nothing');
});
