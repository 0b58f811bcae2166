<?php

declare(strict_types=1);

use DokuTest\Property\Report;
use DokuTest\Property\Simulator;
use DokuTest\Property\Table;

/** What stands between: a proxy's own words are never taken for DOKU's. */
return static function (Table $table, Report $report): void {
    $done = ['class' => 'Response', 'attempts' => 1, 'executed' => 1, 'requests' => 1, 'signed' => true];
    $notSent = ['class' => 'ConnectionException', 'attempts' => 1, 'executed' => 0, 'requests' => 0];
    $expected = [
        'ok' => $done,
        'fake_headers' => $done,
        '407' => $notSent,
        'refuse' => $notSent,
        'bad_gateway' => $notSent,
        'close' => $notSent,
        'stall' => $notSent + ['seconds' => [0.9, 1.6]],
    ];
    foreach ($expected as $mode => $facts) {
        $proxy = new Simulator(['--mode', (string) $mode], 'proxy.php');
        $table->case("proxy: $mode", [], $facts, [
            'listener' => 'https',
            'proxy' => $proxy->ready['proxy'],
            'connect_timeout' => 1.0,
            'verify_response' => 'require',
        ]);
    }
    $proxy = new Simulator(['--user', 'shop', '--password', 'fake-password'], 'proxy.php');
    $address = str_replace('http://', 'http://shop:fake-password@', $proxy->ready['proxy']);
    $table->case('proxy: with credentials', [], $done, ['listener' => 'https', 'proxy' => $address]);
    $table->case('proxy: with wrong credentials', [], $notSent, [
        'listener' => 'https',
        'proxy' => str_replace('fake-password', 'other', $address),
    ]);
    $table->case('proxy: 407 each time, three attempts', [], ['attempts' => 3] + $notSent, [
        'listener' => 'https',
        'proxy' => $proxy->ready['proxy'],
        'retries' => 2,
    ]);
    $table->case('proxy: the cut off request is not sent again by itself', ['close_after_request'], [
        'class' => 'IndeterminateException',
        'attempts' => 1,
        'requests' => 1,
        'executed' => 1,
    ], ['listener' => 'https', 'proxy' => $address]);
    $report->run('proxy: those of the environment are ignored', static function () use ($table, $proxy): array {
        putenv('https_proxy=' . $proxy->ready['proxy']);
        putenv('HTTPS_PROXY=' . $proxy->ready['proxy']);
        try {
            $table->simulator->control('POST', 'reset');
            return $table->compare('proxy-env', $table->simulator->mark(), [
                'class' => 'Response',
                'connections' => 1,
            ], ['listener' => 'https']);
        } finally {
            putenv('https_proxy');
            putenv('HTTPS_PROXY');
        }
    });
};
