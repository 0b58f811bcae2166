<?php

declare(strict_types=1);

use DokuTest\Property\Report;
use DokuTest\Property\Table;

/** The request was started and the connection ends, or time does. */
return static function (Table $table, Report $report): void {
    $unknown = ['class' => 'IndeterminateException', 'attempts' => 1, 'previous' => null];
    $again = ['class' => 'Response', 'attempts' => 2, 'executed' => 1, 'succeeded' => true];
    $cuts = [
        'closed after the request, executed' => [['fault' => 'close_after_request'], 1],
        'closed after the request, not executed' => [['fault' => 'close_after_request', 'execute' => false], 0],
        'closed after half the headers' => [['fault' => 'close_after_half_headers'], 1],
        'closed after half the body' => [['fault' => 'close_after_half_body'], 1],
        'reset, executed' => [['fault' => 'reset'], 1],
        'reset, not executed' => [['fault' => 'reset', 'execute' => false], 0],
        'reset in the headers' => [['fault' => 'reset', 'at' => 'headers'], 1],
        'reset in the body' => [['fault' => 'reset', 'at' => 'body'], 1],
        'Content-Length too long' => [['fault' => 'wrong_content_length', 'by' => 10], 1],
        'chunks: no last one' => [['fault' => 'chunked_garbage', 'variant' => 'cut'], 1],
        'chunks: size is no number' => [['fault' => 'chunked_garbage', 'variant' => 'size'], 1],
        'chunks: size overflows' => [['fault' => 'chunked_garbage', 'variant' => 'overflow'], 1],
        'an answer that is no HTTP' => [['fault' => 'bad_status_line'], 1],
    ];
    foreach (['http', 'https'] as $listener) {
        foreach ($cuts as $name => [$fault, $executed]) {
            $table->case("$listener: $name", [$fault], $unknown + ['requests' => 1, 'executed' => $executed], [
                'listener' => $listener,
            ]);
            $table->case("$listener: $name, then well", [$fault], $again + ['requests' => 2, 'replayed' => $executed === 1], [
                'listener' => $listener,
                'retries' => 1,
            ]);
        }
        $table->case("$listener: cut off without close_notify", [['fault' => 'close_after_half_body',
            'close_notify' => false]], $unknown + ['executed' => 1], ['listener' => $listener]);
    }
    foreach (['accept', 'first_bytes'] as $when) {
        $fault = ['fault' => 'close_before_read', 'when' => $when];
        $table->case("http: closed unread ($when)", [$fault], $unknown + ['requests' => 0, 'executed' => 0]);
        $table->case("https: closed unread ($when)", [$fault], [
            'class' => 'ConnectionException',
            'attempts' => 1,
            'requests' => 0,
        ], ['listener' => 'https']);
    }

    $late = $unknown + ['seconds' => [0.9, 1.7]];
    $slow = [
        'never accepted' => ['fault' => 'stall', 'phase' => 'accept'],
        'silent after the status line' => ['fault' => 'stall', 'phase' => 'headers'],
        'silent in the body' => ['fault' => 'stall', 'phase' => 'body'],
        'a byte a second' => ['fault' => 'slow_drip', 'interval' => 1.0],
        'a byte each 20 ms' => ['fault' => 'slow_drip', 'interval' => 0.02],
        'a byte each 20 ms in the body' => ['fault' => 'slow_drip', 'interval' => 0.02, 'from' => 'body'],
        'an hour of thinking' => ['fault' => 'delay', 'seconds' => 3600],
    ];
    foreach ($slow as $name => $fault) {
        $table->case("time: $name", [$fault], $late, ['timeout' => 1.0]);
    }
    $table->case('time: a stall leaves room for a second attempt', [['fault' => 'stall']], $again + [
        'requests' => 2,
        'replayed' => true,
        'seconds' => [3.0, 4.9],
    ], ['timeout' => 4.8, 'retries' => 1]);
    $table->case('time: no second attempt with less than a second left', [['fault' => 'stall']], $late + ['requests' => 1], [
        'timeout' => 1.0,
        'retries' => 2,
    ]);

    $kept = static function (string $name, array $first, array $expected, array $options) use ($table, $report): void {
        $report->run($name, static function () use ($table, $first, $expected, $options): array {
            $simulator = $table->simulator;
            $simulator->control('POST', 'reset');
            \DokuAkulaku::closeConnections();
            $simulator->faults([$first]);
            try {
                $simulator->client($options['listener'])->checkStatus('INV-nobody');
            } catch (\DokuAkulaku\ApiException) {
                // 404: all that matters is the connection
            }
            return $table->compare('kept-' . bin2hex(random_bytes(4)), $simulator->mark(), $expected, $options);
        });
    };
    foreach (['http', 'https'] as $listener) {
        foreach ([true, false] as $notify) {
            $kept("$listener: kept connection closed while idle, " . ($notify ? 'politely' : 'rudely'), [
                'fault' => 'close_idle_kept',
                'close_notify' => $notify,
            ], ['class' => 'Response', 'executed' => 1, 'requests' => 1, 'replayed' => false], [
                'listener' => $listener,
                'retries' => 1,
            ]);
        }
        foreach ([true, false] as $execute) {
            foreach ([true, false] as $reset) {
                $fault = ['fault' => 'close_on_next_request', 'execute_next' => $execute, 'reset_next' => $reset];
                $name = "$listener: kept connection dies at the next request, " . ($execute ? '' : 'not ') . 'executed'
                    . ($reset ? ', by a reset' : '');
                $kept($name, $fault, $again + ['requests' => 2, 'replayed' => $execute, 'connections' => 1], [
                    'listener' => $listener,
                    'retries' => 1,
                ]);
                $kept("$name, no retries", $fault, $unknown + ['requests' => 1, 'executed' => (int) $execute,
                    'connections' => 0], ['listener' => $listener]);
            }
        }
    }
};
