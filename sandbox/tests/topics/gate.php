<?php

declare(strict_types=1);

use DokuSandbox\Signature;
use DokuSandbox\Tests\Client;
use DokuSandbox\Tests\Harness;
use DokuSandbox\Tests\Program;

return static function (): void {
    $server = new Program('server.php', ['--client-id', 'MCH-A', '--secret', 'fake-secret-a', '--client-id=MCH-B',
        '--secret=fake-secret-b']);
    $client = $server->client();
    $path = Client::API . 'generate-order';
    $body = (string) json_encode(Client::order('GATE'));
    $good = Client::signed('POST', $path, $body, 'gate-1', null, 'MCH-A', 'fake-secret-a');
    $type = 'invalid_request_error';

    $refused = static function (array $headers, string $code, string $message, string $label) use (
        $client,
        $path,
        $body,
        $server,
        $type,
    ): void {
        $reply = $client->send('POST', $path, $body, $headers);
        Harness::same(400, $reply->status, "$label: status");
        Harness::same(
            ['error' => ['code' => $code, 'message' => $message, 'type' => $type]],
            $reply->json(),
            "$label: envelope",
        );
        Harness::same('', $reply->header('Signature'), "$label: not signed");
        $entry = $server->lastEntry();
        Harness::same(
            [$code, false, false],
            [$entry['refusal'], $entry['executed'], $entry['processed']],
            "$label: ledger",
        );
    };

    foreach (['Client-Id', 'Request-Id', 'Request-Timestamp', 'Signature'] as $name) {
        $refused(array_diff_key($good, [$name => 1]), 'invalid_header_request', "Header $name is required", "no $name");
    }
    $refused(
        ['Signature' => 'x'],
        'invalid_header_request',
        'Header Client-Id is required',
        'first missing one counts',
    );
    $refused(
        ['Request-Timestamp' => '2021-07-07T08:45:42.123Z', 'Client-Id' => 'MCH-NONE'] + $good,
        'invalid_header_request',
        'Invalid format Header Request-Timestamp',
        'format before client',
    );
    $refused(
        ['Request-Id' => str_repeat('r', 129)] + $good,
        'invalid_header_request',
        'Invalid format Header Request-Id',
        'Request-Id of 129 characters',
    );
    foreach ([-3700, 3700, -7 * 3600, 7 * 3600] as $offset) {
        $refused(
            ['Request-Timestamp' => Signature::timestamp(time() + $offset), 'Client-Id' => 'MCH-NONE'] + $good,
            'request_time_out_of_range',
            'Header Request-Timestamp is not in +- 3600 second of now',
            "$offset s",
        );
    }
    $refused(
        ['Client-Id' => 'MCH-NONE', 'Signature' => 'x'] + $good,
        'invalid_client_id',
        'Invalid Client-Id',
        'client',
    );
    $refused(['Signature' => 'x'] + $good, 'invalid_signature', 'Invalid Header Signature', 'signature');
    $refused(
        Client::signed('POST', $path, $body, 'gate-1', null, 'MCH-A', 'fake-secret-b'),
        'invalid_signature',
        'Invalid Header Signature',
        "another account's secret",
    );
    $refused(
        Client::signed('POST', $path, $body . ' ', 'gate-1', null, 'MCH-A', 'fake-secret-a'),
        'invalid_signature',
        'Invalid Header Signature',
        'other bytes',
    );
    $refused(
        Client::signed('POST', $path . '/', $body, 'gate-1', null, 'MCH-A', 'fake-secret-a'),
        'invalid_signature',
        'Invalid Header Signature',
        'other target',
    );
    Harness::same(
        [true, false],
        [$server->lastEntry()['headers_ok'], $server->lastEntry()['signature_ok']],
        'ledger of a bad signature',
    );

    foreach ([-3500, 3500] as $offset) {
        $time = Signature::timestamp(time() + $offset);
        $headers = Client::signed('POST', $path, '{}', "near$offset", $time, 'MCH-A', 'fake-secret-a');
        Harness::same(
            ['message'],
            array_keys($client->send('POST', $path, '{}', $headers)->json()),
            "$offset s is in the window",
        );
    }
    $reply = $client->send('POST', $path, $body, $good);
    Harness::same(200, $reply->status, 'good request');
    $stamp = $reply->header('Response-Timestamp');
    Harness::same(['MCH-A', 'gate-1'], [$reply->header('Client-Id'), $reply->header('Request-Id')], 'echoed headers');
    Harness::same(
        Signature::make('fake-secret-a', 'MCH-A', 'gate-1', $stamp, $path, $reply->body, true),
        $reply->header('Signature'),
        'signed answer',
    );
    $other = Client::signed('POST', $path, $body, 'gate-1', null, 'MCH-B', 'fake-secret-b');
    Harness::same(200, $client->send('POST', $path, $body, $other)->status, 'accounts are kept apart');
    Harness::same('MCH-B', $server->lastEntry()['client_id'], 'client in the ledger');

    $reply = $client->send('GET', '/no/such');
    Harness::same([404, ['message' => 'No static resource /no/such.']], [$reply->status, $reply->json()], 'no route');
    Harness::same(404, $client->send('GET', $path)->status, 'GET on a POST route');

    $server->control('POST', 'clock', ['offset_seconds' => 25200]);
    $refused(
        $good,
        'request_time_out_of_range',
        'Header Request-Timestamp is not in +- 3600 second of now',
        'clock off',
    );
    Harness::same(25200, $server->control('GET', 'clock')['offset_seconds'], 'offset');
};
