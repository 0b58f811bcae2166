<?php

declare(strict_types=1);

use DokuSandbox\Signature;
use DokuSandbox\Tests\Client;
use DokuSandbox\Tests\Harness;
use DokuSandbox\Tests\Program;
use DokuSandbox\Tests\Reply;

/** Faults in what an answer says, and in how it is framed. */
return static function (): void {
    $server = new Program('server.php', []);
    $number = 0;
    /** @return array{Reply, array<string, mixed>} */
    $strike = static function (string|array $fault, string $answer = 'full') use ($server, &$number): array {
        $name = 'C' . ++$number;
        $label = is_string($fault) ? $fault : (string) json_encode($fault);
        $server->faults([$fault]);
        $client = $server->client();
        $reply = $client->post('generate', Client::order($name), $name, [], 20.0);
        $client->close();
        $entry = $server->entries($name)[0];
        Harness::same([true, 200, $answer], [$entry['executed'], $entry['status'], $entry['answer']], "$label: ledger");
        Harness::check($reply->end !== 'timeout', "$label: has an end");
        return [$reply, $entry];
    };
    $signed = static fn (Reply $reply): bool => $reply->header('Signature') === Signature::make(
        Client::SECRET,
        $reply->header('Client-Id'),
        $reply->header('Request-Id'),
        $reply->header('Response-Timestamp'),
        Client::API . 'generate-order',
        $reply->body,
        true,
    );

    [$reply] = $strike('none');
    Harness::check($signed($reply), 'the check of signatures itself');
    [$reply] = $strike('wrong_request_id');
    Harness::same('00000000-0000-4000-8000-000000000000', $reply->header('Request-Id'), 'wrong_request_id');
    Harness::check($signed($reply), 'wrong_request_id is signed');
    [$reply] = $strike(['fault' => 'wrong_client_id', 'value' => 'MCH-X']);
    Harness::same(['MCH-X', true], [$reply->header('Client-Id'), $signed($reply)], 'wrong_client_id');
    [$reply] = $strike('other_order');
    Harness::same(
        ['INV-OF-ANOTHER-ORDER', true],
        [$reply->json()['order']['invoice_number'], $signed($reply)],
        'other_order',
    );
    [$reply] = $strike(['fault' => 'other_amount', 'amount' => 89999]);
    Harness::same([89999, true], [$reply->json()['order']['amount'], $signed($reply)], 'other_amount');
    foreach (['other_key', 'garbage', 'request_layout', 'empty'] as $kind) {
        [$reply] = $strike(['fault' => 'bad_signature', 'kind' => $kind]);
        Harness::check(!$signed($reply), "bad_signature $kind");
        Harness::contains("\r\nSignature:", $reply->head, "bad_signature $kind: the header is there");
    }
    Harness::same('', $reply->header('Signature'), 'bad_signature empty');
    [$reply] = $strike('missing_signature');
    Harness::check(!str_contains($reply->head, 'Signature'), 'missing_signature');
    Harness::check($reply->header('Response-Timestamp') !== '', 'the other headers are there');

    [$reply] = $strike('truncated_json');
    Harness::same([null, true], [json_decode($reply->body), $signed($reply)], 'truncated_json');
    [$reply] = $strike('not_json');
    Harness::same([null, true, '<'], [json_decode($reply->body), $signed($reply), $reply->body[0]], 'not_json');
    $shapes = ['empty_object' => '{}', 'string' => '"SUCCESS"', 'number' => '200', 'null' => 'null'];
    foreach ($shapes as $shape => $body) {
        [$reply] = $strike(['fault' => 'wrong_shape', 'shape' => $shape]);
        Harness::same([$body, true], [$reply->body, $signed($reply)], "wrong_shape $shape");
    }
    [$reply] = $strike(['fault' => 'wrong_shape', 'shape' => 'list']);
    Harness::same('PENDING', $reply->json()[0]['payment']['status'], 'wrong_shape list');
    [$reply] = $strike(['fault' => 'wrong_shape', 'shape' => 'no_payment']);
    Harness::same(['order'], array_keys($reply->json()), 'wrong_shape no_payment');
    [$reply] = $strike(['fault' => 'wrong_shape', 'shape' => 'payment_is_list']);
    Harness::same([], $reply->json()['payment'], 'wrong_shape payment_is_list');
    [$reply] = $strike(['fault' => 'wrong_shape', 'shape' => 'status_is_number']);
    Harness::same(1, $reply->json()['payment']['status'], 'wrong_shape status_is_number');
    [$reply] = $strike('duplicate_keys');
    Harness::same(2, substr_count($reply->body, '"payment":'), 'duplicate_keys');
    Harness::same('PENDING', $reply->json()['payment']['status'], 'duplicate_keys: the last one is the true one');
    [$reply] = $strike(['fault' => 'deep_json', 'depth' => 700]);
    json_decode($reply->body, true, 701);
    Harness::same(JSON_ERROR_DEPTH, json_last_error(), 'deep_json: too deep for 701');
    Harness::check(is_array(json_decode($reply->body, true, 702)), 'deep_json: fine for 702');
    [$reply] = $strike('nul_key');
    Harness::check(isset($reply->json()["payment\0x"]), 'nul_key');
    [$reply] = $strike('trailing_data');
    Harness::same([null, '}{"a":1}'], [json_decode($reply->body), substr($reply->body, -8)], 'trailing_data');
    [$reply] = $strike('invalid_utf8');
    json_decode($reply->body);
    Harness::same(JSON_ERROR_UTF8, json_last_error(), 'invalid_utf8');

    // Framing.
    foreach (['length', 'chunked', 'close'] as $framing) {
        [$reply] = $strike(['fault' => 'huge_body', 'bytes' => 3000000, 'framing' => $framing]);
        Harness::same(
            [3000000, $framing === 'close' ? 'eof' : 'complete'],
            [strlen($reply->body), $reply->end],
            "huge_body $framing",
        );
        Harness::same('PENDING', $reply->json()['payment']['status'], "huge_body $framing is JSON");
    }
    if (function_exists('gzdecode')) {
        [$reply] = $strike(['fault' => 'gzip_bomb', 'bytes' => 5000000]);
        $unpacked = (string) gzdecode($reply->body);
        Harness::same(['gzip', 5000000], [$reply->header('Content-Encoding'), strlen($unpacked)], 'gzip_bomb');
        Harness::check(strlen($reply->body) < 50000, 'gzip_bomb is small');
        Harness::same(
            'PENDING',
            ((array) json_decode($unpacked, true))['payment']['status'],
            'gzip_bomb unpacks to JSON',
        );
    }
    [$reply] = $strike('wrong_content_length');
    Harness::same(
        ['eof', 10],
        [$reply->end, (int) $reply->header('Content-Length') - strlen($reply->body)],
        'too long',
    );
    [$reply] = $strike(['fault' => 'wrong_content_length', 'by' => -10]);
    Harness::same(null, json_decode($reply->body), 'too short');
    foreach (['size' => "\r\nzz\r\n", 'overflow' => "\r\nffffffffffffffffff\r\n"] as $variant => $part) {
        [$reply] = $strike(['fault' => 'chunked_garbage', 'variant' => $variant]);
        Harness::contains($part, $reply->raw, "chunked_garbage $variant");
        Harness::same('eof', $reply->end, "chunked_garbage $variant");
    }
    [$reply] = $strike(['fault' => 'chunked_garbage', 'variant' => 'cut']);
    Harness::same(['eof', 'PENDING'], [$reply->end, $reply->json()['payment']['status']], 'chunked_garbage cut');
    Harness::check(!str_contains($reply->raw, "\r\n0\r\n"), 'chunked_garbage cut: no last chunk');
    [$reply] = $strike('trailers');
    Harness::contains("\r\n0\r\nSignature: HMACSHA256=fromTrailer\r\n", $reply->raw, 'trailers');
    Harness::check($signed($reply), 'trailers: the real signature is right');
    [$reply] = $strike('duplicate_headers');
    Harness::same(2, substr_count($reply->head, "\r\nSignature: "), 'duplicate_headers');
    [$reply] = $strike('lower_case_headers');
    Harness::contains("\r\nsignature: HMACSHA256=", $reply->head, 'lower_case_headers');
    Harness::check($signed($reply), 'lower_case_headers: signed');
    [$reply] = $strike(['fault' => 'many_headers', 'number' => 300]);
    Harness::same(300, substr_count($reply->head, "\r\nX-Padding-"), 'many_headers');
    [$reply] = $strike(['fault' => 'big_headers', 'bytes' => 200000]);
    Harness::same(200000, strlen($reply->header('X-Padding')), 'big_headers');
    [$reply] = $strike('bad_status_line');
    Harness::same(['eof', 'HTTP/9.9 abc'], [$reply->end, substr($reply->raw, 0, 12)], 'bad_status_line');

    // The same faults on the other operations.
    $client = $server->client();
    $client->post('generate', Client::order('OP'));
    foreach (['other_order', 'duplicate_keys', 'truncated_json'] as $fault) {
        Harness::same(200, $client->status('INV-OP', ['X-Sandbox-Fault' => $fault])->status, "$fault on status");
    }
    $reply = $client->post('cancel', Client::cancellation('OP'), null, ['X-Sandbox-Fault' => 'duplicate_keys']);
    Harness::same(2, substr_count($reply->body, '"cancel":'), 'duplicate_keys on cancel');

    // A request that is refused stays refused; the fault spoils the refusal.
    $reply = $client->post('generate', [], null, ['X-Sandbox-Fault' => 'truncated_json']);
    Harness::same([400, null], [$reply->status, json_decode($reply->body)], 'a refusal, truncated');
    $reply = $client->send(
        'POST',
        Client::API . 'cancel',
        '{}',
        ['X-Sandbox-Fault' => '{"fault":"status","status":418}'],
    );
    Harness::same(418, $reply->status, 'an unsigned request with a fault');
    Harness::same(
        [false, 'invalid_header_request'],
        [$server->lastEntry()['executed'], $server->lastEntry()['refusal']],
        'is seen as such',
    );

    // The big ones at full size: the server streams them.
    [$reply] = $strike('huge_body');
    Harness::same(67108864, strlen($reply->body), '64 MiB');
    $lines = preg_grep('~^VmHWM:~', file('/proc/' . $server->ready['pid'] . '/status') ?: []) ?: [];
    $memory = (int) preg_replace('~\D+~', '', (string) reset($lines));
    Harness::check($memory > 0 && $memory < 100 * 1024, 'the server did not hold it', "$memory kB");
};
