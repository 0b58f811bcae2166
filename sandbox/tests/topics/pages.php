<?php

declare(strict_types=1);

use DokuSandbox\PaymentPage;
use DokuSandbox\Tests\Client;
use DokuSandbox\Tests\Harness;
use DokuSandbox\Tests\Merchant;
use DokuSandbox\Tests\Program;

return static function (): void {
    $merchant = new Merchant();
    $server = new Program('server.php', ['--notification-url', $merchant->url('/n'), '--characters', 'any']);
    $client = $server->client();
    $order = static function (string $name) use ($client): string {
        $body = Client::order($name);
        $body['order']['line_items'][0]['name'] = '<script>alert("x")</script> & \'co\'';
        $body['customer']['name'] = '"><img src=x>';
        $body['order']['callback_url'] = "https://merchant.com/back?order=$name&x=<y>";
        return (string) parse_url($client->post('generate', $body)->json()['payment']['url'], PHP_URL_PATH);
    };
    $form = ['Content-Type' => 'application/x-www-form-urlencoded'];

    $path = $order('P1');
    $page = $client->send('GET', $path);
    Harness::same(200, $page->status, 'page');
    Harness::contains('text/html; charset=utf-8', $page->header('Content-Type'), 'HTML');
    Harness::contains("default-src 'none'", $page->header('Content-Security-Policy'), 'no scripts by policy');
    Harness::contains(
        '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &apos;co&apos;',
        $page->body,
        'line is escaped',
    );
    Harness::check(!str_contains($page->body, '<script') && !str_contains($page->body, '<img'), 'nothing unescaped');
    $parts = ['Rp' . "\u{a0}" . '90.000', 'INV-P1', 'Sandbox', 'id="approve"', 'id="decline"', 'name="viewport"',
        '<html lang="en">', 'value="30d" checked', '+6285694566147',
        'Menara Mulia Lantai 8, Jakarta Selatan, DKI Jakarta 120129'];
    foreach ($parts as $part) {
        Harness::contains($part, $page->body, "page has $part");
    }
    foreach (['30d', '3m', '6m', '12m'] as $plan) {
        Harness::contains('id="plan-' . $plan . '"', $page->body, "plan $plan");
        Harness::contains('for="plan-' . $plan . '"', $page->body, "label of plan $plan");
    }
    // 90,000 with 2.6 % a month: (90000 x 1.078) / 3 and so on, rounded up.
    Harness::same([90000, 32340, 17340, 9840], array_map(
        static fn (string $plan): int => PaymentPage::monthly(90000, $plan),
        ['30d', '3m', '6m', '12m'],
    ), 'monthly amounts');
    Harness::same(34, PaymentPage::monthly(94, '3m'), 'rounded up');
    Harness::same(359333333333, PaymentPage::monthly(999999999999, '3m'), 'the largest amount');

    // Refused inputs leave the order open.
    $page = $client->send('POST', $path, 'decision=maybe', $form);
    Harness::same(400, $page->status, 'no decision');
    Harness::contains('href="' . $path . '"', $page->body, 'the way back to the choice');
    Harness::same(400, $client->send('POST', $path, 'decision=approve&plan=99m', $form)->status, 'no such plan');
    Harness::same(405, $client->send('DELETE', $path)->status, 'method');
    Harness::same(404, $client->send('GET', '/pay/' . str_repeat('0', 32))->status, 'unknown token');
    Harness::same('PENDING', $client->status('INV-P1')->json()['transaction']['status'], 'still open');

    $reply = $client->send('POST', $path, 'decision=approve&plan=6m', $form);
    Harness::same(
        [303, 'https://merchant.com/back?order=P1&x=<y>'],
        [$reply->status, $reply->header('Location')],
        'back to the shop',
    );
    $got = $merchant->take();
    Harness::same('SUCCESS', json_decode($got['body'], true)['transaction']['status'], 'notification');
    Harness::same('6m', $server->control('GET', 'orders')['orders'][0]['plan'], 'plan');
    $again = $client->send('POST', $path, 'decision=decline', $form);
    Harness::same(200, $again->status, 'paying twice');
    Harness::contains('Already paid', $again->body, 'paying twice');
    Harness::contains('href="https://merchant.com/back?order=P1&amp;x=&lt;y&gt;"', $again->body, 'link back, escaped');
    Harness::check($merchant->isQuiet(0.1), 'no second notification');

    $path = $order('P2');
    Harness::same(303, $client->send('POST', $path, 'decision=decline', $form)->status, 'decline');
    Harness::same(
        'FAILED',
        json_decode($merchant->take()['body'], true)['transaction']['status'],
        'notification of a decline',
    );
    Harness::contains('Payment declined', $client->send('GET', $path)->body, 'declined');
    $path = $order('P3');
    $client->post('cancel', Client::cancellation('P3'));
    foreach (['GET', 'POST'] as $method) {
        $page = $client->send($method, $path, $method === 'POST' ? 'decision=approve&plan=30d' : '', $form);
        Harness::same(410, $page->status, "$method of a cancelled order");
        Harness::contains('Order cancelled', $page->body, "$method of a cancelled order");
    }
    $path = $order('P4');
    $server->control('POST', 'orders/INV-P4/expire');
    Harness::contains('Order expired', $client->send('GET', $path)->body, 'expired');

    // The admin page.
    $token = substr($order('P5'), 5);
    foreach (['/', '/admin'] as $address) {
        $page = $client->send('GET', $address);
        Harness::same(200, $page->status, $address);
        $parts = ['INV-P1', 'INV-P5', 'status success', 'status cancelled', 'HTTP 200',
            '&quot;&gt;&lt;img src=x&gt;'];
        foreach ($parts as $part) {
            Harness::contains($part, $page->body, "$address has $part");
        }
        Harness::check(!str_contains($page->body, '<img'), "$address is escaped");
    }
    $reply = $client->send('POST', '/admin', "token=$token&action=expire", $form);
    Harness::same(303, $reply->status, 'expire button');
    Harness::same('EXPIRED', $client->status('INV-P5')->json()['transaction']['status'], 'expire button');
    Harness::same(303, $client->send('POST', '/admin', "token=$token&action=resend", $form)->status, 'resend button');
    Harness::check($merchant->isQuiet(0.1), 'an expired order has no notification');
    $paid = $server->control('GET', 'orders?invoice=INV-P1')['orders'][0];
    $token = substr((string) strrchr($paid['payment_url'], '/'), 1);
    $client->send('POST', '/admin', "token=$token&action=resend", $form);
    Harness::same('SUCCESS', json_decode($merchant->take()['body'], true)['transaction']['status'], 'resend button');
    Harness::same(404, $client->send('POST', '/admin', 'token=x&action=expire', $form)->status, 'unknown token');
    $path = $order('P6');
    $client->send('POST', '/admin', 'action=pay&token=' . substr($path, 5), $form);
    Harness::same('SUCCESS', json_decode($merchant->take()['body'], true)['transaction']['status'], 'pay button');
    $client->send('POST', '/admin', 'action=forge&forge=no_signature&token=' . substr($path, 5), $form);
    Harness::check(!isset($merchant->take()['headers']['signature']), 'forge button');
    $client->send('POST', '/admin', 'action=forge&forge=&token=' . substr($path, 5), $form);
    Harness::check($merchant->isQuiet(0.1), 'no such forgery');
    $path = $order('P7');
    $client->send('POST', '/admin', 'action=decline&token=' . substr($path, 5), $form);
    Harness::same('FAILED', json_decode($merchant->take()['body'], true)['transaction']['status'], 'decline button');

    // Faults by buttons.
    $press = static fn (string $fields): int
        => $client->send('POST', '/admin', 'action=fault&' . $fields, $form)->status;
    $waiting = static fn (): array => $server->control('GET', 'faults')['faults'];
    Harness::same(303, $press('fault=lost-request&operation=refund&count=3'), 'a button');
    $one = $waiting()[0];
    Harness::same(
        ['close_after_request', false, 3, ['operation' => 'refund']],
        [$one['fault'], $one['execute'], $one['count'], $one['match']],
        'the fault waits',
    );
    Harness::contains('close_after_request', $client->send('GET', '/admin')->body, 'and is shown');
    $fields = 'fault=delay&operation=&count=1&parameters=' . rawurlencode('{"seconds": 5}');
    Harness::same(303, $press($fields), 'another');
    Harness::same(5, $waiting()[1]['seconds'], 'with parameters');
    Harness::same(303, $press('fault=close_before_read&operation=generate&count=1'), 'on a connection');
    Harness::same([], $waiting()[2]['match'], 'which has no operation yet');
    foreach (['fault=x', 'fault=delay&parameters=x', 'fault=delay&parameters=%7B%22a%22%3A1%7D', 'fault=none&count=0',
        'fault=none&operation[]=x&count=1e3', ''] as $bad) {
        Harness::same(400, $press($bad), "a fault that is none: $bad");
    }
    Harness::same(3, count($waiting()), 'nothing was added');
    Harness::same(303, $client->send('POST', '/admin', 'action=clear-faults', $form)->status, 'clear');
    Harness::same([], $waiting(), 'none waits');
    preg_match_all('~name="fault" value="([^"]+)"~', $client->send('GET', '/admin')->body, $buttons);
    Harness::check(count($buttons[1]) > 40, 'buttons');
    foreach ($buttons[1] as $name) {
        $supported = DokuSandbox\Connection::canReset() || $name !== 'reset';
        Harness::same($supported ? 303 : 400, $press("fault=$name&operation=cancel&count=1"), "button $name");
    }
    $client->send('POST', '/admin', 'action=clear-faults', $form);

    // Refused requests, with what should have been signed.
    $target = '/orders/v1/status/INV-%3Cb%3E';
    $headers = Client::signed('GET', $target, '', 'id-<b>');
    $client->send('GET', $target, '', ['Signature' => 'HMACSHA256=<i>'] + $headers);
    $page = $client->send('GET', '/admin');
    foreach (['invalid_signature', 'Invalid Header Signature', 'Request-Id:id-&lt;b&gt;', 'HMACSHA256=&lt;i&gt;',
        'Request-Target:' . $target] as $part) {
        Harness::contains($part, $page->body, "refused: $part");
    }
    Harness::check(!str_contains($page->body, '<b>') && !str_contains($page->body, '<i>'), 'refused: escaped');
    Harness::check(!str_contains($page->body, Client::SECRET), 'refused: no secret');
    $client->post('generate', ['order' => []]);
    Harness::contains('order.invoice_number is missing or null', $client->send('GET', '/admin')->body, 'refused body');

    // It refreshes itself: the script asks with the state that it knows.
    preg_match('~data-state="([0-9a-f]+)"~', $client->send('GET', '/admin')->body, $state);
    $known = $client->send('GET', '/admin?state=' . $state[1]);
    Harness::same([204, ''], [$known->status, $known->body], 'nothing new');
    $order('P8');
    $news = $client->send('GET', '/admin?state=' . $state[1]);
    Harness::same(200, $news->status, 'something new');
    Harness::contains('INV-P8', $news->body, 'something new');
    Harness::check(!str_contains($news->body, '<html'), 'the part only');
    $page = $client->send('GET', '/admin');
    preg_match('~<script>(.*?)</script>~s', $page->body, $script);
    Harness::contains(
        "script-src 'sha256-" . base64_encode(hash('sha256', $script[1] ?? '', true)) . "'",
        $page->header('Content-Security-Policy'),
        'this script and no other',
    );
    Harness::same('same-origin', $page->header('Referrer-Policy'), 'or browsers hide where a form comes from');
    $reply = $client->send('POST', '/admin', "token=$token&action=resend", $form + ['Origin' => 'https://evil.test']);
    Harness::same(403, $reply->status, 'another site presses a button');
    // The test client says "Host: 127.0.0.1".
    $reply = $client->send('GET', '/admin', '', ['Origin' => 'http://127.0.0.1']);
    Harness::same(200, $reply->status, 'the same site may');
    foreach (['evil.test' => 403, 'evil.test:80' => 403, '127.0.0.1.evil.test' => 403, 'localhost:8080' => 200,
        '[::1]:80' => 200] as $host => $status) {
        $client->close();
        $client->connect();
        $client->writeBytes("GET /_sandbox/totals HTTP/1.1\r\nHost: $host\r\n\r\n");
        Harness::same($status, $client->read()->status, "the control endpoints under the name $host");
    }
};
