<?php

declare(strict_types=1);

use DokuTest\Property\Http2Server;
use DokuTest\Property\Report;
use DokuTest\Property\Table;

/**
 * A server that offers HTTP/2. Single calls never use it. A batch may: then every fault of a stream or of the shared
 * connection must end the attempts that it struck and no others, and nothing may be sent again unasked.
 */
return static function (Table $table, Report $report): void {
    $caFile = $table->simulator->ready['ca_file'];
    $certificate = dirname($caFile) . '/server-good.pem';
    $client = static fn (Http2Server $server, int $retries): DokuAkulaku => new DokuAkulaku(
        'MCH-TEST-0001',
        'fake-secret-0001',
        ['base_url' => $server->url, 'ca_file' => $caFile, 'retries' => $retries, 'timeout' => 6.0]
    );

    $report->run('HTTP/2: single calls stay with HTTP/1.1', static function () use ($certificate, $client): array {
        $server = new Http2Server($certificate, 'ok', 0);
        $answers = [$client($server, 0)->checkStatus('INV-1'),
            $client($server, 0)->generateOrder(DokuTest\Property\Orders::generate('h2'))];
        DokuAkulaku::closeConnections();
        $seen = $server->end();
        return array_filter([
            array_unique(array_column($seen['connections'], 'alpn')) === ['http/1.1'] ? '' : 'another protocol was agreed',
            count($seen['requests']) === 2 && $answers[1]->attempts === 1 ? '' : 'another number of requests',
        ]);
    });

    /** Runs a batch of 12: ids that failed, problems, protocols, connections. */
    $batch = static function (string $mode, int $count, int $retries, int $concurrency) use ($certificate, $client): array {
        $server = new Http2Server($certificate, $mode, $count);
        $ids = array_map(static fn (int $i): string => "INV-$i", range(1, 12));
        $outcomes = [];
        $problems = [];
        foreach ($client($server, $retries)->checkStatuses($ids, $concurrency) as $id => $outcome) {
            $problems[] = isset($outcomes[$id]) ? "$id came twice" : '';
            $outcomes[$id] = $outcome;
        }
        DokuAkulaku::closeConnections();
        $seen = $server->end();
        $sent = array_count_values(array_column($seen['requests'], 'request'));
        $failed = 0;
        foreach ($outcomes as $id => $outcome) {
            $good = $outcome instanceof DokuAkulaku\Response;
            $failed += $good ? 0 : 1;
            $request = $good ? $outcome->requestId : (string) $outcome->getRequestId();
            $attempts = $good ? $outcome->attempts
                : ($outcome instanceof DokuAkulaku\IndeterminateException ? $outcome->getAttempts() : 0);
            $number = $sent[$request] ?? 0;
            if (!$good && !$outcome instanceof DokuAkulaku\IndeterminateException) {
                $problems[] = "$id: " . $outcome::class . ': ' . $outcome->getMessage();
            }
            if ($good && $outcome->invoiceNumber !== $id) {
                $problems[] = "$id got the answer of {$outcome->invoiceNumber}";
            }
            // A stream that was opened on a dying connection may never be read. One that the server said it did not take
            // starts again uncounted, at most as often as the server did that; one whose connection just ended does not.
            $restarts = in_array($mode, ['refused_stream', 'goaway', 'goaway_later'], true) ? $count : 0;
            if ($number > $attempts + $restarts || ($number < $attempts && !in_array($mode, ['goaway', 'goaway_taken', 'goaway_later', 'close'], true))) {
                $problems[] = "$id: $attempts attempts, the server saw $number";
            }
            if ($attempts > 1 + $retries) {
                $problems[] = "$id: $attempts attempts";
            }
        }
        if (count($outcomes) !== 12) {
            $problems[] = count($outcomes) . ' outcomes for 12 ids';
        }
        $protocols = array_values(array_unique(array_column($seen['connections'], 'alpn')));
        return [$failed, array_values(array_filter($problems)), $protocols, count($seen['connections'])];
    };

    // Few at once have a connection each, many share one.
    foreach ([4 => 'http/1.1', 32 => 'h2'] as $concurrency => $protocol) {
        $report->run("HTTP/2: a batch, $concurrency at once", static function () use ($batch, $concurrency, $protocol): array {
            [$failed, $problems, $protocols, $connections] = $batch('ok', 0, 0, $concurrency);
            return [
                ...$problems,
                ...($failed === 0 ? [] : ["$failed failed"]),
                ...($protocols === [$protocol] ? [] : ['went over ' . implode(' and ', $protocols)]),
                ...($protocol === 'http/1.1' || $connections === 1 ? [] : ["$connections connections"]),
            ];
        });
    }
    foreach (['refused_stream', 'internal_error', 'half', 'goaway', 'goaway_taken', 'goaway_later', 'close'] as $mode) {
        foreach ([1, 3] as $count) {
            foreach ([0, 2] as $retries) {
                $report->run("HTTP/2: $mode, $count times, $retries retries", static function () use (
                    $batch,
                    $mode,
                    $count,
                    $retries,
                ): array {
                    [$failed, $problems, $protocols, $connections] = $batch($mode, $count, $retries, 32);
                    $ofStreams = in_array($mode, ['refused_stream', 'internal_error', 'half'], true);
                    // A dying connection takes with it all that is open on it.
                    [$least, $most] = match (true) {
                        $mode === 'refused_stream' => [0, 0],
                        $retries === 0 && $ofStreams => [$count, $count],
                        $retries === 0 => [in_array($mode, ['close', 'goaway_taken'], true) ? 1 : 0, 12],
                        $ofStreams => [0, 0],
                        default => [0, $count > $retries ? 12 : 0],
                    };
                    if ($failed < $least || $failed > $most) {
                        $problems[] = "$failed of 12 failed, expected $least to $most";
                    }
                    if ($protocols !== ['h2']) {
                        $problems[] = 'went over ' . implode(' and ', $protocols);
                    }
                    // libcurl leaves a connection that refused a stream.
                    if ($ofStreams && $mode !== 'refused_stream' && $connections !== 1) {
                        $problems[] = "$connections connections";
                    }
                    return $problems;
                });
            }
        }
    }
};
