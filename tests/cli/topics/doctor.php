<?php

declare(strict_types=1);

use DokuSandbox\Tests\Merchant;
use DokuTest\Cli\Cli;
use DokuTest\Property\Fpm;
use DokuTest\Property\Report;
use DokuTest\Property\Simulator;

/** doctor: what is well, and each thing that can be wrong, by the line that says so. */
return static function (Report $report, Cli $cli, Simulator $simulator): void {
    $plain = ['base-url' => $simulator->ready['http']];
    $tls = ['base-url' => $simulator->ready['https'], 'ca-file' => $simulator->ready['ca_file']];
    /** @return list<string> */
    $expect = static function (array $seen, int $status, string ...$parts): array {
        $problems = same($status, $seen['status'], 'status');
        foreach ($parts as $part) {
            array_push($problems, ...contains($part, $seen['out'] . $seen['error']));
        }
        return $problems;
    };

    foreach (['HTTP' => $plain, 'HTTPS' => $tls] as $name => $settings) {
        $report->run("doctor: all is well over $name", static function () use ($cli, $simulator, $settings, $expect): array {
            $mark = $simulator->mark();
            $seen = $cli->run(['doctor'], $settings);
            return [
                ...$expect($seen, 0, 'All is well, 0 warnings.', 'Client-Id and secret key are right', 'this clock is'),
                ...same([], $simulator->since($mark)['orders'], 'orders'),
            ];
        });
    }
    $report->run('doctor: the certificate', static fn (): array
        => $expect($cli->run(['doctor'], $tls), 0, 'TLSv1.3', 'verified, valid until 20'));
    foreach (['wrong-host', 'expired', 'unknown-ca'] as $flaw) {
        $report->run("doctor: the certificate is $flaw", static fn (): array => $expect(
            $cli->run(['doctor'], ['base-url' => $simulator->ready['extra_tls'][$flaw]] + $tls),
            1,
            'FAIL  TLS:',
            '-> install ca-certificates',
            'not looked at'
        ));
    }
    $report->run('doctor: another secret key', static function () use ($cli, $plain, $expect): array {
        $file = $cli->file('other', "another-fake-secret\n");
        chmod($file, 0600);
        return $expect($cli->run(['doctor'], ['secret-file' => $file] + $plain), 1, 'FAIL  DOKU says invalid_signature', 'SK-');
    });
    $report->run('doctor: another Client-Id', static fn (): array => $expect(
        $cli->run(['doctor'], ['client-id' => 'MCH-OTHER-0001'] + $plain),
        1,
        'FAIL  DOKU says invalid_client_id',
        'sandbox and production have different ones'
    ));
    foreach ([25200 => ['FAIL', 'seven hours'], -7200 => ['FAIL', 'set the clock by NTP'], 600 => ['WARN', 'NTP']] as $off => $words) {
        $report->run("doctor: the clock is off by $off s", static function () use ($cli, $simulator, $plain, $expect, $off, $words): array {
            $simulator->control('POST', 'clock', ['offset_seconds' => $off]);
            $seen = $cli->run(['doctor'], $plain);
            $simulator->control('POST', 'clock', ['offset_seconds' => 0]);
            return $expect($seen, $words[0] === 'FAIL' ? 1 : 0, "$words[0]  this clock is", $words[1]);
        });
    }
    $report->run('doctor: nobody listens', static function () use ($cli, $expect): array {
        $server = stream_socket_server('tcp://127.0.0.1:0');
        $address = (string) stream_socket_get_name($server, false);
        fclose($server);
        return $expect($cli->run(['doctor'], ['base-url' => "http://$address"]), 1, 'FAIL  no connection to', 'firewall');
    });
    $report->run('doctor: a proxy that is not there', static function () use ($cli, $plain, $expect): array {
        $server = stream_socket_server('tcp://127.0.0.1:0');
        $address = (string) stream_socket_get_name($server, false);
        fclose($server);
        $seen = $cli->run(['doctor'], ['proxy' => "http://somebody:another-fake-secret@$address"] + $plain);
        return $expect($seen, 1, 'a proxy is set', 'settings count too');
    });
    $report->run('doctor: DOKU is broken', static function () use ($cli, $simulator, $plain, $expect): array {
        $simulator->faults([['fault' => 'status', 'status' => 503, 'match' => ['operation' => 'status']]]);
        return $expect($cli->run(['doctor'], $plain), 1, 'HTTP 503', 'nothing was changed');
    });
    $settings = [
        'the secret file is missing' => [['secret-file' => '/nonexistent/secret'], 1, 'FAIL  doku_akulaku.secret_file'],
        'the secret file is for everybody' => [['secret-file' => $cli->file('open', Cli::SECRET . "\n")], 0, 'WARN  doku_akulaku.secret_file'],
        'the environment is misspelt' => [['environment' => 'sandobx'], 1, 'FAIL  doku_akulaku.environment'],
        'no Client-Id' => [['client-id' => ''], 1, 'FAIL  doku_akulaku.client_id is not set'],
    ];
    foreach ($settings as $name => [$change, $status, $words]) {
        $report->run("doctor: $name", static fn (): array
            => $expect($cli->run(['doctor', '--offline'], $change + $plain), $status, $words));
    }
    $report->run('doctor: --offline sends nothing', static function () use ($cli, $simulator, $plain): array {
        $mark = $simulator->mark();
        $cli->run(['doctor', '--offline'], $plain);
        return same($mark, $simulator->mark(), 'requests and connections');
    });

    // php-fpm has settings of its own.
    $report->run('doctor: --fpm', static function () use ($cli, $simulator, $plain, $expect): array {
        $fpm = new Fpm('<?php', 1, ['doku_akulaku.client_id=MCH-OF-THE-POOL', 'doku_akulaku.secret_file=/nonexistent/of-the-pool',
            'doku_akulaku.retrys=1']);
        $seen = $cli->run(['doctor', '--offline', '--fpm', $fpm->socket], $plain);
        return $expect(
            $seen,
            1,
            "php-fpm at $fpm->socket",
            'ok    doku_akulaku.client_id: MCH-OF-THE-POOL',
            'FAIL  doku_akulaku.secret_file: /nonexistent/of-the-pool',
            'FAIL  doku_akulaku.retrys: no such setting'
        );
    });
    $report->run('doctor: --fpm without php-fpm', static fn (): array
        => $expect($cli->run(['doctor', '--offline', '--fpm', '/nonexistent.sock'], $plain), 1, 'no connection to the socket'));

    // The address for notifications.
    $merchant = new Merchant();
    $answers = [
        '401 Unauthorized' => [0, 'as it should be'],
        '400 Bad Request' => [0, 'as it should be'],
        '200 OK' => [1, 'takes notifications from anybody'],
        '404 Not Found' => [1, 'nothing is at this path'],
        '405 Method Not Allowed' => [1, 'must take a POST'],
        '302 Found' => [1, 'answers by itself'],
        '500 Oops' => [1, 'error log'],
    ];
    foreach ($answers as $answer => [$status, $words]) {
        $report->run("doctor: the shop says $answer", static function () use ($cli, $merchant, $plain, $expect, $answer, $status, $words): array {
            $process = $cli->start(['doctor', '--notification-url', $merchant->url('/n'), ...$cli->settings($plain)], $pipes);
            $got = (array) $merchant->take("HTTP/1.1 $answer\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
            $seen = $cli->finish($process, $pipes);
            return [
                ...$expect($seen, $status, $words, 'no proof that DOKU gets through', 'is 127.0.0.1 here'),
                ...same([false, '/n'], [isset($got['headers']['signature']), $got['target']], 'not signed, at this path'),
            ];
        });
    }
    $report->run('doctor: a tunnel that DOKU refuses', static fn (): array => $expect(
        $cli->run(['doctor', '--notification-url', 'https://abc.ngrok-free.app/n'], $plain),
        1,
        'FAIL  abc.ngrok-free.app is a tunnel'
    ));
};
