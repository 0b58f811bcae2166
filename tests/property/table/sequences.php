<?php

declare(strict_types=1);

use DokuTest\Property\Report;
use DokuTest\Property\Table;

/** Unknown is sticky: what follows settles it only by a usable answer. */
return static function (Table $table, Report $report): void {
    $unknown = static fn (?string $previous, int $attempts): array => [
        'class' => 'IndeterminateException',
        'previous' => $previous,
        'attempts' => $attempts,
    ];
    $settled = static fn (int $attempts, bool $replayed = true): array => [
        'class' => 'Response',
        'replayed' => $replayed,
        'attempts' => $attempts,
        'executed' => 1,
        'succeeded' => true,
    ];
    $status = static fn (int $status, array $more = []): array => ['fault' => 'status', 'status' => $status,
        'retry_after' => 0] + $more;
    $once = ['retries' => 1];
    $twice = ['retries' => 2];

    foreach (['http', 'https'] as $listener) {
        $on = ['listener' => $listener];
        $table->case("$listener: cut off, then 429", ['close_after_request', $status(429)], ['executed' => 1]
            + $unknown('ApiException', 2), $once + $on);
        $table->case("$listener: cut off and not executed, then 429", [['fault' => 'close_after_request', 'execute' => false],
            $status(429)], ['executed' => 0] + $unknown('ApiException', 2), $once + $on);
        $table->case("$listener: cut off, then refused connections", [['fault' => 'close_after_request', 'refuse_next' => 3600]], [
            'executed' => 1,
            'requests' => 1,
        ] + $unknown('ConnectionException', 3), $twice + $on);
        $table->case("$listener: 500, then 400", [$status(500), $status(400)], $unknown('ApiException', 2), $twice + $on);
        $table->case("$listener: 500 but executed, then 400", [$status(500, ['execute' => true]), $status(400)], [
            'executed' => 1,
        ] + $unknown('ApiException', 2), $twice + $on);
        $table->case("$listener: 409 idempotent_request, then the original", [
            ['fault' => 'conflict', 'variant' => 'idempotent'],
        ], $settled(2), $once + $on);
        $table->case("$listener: cut off twice, then the original", ['close_after_request', 'close_after_half_body'], $settled(3), [
            'retries' => 2,
        ] + $on);
    }
    $table->case('cut off, 429, then the original', ['close_after_request', $status(429)], $settled(3), $twice);
    $table->case('cut off, 500, then 403', ['close_after_request', $status(500), $status(403)], $unknown('ApiException', 3), $twice);
    $table->case('408, then 404', [$status(408), $status(404)], $unknown('ApiException', 2), $twice);
    $table->case('429, then 400: refused both times', [$status(429), $status(400)], [
        'class' => 'ApiException',
        'http' => 400,
        'attempts' => 2,
        'executed' => 0,
        'previous' => null,
    ], $twice);
    $table->case('429, then cut off', [$status(429), 'close_after_request'], ['executed' => 1] + $unknown(null, 2), $once);
    $table->case('429, then well', [$status(429)], $settled(2, false), $once);
    $table->case('not JSON, then 400', ['truncated_json', $status(400)], $unknown('ApiException', 2), $twice);
    $table->case('not JSON, then another order', ['truncated_json', 'other_order'], [
        'class' => 'ResponseException',
        'reason' => 'mismatch',
        'attempts' => 2,
    ], $twice);
    $table->case('cut off, then a firewall', ['close_after_request', $status(403, ['envelope' => 'html'])], [
        'class' => 'ResponseException',
        'reason' => 'not_json',
        'attempts' => 2,
    ], $twice);
    $table->case('cut off, then a redirect', ['close_after_request', 'redirect'], ['http' => 302] + $unknown(null, 2), $twice);
    $table->case('TLS alert, then 400', ['tls_alert', $status(400)], [
        'class' => 'ApiException',
        'attempts' => 2,
        'executed' => 0,
    ], $twice + ['listener' => 'https']);
    $table->case('TLS alert, then cut off', ['tls_alert', 'close_after_request'], ['executed' => 1] + $unknown(null, 2), $once
        + ['listener' => 'https']);
    $table->case('cut off, then a TLS alert', ['close_after_request', ['fault' => 'tls_alert', 'skip' => 1]], ['executed' => 1]
        + $unknown('ConnectionException', 2), $once + ['listener' => 'https']);
    $table->case('409 while the first is still in work', [['fault' => 'delay', 'seconds' => 3.5, 'execute' => 'after']], [
        'class' => 'IndeterminateException',
        'requests' => 2,
        'attempts' => 2,
    ], ['retries' => 1, 'timeout' => 4.6]);
    foreach (['cancel', 'refund', 'check'] as $operation) {
        $table->case("$operation: cut off, then 400", ['close_after_request', $status(400)], $unknown('ApiException', 2), $twice
            + ['operation' => $operation]);
    }
    $table->case('cancel: cut off, then the original', ['close_after_request'], $settled(2), $once + ['operation' => 'cancel']);
    $table->case('check: cut off, then well', ['close_after_request'], [
        'class' => 'Response',
        'attempts' => 2,
        'requests' => 2,
    ], $once + ['operation' => 'check']);
};
