<?php

declare(strict_types=1);

use DokuSandbox\Tests\Client;
use DokuSandbox\Tests\Harness;
use DokuSandbox\Tests\Program;

return static function (): void {
    $server = new Program('server.php', ['--public-url', 'https://pay.example.test/']);
    $client = $server->client();

    $reply = $client->post('generate', Client::order('1'), 'first');
    Harness::same(200, $reply->status, 'status');
    $answer = $reply->json();
    $url = $answer['payment']['url'];
    Harness::check(preg_match('~^https://pay\.example\.test/pay/[0-9a-f]{32}$~D', $url) === 1, 'payment.url', $url);
    Harness::same([
        'order' => ['invoice_number' => 'INV-1', 'amount' => 90000],
        'payment' => [
            'merchant_unique_reference' => 'MUR-1',
            'url' => $url,
            'status' => 'PENDING',
            'identifier' => [
                ['name' => 'ORDER_ID', 'value' => '1000035148'],
                ['name' => 'AKULAKU_UNIQUE_REFERENCE', 'value' => 'MCH-0001-10791114622547MUR-1'],
            ],
        ],
    ], $answer, 'body');
    $entry = $server->lastEntry();
    Harness::same(
        ['generate', 'INV-1', true, true, null, true, true, false, 200, 'full', 1, 1],
        [$entry['operation'], $entry['invoice'], $entry['headers_ok'], $entry['signature_ok'], $entry['refusal'],
            $entry['processed'], $entry['executed'], $entry['replayed'], $entry['status'], $entry['answer'],
            $entry['connection'], $entry['request_on_connection']],
        'ledger',
    );
    Harness::same(strlen($reply->raw), $entry['answer_bytes'], 'bytes of the answer in the ledger');
    $sent = (string) json_encode(Client::order('1'), JSON_UNESCAPED_SLASHES);
    Harness::same(hash('sha256', $sent), $entry['body_sha256'], 'digest in the ledger');

    // Idempotency: the same Request-Id gets the first answer again, whatever its body.
    foreach ([Client::order('1'), Client::order('2'), ['nonsense' => true]] as $body) {
        $again = $client->post('generate', $body, 'first');
        Harness::same([409, $reply->body], [$again->status, $again->body], 'replay');
        Harness::same('first', $again->header('Request-Id'), 'replay is signed');
        $entry = $server->lastEntry();
        Harness::same([true, false], [$entry['replayed'], $entry['executed']], 'replay in the ledger');
    }
    $refused = static function (array $body, string $message) use ($client, $server): void {
        $reply = $client->post('generate', $body);
        Harness::same([400, ['message' => [$message]]], [$reply->status, $reply->json()], $message);
        Harness::same('business', $server->lastEntry()['refusal'], 'ledger of ' . $message);
    };
    $refused(Client::order('1'), 'INVOICE ALREADY USED');
    $body = Client::order('3');
    $body['payment']['merchant_unique_reference'] = 'MUR-1';
    $refused($body, 'MERCHANT UNIQUE REFERENCE ALREADY USED');
    $body = Client::order('3');
    $body['order']['amount'] = 90001;
    $refused($body, 'AMOUNT NOT MATCH');
    Harness::same(1, count($server->control('GET', 'orders')['orders']), 'one order');

    // A refused body may be sent again, corrected, under the same Request-Id.
    Harness::same(400, $client->post('generate', $body, 'corrected')->status, 'refused');
    Harness::same(200, $client->post('generate', Client::order('3'), 'corrected')->status, 'corrected');

    // Numbers in quotes, as the Postman collection sends them.
    $body = Client::order('4');
    $body['order']['amount'] = '90000';
    $body['order']['line_items'][0]['price'] = '30000';
    $body['order']['line_items'][0]['quantity'] = '2';
    Harness::same(90000, $client->post('generate', $body)->json()['order']['amount'], 'numbers in quotes');

    // Every representation of the same text is the same order: the bytes are signed, not the values.
    $pretty = json_encode(Client::order('5'), JSON_PRETTY_PRINT);
    Harness::same(200, $client->post('generate', (string) $pretty)->status, 'pretty printed, escaped slashes');
    foreach (['', 'nonsense', '[]', '"text"', '{"order":', str_repeat('[', 40) . str_repeat(']', 40)] as $text) {
        Harness::same(
            ['message' => ['INVALID JSON']],
            $client->post('generate', $text)->json(),
            'not an object: ' . $text,
        );
    }

    // A chunked request.
    $path = Client::API . 'generate-order';
    $json = (string) json_encode(Client::order('6'));
    $headers = Client::signed('POST', $path, $json);
    $head = "POST $path HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n";
    foreach ($headers as $name => $value) {
        $head .= strtolower($name) . ': ' . $value . "\r\n";
    }
    $client->connect();
    foreach (str_split($head . "\r\n" . dechex(10) . "\r\n" . substr($json, 0, 10) . "\r\n"
        . dechex(strlen($json) - 10) . ";x=y\r\n" . substr($json, 10) . "\r\n0\r\nTrailer: x\r\n\r\n", 100) as $piece) {
        $client->writeBytes($piece);
        usleep(500);
    }
    Harness::same(200, $client->read()->status, 'chunked, in small pieces');
    $json = '{"a":"' . str_repeat('x', 100000) . '"}';
    $head = "POST $path HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n";
    foreach (Client::signed('POST', $path, $json) as $name => $value) {
        $head .= $name . ': ' . $value . "\r\n";
    }
    $started = microtime(true);
    $client->writeBytes($head . "\r\n1\r\n" . implode("\r\n1\r\n", str_split($json)) . "\r\n0\r\n\r\n");
    Harness::same(400, $client->read(30.0)->status, 'chunks of one byte');
    Harness::check(microtime(true) - $started < 3.0, 'chunks of one byte take linear time');

    // 100-continue, pipelining, absolute form, wrong requests.
    $client->write('POST', $path, '', ['Expect' => '100-continue'] + Client::signed('POST', $path, ''));
    Harness::same(400, $client->read()->status, 'an empty body needs no 100 Continue');
    $client->writeBytes("POST $path HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    usleep(100000);
    $client->writeBytes('{}');
    Harness::contains('HTTP/1.1 100 Continue', $client->read()->raw, '100 Continue');
    $client->writeBytes(
        str_repeat("GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET http://127.0.0.1:1/b HTTP/1.1\r\nHost: x\r\n\r\n", 20),
    );
    $end = microtime(true) + 5;
    $raw = '';
    while (substr_count($raw, 'No static resource') < 40 && microtime(true) < $end) {
        $raw .= fread($client->stream, 65536);
    }
    Harness::same(
        [20, 20],
        [substr_count($raw, 'resource a.'), substr_count($raw, 'resource b.')],
        'pipelined, absolute form',
    );
    foreach ([
        "GET / HTTP/3.0\r\n\r\n" => 400,
        "get / HTTP/1.1\r\n\r\n" => 400,
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n" => 400,
        "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n" => 400,
        "POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n" => 413,
        "GET / HTTP/1.1\r\nBad Header: x\r\n\r\n" => 400,
        'GET / HTTP/1.1' . "\r\nA: " . str_repeat('a', 70000) => 431,
    ] as $bytes => $status) {
        $bad = $server->client();
        $bad->connect();
        $bad->writeBytes($bytes);
        Harness::same($status, $bad->read()->status, 'bad request: ' . substr(trim($bytes), 0, 50));
        Harness::same(null, $bad->stream, 'closed after it');
    }

    // An order that Akulaku refuses.
    $server->faults(['order_failed']);
    $reply = $client->post('generate', Client::order('7'));
    Harness::same([200, 'FAILED'], [$reply->status, $reply->json()['payment']['status']], 'order_failed');
    Harness::same('FAILED', $client->status('INV-7')->json()['transaction']['status'], 'state of it');

    $totals = $server->control('GET', 'totals');
    Harness::same([6, 3], [$totals['executed'], $totals['replayed']], 'totals');
    $server->control('POST', 'reset');
    $ledger = $server->control('GET', 'ledger');
    Harness::same([[], [], 0], [$ledger['orders'], $ledger['requests'], $ledger['totals']['requests']], 'reset');
    Harness::same(200, $client->post('generate', Client::order('1'), 'first')->status, 'after a reset all is new');
};
