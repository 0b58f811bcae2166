<?php

declare(strict_types=1);

use DokuTest\Cli\Cli;
use DokuTest\Property\Report;
use DokuTest\Property\Simulator;

/** sign and verify, against signatures that hash_hmac makes of the documented layout. */
return static function (Report $report, Cli $cli, Simulator $simulator): void {
    $signature = static function (array $lines): string {
        $text = '';
        foreach ($lines as $name => $value) {
            $text .= ($text === '' ? '' : "\n") . "$name:$value";
        }
        return 'HMACSHA256=' . base64_encode(hash_hmac('sha256', $text, Cli::SECRET, true));
    };
    $header = static fn (array $seen, string $name): string
        => preg_match("~^$name: (.*)$~m", $seen['out'], $match) ? $match[1] : '';

    $report->run('sign: a known signature of a GET', static function () use ($cli, $header): array {
        $seen = $cli->run(['sign', '/orders/v1/status/INV-20210707-0001', '--request-id',
            'e71fe02a-bfef-4af9-a6f6-2cf1f03b00e7', '--timestamp', '2020-11-18T08:45:42Z']);
        return [
            ...same(0, $seen['status'], 'status'),
            ...same('HMACSHA256=swOZYrjmxhrgWxXq3lVt48J7y1WDgedeBRlnDXj9pQQ=', $header($seen, 'Signature'), 'signature'),
            ...same(Cli::CLIENT, $header($seen, 'Client-Id'), 'Client-Id'),
        ];
    });
    $body = "{\"a\": \"\u{e9}/\"}\n";
    foreach (['a file', 'stdin'] as $from) {
        $report->run("sign: the body of $from, the string to sign", static function () use ($cli, $signature, $header, $body, $from): array {
            $file = $from === 'stdin' ? '-' : $cli->file('body', $body);
            $seen = $cli->run(
                ['sign', 'https://api-sandbox.doku.com/a/b', '--body', $file, '--show', '--response'],
                [],
                $from === 'stdin' ? $body : ''
            );
            $digest = base64_encode(hash('sha256', $body, true));
            return [
                ...same($signature(['Client-Id' => Cli::CLIENT, 'Request-Id' => $header($seen, 'Request-Id'),
                    'Response-Timestamp' => $header($seen, 'Response-Timestamp'), 'Request-Target' => '/a/b',
                    'Digest' => $digest]), $header($seen, 'Signature'), 'signature'),
                ...contains("    Digest:$digest\n", $seen['out']),
                ...contains("    Request-Target:/a/b\n", $seen['out']),
            ];
        });
    }

    $json = '{"order":{"invoice_number":"INV-1","amount":90000},"transaction":{"status":"SUCCESS"}}';
    $time = '2026-01-31T10:00:00Z';
    /** A saved notification, as DOKU signs it. */
    $saved = static function (string $body, string $target = '/pay/notify', array $more = []) use ($signature, $time, $json): string {
        $headers = $more + ['Client-Id' => Cli::CLIENT, 'Request-Id' => 'PEER_TO_PEER_AKULAKU1', 'Request-Timestamp' => $time];
        $headers['Signature'] ??= $signature(['Client-Id' => $headers['Client-Id'], 'Request-Id' => $headers['Request-Id'],
            'Request-Timestamp' => $time, 'Request-Target' => '/pay/notify',
            'Digest' => base64_encode(hash('sha256', $json, true))]);
        $text = "POST $target HTTP/1.1\n";
        foreach ($headers as $name => $value) {
            $text .= "$name: $value\n";
        }
        return $text . "\n" . $body;
    };
    $verify = static fn (string $text, string ...$more): array => $cli->run(['verify', $cli->file('saved', $text), ...$more]);

    $report->run('verify: a notification that is right', static function () use ($verify, $saved, $json, $time): array {
        $seen = $verify($saved($json));
        return [
            ...same(0, $seen['status'], 'status'),
            ...contains('VALID: SUCCESS for INV-1, amount 90000', $seen['out']),
            ...contains('    Client-Id:' . Cli::CLIENT . "\n    Request-Id:PEER_TO_PEER_AKULAKU1\n    Request-Timestamp:$time\n"
                . "    Request-Target:/pay/notify\n    Digest:" . base64_encode(hash('sha256', $json, true)) . "\n", $seen['out']),
        ];
    });
    $right = [
        'CR LF in the head' => str_replace("\n", "\r\n", $saved('')) . $json,
        'header names in lower case' => strtr($saved($json), ['Client-Id' => 'client-id', 'Signature' => 'signature']),
        'a line break added by an editor' => $saved($json . "\n", '/pay/notify', ['Content-Length' => strlen($json)]),
        'a query' => $saved($json, '/pay/notify?shop=1'),
    ];
    foreach ($right as $name => $text) {
        $report->run("verify: $name", static fn (): array => same(0, $verify($text)['status'], 'status'));
    }
    $report->run('verify: stdin', static fn (): array
        => same(0, $cli->run(['verify', '-'], [], $saved($json))['status'], 'status'));
    $report->run('verify: another path than the proxy saw', static fn (): array => [
        ...same(1, $verify($saved($json, '/index.php'))['status'], 'without'),
        ...same(0, $verify($saved($json, '/index.php'), '--target', 'https://shop.example/pay/notify')['status'], 'with'),
    ]);
    $wrong = [
        'mismatch' => $saved(str_replace('90000', '90001', $json)),
        'missing_header' => $saved($json, '/pay/notify', ['Signature' => '']),
        'client_id' => $saved($json, '/pay/notify', ['Client-Id' => 'MCH-OTHER-0001']),
        'malformed' => $saved($json, '/pay/notify', ['Request-Timestamp' => 'yesterday']),
        'bytes are not' => $saved(substr($json, 0, -1), '/pay/notify', ['Content-Length' => strlen($json)]),
        'they are left out' => $saved($json . "\nx", '/pay/other', ['Content-Length' => strlen($json)]),
    ];
    foreach ($wrong as $words => $text) {
        $report->run("verify: not valid, $words", static function () use ($verify, $text, $words): array {
            $seen = $verify($text);
            return [...same(1, $seen['status'], 'status'), ...contains('NOT VALID', $seen['out']), ...contains($words, $seen['out'])];
        });
    }

    /** An answer of the simulator, as curl -i prints it. */
    $answer = static function (string $method, string $path, string $body) use ($simulator, $signature): string {
        $now = gmdate('Y-m-d\TH:i:s\Z');
        $id = bin2hex(random_bytes(8));
        $lines = ['Client-Id' => Cli::CLIENT, 'Request-Id' => $id, 'Request-Timestamp' => $now, 'Request-Target' => $path]
            + ($method === 'GET' ? [] : ['Digest' => base64_encode(hash('sha256', $body, true))]);
        $context = stream_context_create(['http' => ['method' => $method, 'content' => $body, 'ignore_errors' => true,
            'header' => ['Content-Type: application/json', 'Client-Id: ' . Cli::CLIENT, "Request-Id: $id", "Request-Timestamp: $now",
                'Signature: ' . $signature($lines)]]]);
        $text = (string) file_get_contents($simulator->ready['http'] . $path, false, $context);
        return implode("\r\n", $http_response_header) . "\r\n\r\n" . $text;
    };
    $cancel = '/akulaku-peer-to-peer/v2/cancel';
    $report->run('verify: an answer', static function () use ($answer, $verify, $cancel): array {
        $text = $answer('POST', $cancel, '{"order":{"invoice_number":"CLI-HTTPS"},'
            . '"payment":{"merchant_unique_reference":"CLI-HTTPS"}}');
        return [
            ...same(0, $verify($text, '--target', $cancel)['status'], 'right'),
            ...same(1, $verify($text, '--target', "$cancel/")['status'], 'another path'),
            ...same(1, $verify(str_replace('CANCELLED', 'SUCCESS', $text), '--target', $cancel)['status'], 'changed'),
        ];
    });
    foreach ([[], ['get_digest']] as $quirks) {
        $report->run('verify: an answer to a GET, ' . json_encode($quirks), static function () use (
            $answer,
            $verify,
            $simulator,
            $quirks,
        ): array {
            $simulator->control('POST', 'config', ['quirks' => $quirks]);
            $path = '/orders/v1/status/CLI-HTTP';
            $text = $answer('GET', $path, '');
            $simulator->control('POST', 'config', ['quirks' => []]);
            return same(0, $verify($text, '--target', $path, '--get')['status'], 'status');
        });
    }
    $report->run('verify: a refusal is not signed', static function () use ($answer, $verify): array {
        $path = '/orders/v1/status/NONE';
        $seen = $verify($answer('GET', $path, ''), '--target', $path, '--get');
        return [...same(1, $seen['status'], 'status'), ...contains('NOT SIGNED', $seen['out'])];
    });
};
