<?php

declare(strict_types=1);

use DokuSandbox\Signature;
use DokuSandbox\Tests\Client;
use DokuSandbox\Tests\Harness;
use DokuSandbox\Tests\Program;
use DokuSandbox\Tests\Reply;

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
    $entry = $server->lastEntry();
    Harness::same([true, false], [$entry['headers_ok'], $entry['signature_ok']], 'ledger of a bad signature');
    $digest = base64_encode(hash('sha256', $body, true));
    Harness::same(
        "Client-Id:MCH-A\nRequest-Id:gate-1\nRequest-Timestamp:$entry[request_timestamp]\nRequest-Target:$path\n"
            . "Digest:$digest",
        $entry['string_to_sign'],
        'the string to sign of a bad signature',
    );
    Harness::same('Invalid Header Signature', $entry['reason'], 'the reason');
    $whole = (string) json_encode($server->control('GET', 'ledger'));
    Harness::check(!str_contains($whole, 'fake-secret'), 'no secret in the ledger');

    // The usual mistakes are named.
    $sign = static function (string $text, string $secret = 'fake-secret-a') use ($good): array {
        return ['Signature' => 'HMACSHA256=' . base64_encode(hash_hmac('sha256', $text, $secret, true))] + $good;
    };
    $head = "Client-Id:MCH-A\nRequest-Id:gate-1\nRequest-Timestamp:" . $good['Request-Timestamp'] . "\n";
    $right = "{$head}Request-Target:$path\nDigest:$digest";
    $raw = hash_hmac('sha256', $right, 'fake-secret-a', true);
    $compact = (string) json_encode(json_decode($body), JSON_UNESCAPED_SLASHES);
    $mistakes = [
        'a line break at the end' => $sign($right . "\n"),
        'CR LF' => $sign(str_replace("\n", "\r\n", $right)),
        'a blank after each colon' => $sign(str_replace(
            ["Client-Id:", "Id:gate", "Timestamp:", "Target:", "Digest:"],
            ["Client-Id: ", "Id: gate", "Timestamp: ", "Target: ", "Digest: "],
            $right,
        )),
        'Response-Timestamp' => $sign(str_replace('Request-Timestamp', 'Response-Timestamp', $right)),
        'the whole address' => $sign(str_replace($path, "https://127.0.0.1$path", $right)),
        'without its first slash' => $sign(str_replace($path, substr($path, 1), $right)),
        'without the Digest line' => $sign("{$head}Request-Target:$path"),
        'the Digest of an empty body' => $sign(
            "{$head}Request-Target:$path\nDigest:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        ),
        'the Digest in hexadecimal' => $sign("{$head}Request-Target:$path\nDigest:" . hash('sha256', $body)),
        'over other bytes' => $sign(str_replace($digest, base64_encode(hash('sha256', $compact, true)), $right)),
        'white space at the end of the secret' => $sign($right, "fake-secret-a\n"),
        'the secret key of MCH-B' => $sign($right, 'fake-secret-b'),
        'without "HMACSHA256="' => ['Signature' => base64_encode($raw)] + $good,
        'in hexadecimal, not' => ['Signature' => 'HMACSHA256=' . bin2hex($raw)] + $good,
        'without the padding' => ['Signature' => 'HMACSHA256=' . rtrim(base64_encode($raw), '=')] + $good,
    ];
    foreach ($mistakes as $words => $headers) {
        $client->send('POST', $path, $body, $headers);
        Harness::contains($words, (string) $server->lastEntry()['signature_hint'], 'hint');
    }
    $client->send('POST', $path, $body, $sign('something else'));
    Harness::same(null, $server->lastEntry()['signature_hint'], 'no hint where none is sure');

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
    Harness::same([404, ['message' => 'No static resource no/such.']], [$reply->status, $reply->json()], 'no route');
    Harness::same(404, $client->send('GET', $path)->status, 'GET on a POST route');

    $date = static fn (Reply $reply): int => (int) strtotime($reply->header('Date')) - time();
    Harness::check(abs($date($client->status('INV-NONE'))) < 5, 'the Date header has the time');
    $server->control('POST', 'clock', ['offset_seconds' => 25200]);
    Harness::check(abs($date($client->status('INV-NONE')) - 25200) < 5, 'the Date header follows the clock');
    $server->control('POST', 'clock', ['offset_seconds' => 25200, 'date_header' => false]);
    Harness::check(abs($date($client->status('INV-NONE'))) < 5, 'the Date header stays, if told so');
    $refused(
        $good,
        'request_time_out_of_range',
        'Header Request-Timestamp is not in +- 3600 second of now',
        'clock off',
    );
    Harness::same(25200, $server->control('GET', 'clock')['offset_seconds'], 'offset');
};
