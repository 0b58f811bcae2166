<?php

declare(strict_types=1);

use DokuTest\Property\Contract;
use DokuTest\Property\Report;
use DokuTest\Property\Table;

/** Statuses, each with every envelope: refused, unknown, or done. */
return static function (Table $table, Report $report): void {
    $known = Contract::ENVELOPES;
    $envelopes = [...$known, 'html', 'empty'];
    $one = ['attempts' => 1, 'requests' => 1];
    foreach ([400, 401, 402, 403, 404, 405, 406, 410, 413, 415, 422, 423, 425, 431, 451, 499] as $status) {
        foreach ($envelopes as $envelope) {
            $fault = ['fault' => 'status', 'status' => $status, 'envelope' => $envelope];
            $expected = in_array($envelope, $known, true)
                ? ['class' => 'ApiException', 'executed' => 0, 'http' => $status]
                : ['class' => 'ResponseException', 'reason' => 'not_json', 'http' => $status];
            if ($envelope === 'a' || $envelope === 'bare') {
                $expected['code'] = 'internal_server_error';
            }
            $table->case("status $status, $envelope", [$fault], $expected + $one, ['retries' => 2]);
        }
    }
    foreach ([408, 500, 502, 503, 504] as $status) {
        foreach ($envelopes as $envelope) {
            $fault = ['fault' => 'status', 'status' => $status, 'envelope' => $envelope, 'retry_after' => 0];
            $table->case("status $status, $envelope, each time", [['count' => 3] + $fault], [
                'class' => 'IndeterminateException',
                'http' => $status,
                'attempts' => 3,
                'requests' => 3,
                'executed' => 0,
            ], ['retries' => 2]);
            $table->case("status $status, $envelope, but executed; then the original", [['execute' => true] + $fault], [
                'class' => 'Response',
                'replayed' => true,
                'http' => 409,
                'attempts' => 2,
                'executed' => 1,
            ], ['retries' => 2]);
        }
    }
    foreach ([501, 505, 507, 520, 599] as $status) {
        $table->case("status $status", [['fault' => 'status', 'status' => $status]], [
            'class' => 'IndeterminateException',
            'http' => $status,
        ] + $one, ['retries' => 2]);
    }
    foreach ([301, 302, 303, 307, 308] as $status) {
        foreach (['/elsewhere', $table->simulator->ready['https'] . '/orders/v1/status/1'] as $index => $location) {
            $table->case("status $status, redirect $index is not followed", [[
                'fault' => 'redirect',
                'status' => $status,
                'location' => $location,
                'execute' => true,
            ]], ['class' => 'IndeterminateException', 'http' => $status, 'executed' => 1, 'connections' => 1] + $one, [
                'retries' => 2,
            ]);
        }
    }
    foreach ([100, 102, 103, 199] as $status) {
        foreach ([1, 20] as $times) {
            $table->case("status $status, $times times, then the answer", [[
                'fault' => 'status',
                'status' => $status,
                'times' => $times,
            ]], ['class' => 'Response', 'http' => 200, 'signed' => true, 'executed' => 1] + $one);
        }
    }

    $tooMany = ['fault' => 'status', 'status' => 429, 'code' => 'too_many_requests'];
    $table->case('status 429, each time', [['count' => 3, 'retry_after' => 0] + $tooMany], [
        'class' => 'ApiException',
        'http' => 429,
        'attempts' => 3,
        'executed' => 0,
    ], ['retries' => 2]);
    $table->case('status 429, Retry-After of a second', [['retry_after' => 1] + $tooMany], [
        'class' => 'Response',
        'attempts' => 2,
        'seconds' => [1.0, 1.6],
    ], ['retries' => 1]);
    $date = gmdate('D, d M Y H:i:s \G\M\T', time() - 60);
    $table->case('status 429, Retry-After as a date in the past', [['retry_after' => $date] + $tooMany], [
        'class' => 'Response',
        'attempts' => 2,
        'seconds' => [0.0, 0.2],
    ], ['retries' => 1]);
    $table->case('status 429, Retry-After longer than the call', [['retry_after' => 60] + $tooMany], [
        'class' => 'ApiException',
        'attempts' => 1,
        'seconds' => [0.0, 0.5],
    ], ['retries' => 2]);

    $conflicts = ['empty' => 'IndeterminateException', 'idempotent' => 'IndeterminateException',
        'html' => 'IndeterminateException', 'other_order' => 'ResponseException', 'original' => 'Response'];
    foreach ($conflicts as $variant => $class) {
        foreach ([true, false] as $execute) {
            if (!$execute && in_array($variant, ['original', 'other_order'], true)) {
                continue;
            }
            $table->case("status 409, $variant" . ($execute ? '' : ', not executed'), [[
                'fault' => 'conflict',
                'variant' => $variant,
                'execute' => $execute,
            ]], ['class' => $class, 'executed' => (int) $execute] + $one);
        }
    }
    foreach ([400, 409] as $status) {
        $table->case("idempotent_request with status $status", [['fault' => 'status', 'status' => $status,
            'code' => 'idempotent_request']], [
            'class' => 'IndeterminateException',
            'code' => 'idempotent_request',
        ] + $one);
    }
    $table->case('generate answers FAILED', ['order_failed'], [
        'class' => 'Response',
        'succeeded' => false,
        'http' => 200,
        'executed' => 1,
    ] + $one, ['retries' => 2]);
    $table->case('check of an unknown order', [], ['class' => 'ApiException', 'http' => 404], ['operation' => 'missing']);
    foreach (['cancel', 'check'] as $operation) {
        $table->case("$operation: a lone message with 200", [['fault' => 'status', 'status' => 200,
            'envelope' => 'b_string', 'message' => 'Order Not Found']], [
            'class' => 'ApiException',
            'http' => 200,
            'executed' => 0,
        ] + $one, ['operation' => $operation]);
    }
    $table->case('generate: a lone message with 200', [['fault' => 'status', 'status' => 200,
        'envelope' => 'b_string']], ['class' => 'ResponseException', 'reason' => 'wrong_shape'] + $one);
};
