<?php

declare(strict_types=1);

use DokuSandbox\Tests\Client;
use DokuSandbox\Tests\Harness;
use DokuSandbox\Tests\Program;
use DokuSandbox\Tests\Reply;

/** hold_settlement, the release of a settlement, and characters outside the Safe String. */
return static function (): void {
    $server = new Program('server.php', []);
    $client = $server->client();
    $order = static function (string $name, mixed ...$hold) use ($client): Reply {
        $info = $hold === [] ? [] : ['additional_info' => ['hold_settlement' => $hold[0]]];
        return $client->post('generate', Client::order($name) + $info);
    };
    $release = static function (string $name, ?string $requestId = null) use ($client): Reply {
        $json = (string) json_encode(['order' => ['invoice_number' => 'INV-' . $name]]);
        $path = '/finance/v1/release';
        return $client->send('POST', $path, $json, Client::signed('POST', $path, $json, $requestId));
    };
    $settlement = static fn (string $name): ?string
        => $server->control('GET', "orders?invoice=INV-$name")['orders'][0]['settlement'];

    Harness::same(200, $order('HOLD', true)->status, 'hold_settlement');
    Harness::same('HELD', $settlement('HOLD'), 'held');
    $order('FREE', false);
    $order('PLAIN');
    Harness::same([null, null], [$settlement('FREE'), $settlement('PLAIN')], 'not held');
    Harness::same(400, $order('TEXT', 'yes')->status, 'hold_settlement as a text');

    Harness::same(['message' => ['ORDER NOT PAID']], $release('HOLD')->json(), 'an unpaid order');
    $server->control('POST', 'orders/INV-HOLD/pay');
    $server->control('POST', 'orders/INV-FREE/pay');
    Harness::same(['message' => ['SETTLEMENT NOT ON HOLD']], $release('FREE')->json(), 'not on hold');
    Harness::same(['message' => ['Order Not Found']], $release('NONE')->json(), 'unknown order');
    $reply = $release('HOLD', 'release-1');
    Harness::same(
        [200, ['order' => ['invoice_number' => 'INV-HOLD', 'amount' => 90000],
            'settlement' => ['status' => 'RELEASED']]],
        [$reply->status, $reply->json()],
        'released',
    );
    Harness::check($reply->header('Signature') !== '', 'signed');
    $entry = $server->lastEntry();
    Harness::same(['release', true, true], [$entry['operation'], $entry['executed'], $entry['processed']], 'ledger');
    Harness::same([409, $reply->body], [$release('HOLD', 'release-1')->status, $reply->body], 'the same Request-Id');
    Harness::same(200, $release('HOLD')->status, 'released again');
    Harness::same(false, $server->lastEntry()['executed'], 'without an effect');
    Harness::same('RELEASED', $settlement('HOLD'), 'released');
    $server->faults([['fault' => 'status', 'status' => 503, 'match' => ['operation' => 'release']]]);
    Harness::same(503, $release('HOLD')->status, 'a fault of this operation');
    $json = '{"order":{}}';
    $headers = Client::signed('POST', '/finance/v1/release', $json);
    $reply = $client->send('POST', '/finance/v1/release', $json, $headers);
    Harness::same(['message' => ['order.invoice_number is missing or null']], $reply->json(), 'no invoice');
    $other = Client::signed('POST', '/finance/v1/releases', $json);
    Harness::same(404, $client->send('POST', '/finance/v1/releases', $json, $other)->status, 'another path');

    // Characters.
    $words = ["Invalid character, allowed only a-z A-Z 0-9 . - / + , = _ : ' @ % ( )"];
    $bad = Client::order('SAFE');
    $bad['order']['line_items'][0]['name'] = 'Caf' . "\u{e9}" . ' & Co';
    $reply = $client->post('generate', $bad, 'safe-1');
    Harness::same([400, ['message' => $words]], [$reply->status, $reply->json()], 'refused in DOKU\'s words');
    Harness::same($words[0], $server->lastEntry()['reason'], 'the reason in the ledger');
    $fine = Client::order('SAFE');
    $fine['order']['line_items'][0]['name'] = "A-z 0/9+,=_:'@%()";
    Harness::same(200, $client->post('generate', $fine, 'safe-1')->status, 'corrected');
    $missing = $bad;
    unset($missing['customer']['phone']);
    Harness::same(
        ['customer.phone is missing or null'],
        $client->post('generate', $missing)->json()['message'],
        'broken rules are told first',
    );
    $cancel = Client::cancellation('SAFE');
    $cancel['payment']['merchant_unique_reference'] = 'MUR#1';
    Harness::same(['message' => $words], $client->post('cancel', $cancel)->json(), 'in cancel too');
    Harness::same('safe', $server->control('GET', 'config')['characters'], 'the default');
    $server->control('POST', 'config', ['characters' => 'any']);
    Harness::same(200, $client->post('generate', ['order' => ['invoice_number' => 'INV-&'] + $bad['order']] + [
        'payment' => ['merchant_unique_reference' => 'MUR-&']] + $bad)->status, 'any');
    Harness::same(400, $server->control('POST', 'config', ['characters' => 'none'])['_status'], 'neither');
    $any = new Program('server.php', ['--characters=any']);
    Harness::same(200, $any->client()->post('generate', $bad)->status, '--characters any');
    $safe = new Program('server.php', ['--characters', 'safe']);
    Harness::same(400, $safe->client()->post('generate', $bad)->status, '--characters safe');
};
