<?php

declare(strict_types=1);

use DokuSandbox\Tests\Client;
use DokuSandbox\Tests\Harness;
use DokuSandbox\Tests\Program;
use DokuSandbox\Tests\Reply;

/** Faults of one request over plain HTTP: what the client sees, and what the ledger says was done. */
return static function (): void {
    $server = new Program('server.php', []);
    $number = 0;
    /**
     * Orders once under a fault and again without: the second answer tells, too, whether the first was executed.
     *
     * @return array{Reply, array<string, mixed>}
     */
    $strike = static function (
        string|array $fault,
        bool $executed,
        string $answer,
        ?int $status,
        float $timeout = 5.0,
    ) use (
        $server,
        &$number,
    ): array {
        $name = 'F' . ++$number;
        $label = is_string($fault) ? $fault : (string) json_encode($fault, JSON_UNESCAPED_SLASHES);
        $server->faults([$fault]);
        $client = $server->client();
        $reply = $client->post('generate', Client::order($name), $name, [], $timeout);
        $client->close();
        $entry = $server->entries($name)[0];
        $expected = is_string($fault) ? $fault : $fault['fault'];
        Harness::same($expected, $entry['fault']['fault'] ?? 'none', "$label: named in the ledger");
        Harness::same(
            [$executed, $answer, $status],
            [$entry['executed'], $entry['answer'], $entry['status']],
            "$label: executed, answer, status in the ledger",
        );
        Harness::same(strlen($reply->raw), $entry['answer_bytes'], "$label: bytes");
        $again = $server->client()->post('generate', Client::order($name), $name);
        Harness::same($executed ? 409 : 200, $again->status, "$label: the second attempt");
        Harness::same([], $server->control('GET', 'faults')['faults'], "$label: used up");
        return [$reply, $entry];
    };
    $ends = static function (string $expected, array $result, string $label): Reply {
        Harness::same($expected, $result[0]->end, $label . ': end of the stream');
        return $result[0];
    };

    $reply = $ends('complete', $strike('none', true, 'full', 200), 'none');
    Harness::same(200, $reply->status, 'none');

    // Cut off.
    Harness::same('', $ends('eof', $strike('close_after_request', true, 'none', null), 'close')->raw, 'close: nothing');
    $ends(
        'eof',
        $strike(['fault' => 'close_after_request', 'execute' => false], false, 'none', null),
        'close, not executed',
    );
    $reply = $ends('eof', $strike('close_after_half_headers', true, 'partial', 200), 'half headers');
    Harness::check(
        str_starts_with($reply->raw, 'HTTP/1.1 200 OK') && !str_contains($reply->raw, "\r\n\r\n"),
        'half headers',
    );
    $reply = $ends('eof', $strike('close_after_half_body', true, 'partial', 200), 'half body');
    Harness::same(intdiv((int) $reply->header('Content-Length'), 2), strlen($reply->body), 'half body');
    if (DokuSandbox\Connection::canReset()) {
        $ends('reset', $strike('reset', true, 'none', null), 'reset');
        $ends('reset', $strike(['fault' => 'reset', 'execute' => false], false, 'none', null), 'reset, not executed');
        $reply = $ends(
            'reset',
            $strike(['fault' => 'reset', 'at' => 'headers'], true, 'partial', 200),
            'reset in headers',
        );
        Harness::check($reply->raw !== '' && !str_contains($reply->raw, "\r\n\r\n"), 'reset in headers');
        $reply = $ends('reset', $strike(['fault' => 'reset', 'at' => 'body'], true, 'partial', 200), 'reset in body');
        Harness::check(strlen($reply->body) > 10, 'reset in body');
    } else {
        $answer = $server->control('POST', 'faults', ['faults' => ['reset']]);
        Harness::contains('unsupported', (string) $answer['message'], 'reset without ext/sockets');
        Harness::same(400, $answer['_status'], 'reset without ext/sockets');
    }

    // Time.
    $started = microtime(true);
    foreach (['headers', 'body'] as $phase) {
        $started = microtime(true);
        $reply = $ends(
            'complete',
            $strike(['fault' => 'stall', 'phase' => $phase, 'seconds' => 0.2], true, 'full', 200),
            "stall $phase",
        );
        Harness::check(microtime(true) - $started >= 0.2 && $reply->status === 200, "stall $phase: later, and whole");
        $reply = $ends(
            'timeout',
            $strike(['fault' => 'stall', 'phase' => $phase], true, 'partial', 200, 0.2),
            "long stall $phase",
        );
        Harness::same(
            $phase === 'headers' ? 'HTTP/1.1 200 OK' : 200,
            $phase === 'headers' ? trim($reply->raw) : $reply->status,
            "stall $phase: what came",
        );
    }
    $reply = $ends('timeout', $strike(['fault' => 'slow_drip', 'interval' => 0.02], true, 'partial', 200, 0.3), 'drip');
    Harness::check(
        strlen($reply->raw) >= 1 && strlen($reply->raw) <= 60,
        'drip: one byte at a time',
        (string) strlen($reply->raw),
    );
    $reply = $ends(
        'complete',
        $strike(['fault' => 'slow_drip', 'interval' => 0.001, 'bytes' => 50, 'from' => 'body'], true, 'full', 200),
        'drip of the body',
    );
    Harness::same(200, $reply->status, 'drip of the body');

    // Status and envelopes.
    $error = ['code' => 'c', 'message' => 'm <1>', 'type' => 't'];
    $bodies = [
        'a' => '{"error":{"code":"c","message":"m <1>","type":"t"}}',
        'bare' => '{"code":"c","message":"m <1>","type":"t"}',
        'b_string' => '{"message":"m <1>"}',
        'b_array' => '{"message":["m <1>"]}',
        'error_messages' => '{"error_messages":["m <1>"]}',
        'errors' => '{"errors":{"c":["m <1>"]}}',
        'empty' => '',
    ];
    foreach ($bodies as $envelope => $body) {
        foreach ([400, 401, 403, 404, 408, 429, 500, 502, 503, 504] as $status) {
            $fault = ['fault' => 'status', 'status' => $status, 'envelope' => $envelope] + $error;
            [$reply] = $strike($fault, false, 'full', $status);
            Harness::same([$status, $body], [$reply->status, $reply->body], "$status $envelope");
        }
    }
    [$reply] = $strike(['fault' => 'status', 'status' => 404, 'envelope' => 'spring'], false, 'full', 404);
    $json = $reply->json();
    Harness::check(abs((int) strtotime((string) $json['timestamp']) - time()) < 5, 'spring: timestamp');
    unset($json['timestamp']);
    Harness::same(
        ['status' => 404, 'error' => 'Not Found', 'path' => '/akulaku-peer-to-peer/v2/generate-order'],
        $json,
        'spring',
    );
    [$reply] = $strike(['fault' => 'status', 'status' => 400, 'envelope' => 'snap'] + $error, false, 'full', 400);
    Harness::same('{"responseCode":"4000000","responseMessage":"m <1>"}', $reply->body, 'snap');
    foreach ([true, false] as $moves) {
        [$reply, $entry] = $strike(['fault' => 'clock', 'date_header' => $moves], false, 'full', 400);
        Harness::same('request_time_out_of_range', $reply->json()['error']['code'], 'clock');
        $off = (int) strtotime($reply->header('Date')) - time();
        Harness::check(abs($off - ($moves ? 25200 : 0)) < 5, 'clock: Date', $reply->header('Date'));
    }
    [$reply] = $strike(['fault' => 'clock', 'offset_seconds' => -600], true, 'full', 200);
    $off = (int) strtotime($reply->header('Response-Timestamp')) - time();
    Harness::check(abs($off + 600) < 5, 'clock: a difference within the window', (string) $off);
    [$reply] = $strike(['fault' => 'status', 'status' => 502, 'envelope' => 'html'] + $error, false, 'full', 502);
    Harness::contains('<p>m &lt;1&gt;</p>', $reply->body, 'HTML is escaped');
    Harness::same('text/html', $reply->header('Content-Type'), 'HTML');
    [$reply] = $strike(['fault' => 'status', 'status' => 500, 'execute' => true], true, 'full', 500);
    [$reply] = $strike(['fault' => 'status', 'status' => 503, 'retry_after' => 7], false, 'full', 503);
    Harness::same('7', $reply->header('Retry-After'), 'Retry-After');
    [$reply] = $strike(
        ['fault' => 'status', 'status' => 201, 'envelope' => 'normal', 'execute' => true],
        true,
        'full',
        201,
    );
    Harness::same('PENDING', $reply->json()['payment']['status'], '201 with the usual body');
    [$reply] = $strike(
        ['fault' => 'status', 'status' => 204, 'envelope' => 'empty', 'execute' => true],
        true,
        'full',
        204,
    );
    Harness::same('', $reply->body, '204');
    [$reply] = $strike(['fault' => 'status', 'status' => 103, 'times' => 3], true, 'full', 200);
    Harness::same(
        [3, 200],
        [substr_count($reply->raw, 'HTTP/1.1 103 Early Hints'), $reply->status],
        '1xx, then the usual answer',
    );
    foreach ([301, 302, 307] as $status) {
        [$reply] = $strike(['fault' => 'redirect', 'status' => $status, 'location' => '/x'], false, 'full', $status);
        Harness::same([$status, '/x'], [$reply->status, $reply->header('Location')], "redirect $status");
    }
    [$reply] = $strike('conflict', true, 'full', 409);
    Harness::same('PENDING', $reply->json()['payment']['status'], '409 with the usual body');
    Harness::check($reply->header('Signature') !== '', '409 with the usual body is signed');
    $variants = ['empty' => '', 'idempotent' => '"idempotent_request"', 'html' => '<h1>409</h1>',
        'other_order' => 'INV-OF-ANOTHER-ORDER'];
    foreach ($variants as $variant => $part) {
        [$reply] = $strike(['fault' => 'conflict', 'variant' => $variant], true, 'full', 409);
        Harness::check(
            $part === '' ? $reply->body === '' : str_contains($reply->body, $part),
            "409 $variant",
            $reply->body,
        );
    }
    [$reply] = $strike(['fault' => 'conflict', 'variant' => 'idempotent', 'execute' => false], false, 'full', 409);
    Harness::same('idempotent_request', $reply->json()['error']['code'], '409 idempotent, not executed');
    [$reply, $entry] = $strike('order_failed', true, 'full', 200);
    Harness::same('FAILED', $reply->json()['payment']['status'], 'order_failed');
};
