<?php

declare(strict_types=1);

use DokuTest\Property\Report;
use DokuTest\Property\Resolver;
use DokuTest\Property\Table;

/** Faults before a request can be started: nothing was sent. */
return static function (Table $table, Report $report): void {
    $notSent = ['class' => 'ConnectionException', 'executed' => 0, 'requests' => 0];

    // A port that is taken and does not listen.
    $socket = socket_create(AF_INET, SOCK_STREAM, SOL_TCP);
    socket_bind($socket, '127.0.0.1', 0);
    socket_getsockname($socket, $address, $port);
    $table->case('refused', [], $notSent + ['attempts' => 1, 'connections' => 0], ['base_url' => "http://127.0.0.1:$port"]);
    $table->case('refused, three attempts', [], $notSent + ['attempts' => 3, 'seconds' => [0.0, 1.5]], [
        'base_url' => "http://127.0.0.1:$port",
        'retries' => 2,
    ]);

    // A listener that accepts nothing and whose queue is full: the handshake is never answered.
    $full = socket_create(AF_INET, SOCK_STREAM, SOL_TCP);
    socket_bind($full, '127.0.0.1', 0);
    socket_listen($full, 0);
    socket_getsockname($full, $address, $fullPort);
    $waiting = [];
    for ($i = 0; $i < 4; $i++) {
        $waiting[$i] = socket_create(AF_INET, SOCK_STREAM, SOL_TCP);
        socket_set_nonblock($waiting[$i]);
        @socket_connect($waiting[$i], '127.0.0.1', $fullPort);
    }
    foreach (['http', 'https'] as $scheme) {
        $table->case("unroutable, $scheme", [], $notSent + ['attempts' => 1, 'seconds' => [0.9, 1.6]], [
            'base_url' => "$scheme://127.0.0.1:$fullPort",
            'connect_timeout' => 1.0,
        ]);
    }
    $table->case('unroutable, tried again within the timeout', [], $notSent + ['attempts' => 2, 'seconds' => [1.0, 2.6]], [
        'base_url' => "http://127.0.0.1:$fullPort",
        'connect_timeout' => 0.5,
        'timeout' => 3.0,
        'retries' => 1,
    ]);

    foreach (['unknown-ca', 'wrong-host', 'expired'] as $kind) {
        $table->case("TLS: $kind", [], $notSent + ['attempts' => 1], ['listener' => $kind]);
    }
    $table->case('TLS: a listener without it', [], $notSent + ['attempts' => 1], [
        'base_url' => str_replace('http:', 'https:', $table->simulator->ready['http']),
    ]);
    $table->case('TLS: right name, but not our authority', [], $notSent + ['attempts' => 1], [
        'listener' => 'https',
        'ca_file' => '/etc/ssl/certs/ca-certificates.crt',
    ]);
    foreach (['alert', 'close', 'garbage'] as $mode) {
        $table->case("TLS: $mode in the handshake", [['fault' => 'tls_alert', 'mode' => $mode]], $notSent + [
            'attempts' => 1,
            'connections' => 1,
        ], ['listener' => 'https']);
        $table->case("TLS: $mode in the handshake, then well", [['fault' => 'tls_alert', 'mode' => $mode]], [
            'class' => 'Response',
            'attempts' => 2,
            'executed' => 1,
            'requests' => 1,
            'connections' => 2,
        ], ['listener' => 'https', 'retries' => 1]);
    }
    $table->case('TLS: handshake stalls', [['fault' => 'stall', 'phase' => 'tls']], $notSent + [
        'attempts' => 1,
        'seconds' => [0.9, 1.6],
    ], ['listener' => 'https', 'connect_timeout' => 1.0]);
    $table->case('TLS: handshake stalls, timeout below connect_timeout', [['fault' => 'stall', 'phase' => 'tls']], $notSent + [
        'seconds' => [0.7, 1.4],
    ], ['listener' => 'https', 'timeout' => 0.8]);

    foreach (['fail' => [0.0, 0.6], 'block' => [0.9, 1.6]] as $mode => $seconds) {
        $report->run("DNS: getaddrinfo would $mode", static function () use ($mode, $seconds): array {
            $found = Resolver::call($mode, ['connect_timeout' => 1.0, 'retries' => 0]);
            $problems = $found['class'] === 'DokuAkulaku\\ConnectionException' ? [] : ["told $found[class]: $found[message]"];
            if ($found['seconds'] < $seconds[0] || $found['seconds'] > $seconds[1]) {
                $problems[] = "took $found[seconds] s";
            }
            // A blocked look-up runs on in a thread of libcurl; neither the end of PHP nor the next call may wait for it.
            if ($found['process_seconds'] > $seconds[1] + 1.0) {
                $problems[] = "the process ended after $found[process_seconds] s";
            }
            return $problems;
        });
    }
};
