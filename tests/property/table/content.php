<?php

declare(strict_types=1);

use DokuTest\Property\Report;
use DokuTest\Property\Table;

/** A whole answer whose content is not what it should be. */
return static function (Table $table, Report $report): void {
    $one = ['attempts' => 1, 'requests' => 1, 'executed' => 1];
    $unusable = static fn (string $reason): array => ['class' => 'ResponseException', 'reason' => $reason] + $one;
    $done = ['class' => 'Response', 'succeeded' => true, 'signed' => true] + $one;

    foreach (['truncated_json', 'not_json', 'duplicate_keys', 'deep_json', 'nul_key', 'trailing_data', 'invalid_utf8',
        'gzip_bomb'] as $name) {
        $table->case("content: $name", [$name], $unusable('not_json'));
        $table->case("content: $name, then the original", [$name], [
            'class' => 'Response',
            'replayed' => true,
            'attempts' => 2,
            'executed' => 1,
        ], ['retries' => 1]);
    }
    $table->case('content: a 200 without a body', [['fault' => 'not_json', 'body' => '']], $unusable('not_json'));
    $table->case('content: Content-Length too short', [['fault' => 'wrong_content_length', 'by' => -10]], $unusable('not_json'));
    foreach (['length', 'chunked', 'close'] as $framing) {
        foreach (['http', 'https'] as $listener) {
            $table->case("content: 64 MiB, $framing, $listener", [['fault' => 'huge_body', 'framing' => $framing]], [
                'seconds' => [0.0, 1.5],
            ] + $unusable('too_large'), ['retries' => 2, 'listener' => $listener]);
        }
    }
    foreach ([101, 1000, 20000] as $number) {
        $table->case("content: $number more headers", [['fault' => 'many_headers', 'number' => $number]], $unusable('too_large'), [
            'retries' => 2,
        ]);
    }
    foreach ([65536, 101000, 1048576] as $bytes) {
        $table->case("content: a header of $bytes bytes", [['fault' => 'big_headers', 'bytes' => $bytes]], $unusable('too_large'), [
            'retries' => 2,
        ]);
    }
    $table->case('content: 50 more headers are fine', [['fault' => 'many_headers', 'number' => 50]], $done);
    foreach (['trailers', 'lower_case_headers', 'no_keep_alive'] as $name) {
        $table->case("content: $name changes nothing", [$name], $done, ['verify_response' => 'require']);
    }
    $shapes = ['empty_object', 'list', 'string', 'number', 'null', 'no_payment', 'payment_is_list', 'status_is_number'];
    foreach ($shapes as $shape) {
        $fault = ['fault' => 'wrong_shape', 'shape' => $shape];
        $table->case("content: wrong shape, $shape", [$fault], $unusable('wrong_shape'), ['retries' => 2]);
        $table->case("content: wrong shape, $shape, cancel", [$fault], $unusable('wrong_shape'), ['operation' => 'cancel']);
    }
    $table->case('content: another order', ['other_order'], $unusable('mismatch'), ['retries' => 2]);
    $table->case('content: another amount', ['other_amount'], $unusable('mismatch'), ['retries' => 2]);
    $table->case('content: another order, cancel', ['other_order'], $unusable('mismatch'), ['operation' => 'cancel']);
    $table->case('content: another order, check', ['other_order'], ['executed' => 0] + $unusable('mismatch'), [
        'operation' => 'check',
    ]);

    $signatures = ['wrong_request_id' => false, 'wrong_client_id' => false, 'missing_signature' => null];
    foreach (['other_key', 'garbage', 'request_layout'] as $kind) {
        $signatures["bad_signature $kind"] = false;
    }
    foreach ($signatures as $name => $signed) {
        [$fault, $kind] = explode(' ', $name) + [1 => null];
        $spec = ['fault' => $fault] + ($kind === null ? [] : ['kind' => $kind]);
        $table->case("signature: $name, report", [$spec], ['signed' => $signed] + $done, ['retries' => 2]);
        $table->case("signature: $name, off", [$spec], ['signed' => null] + $done, ['verify_response' => 'off']);
        $table->case("signature: $name, require", [$spec], $unusable('signature'), [
            'verify_response' => 'require',
            'retries' => 2,
        ]);
        $check = ['executed' => 0] + ($signed === null ? ['signed' => null] + $done : $unusable('signature'));
        $table->case("signature: $name, require, check", [$spec], $check, [
            'verify_response' => 'require',
            'operation' => 'check',
        ]);
    }
    $table->case('signature: a refusal need not be signed', [['fault' => 'status', 'status' => 400]], [
        'class' => 'ApiException',
        'executed' => 0,
    ], ['verify_response' => 'require']);
    $table->case('signature: a replayed answer must be signed', [
        'close_after_request',
        'missing_signature',
    ], ['class' => 'ResponseException', 'reason' => 'signature', 'attempts' => 2, 'executed' => 1], [
        'verify_response' => 'require',
        'retries' => 1,
    ]);
};
