<?php

declare(strict_types=1);

use DokuTest\Cli\Cli;
use DokuTest\Property\Report;
use DokuTest\Property\Simulator;

/** order and status. */
return static function (Report $report, Cli $cli, Simulator $simulator): void {
    $plain = ['base-url' => $simulator->ready['http']];
    $tls = ['base-url' => $simulator->ready['https'], 'ca-file' => $simulator->ready['ca_file']];

    foreach (['HTTP' => $plain, 'HTTPS' => $tls] as $name => $settings) {
        $report->run("order over $name", static function () use ($cli, $simulator, $settings, $name): array {
            $mark = $simulator->mark();
            $seen = $cli->run(['order', '--invoice', "CLI-$name", '--amount', '125000'], $settings);
            $ledger = $simulator->since($mark);
            $order = $ledger['orders'][0] ?? [];
            return [
                ...same([0, ''], [$seen['status'], $seen['error']], 'status, errors'),
                ...same(["CLI-$name", 125000], [$order['invoice_number'] ?? null, $order['amount'] ?? null], 'the order'),
                ...contains($order['payment_url'] ?? '?', $seen['out']),
                ...contains($order['identifier'][0]['value'] ?? '?', $seen['out']),
            ];
        });
    }
    $report->run('order: the same call again', static function () use ($cli, $simulator, $plain): array {
        $arguments = ['order', '--invoice', 'CLI-AGAIN', '--request-id', 'cli-again'];
        $first = $cli->run($arguments, $plain);
        $second = $cli->run($arguments, $plain);
        $ledger = $simulator->control('GET', 'ledger?request_id=cli-again');
        return [
            ...same([0, 0], [$first['status'], $second['status']], 'status'),
            ...same(1, preg_match('~^Replayed\s+yes$~m', $second['out']), 'replayed'),
            ...same([true, false], array_column($ledger['requests'], 'executed'), 'executed'),
        ];
    });
    $report->run('order: --dry-run', static function () use ($cli, $simulator, $plain): array {
        $mark = $simulator->mark();
        $seen = $cli->run(['order', '--dry-run', '--invoice', 'CLI-DRY'], $plain);
        return [
            ...same(0, $seen['status'], 'status'),
            ...contains('POST ' . $simulator->ready['http'] . '/akulaku-peer-to-peer/v2/generate-order', $seen['out']),
            ...contains('"invoice_number":"CLI-DRY"', $seen['out']),
            ...same([], $simulator->since($mark)['requests'], 'requests'),
        ];
    });
    $report->run('order: a rule is broken', static function () use ($cli, $simulator, $plain): array {
        $mark = $simulator->mark();
        $seen = $cli->run(['order', '--callback', 'nonsense'], $plain);
        return [
            ...same(1, $seen['status'], 'status'),
            ...contains('order.callback_url', $seen['error']),
            ...same([], $simulator->since($mark)['requests'], 'requests'),
        ];
    });
    $report->run('order: DOKU says no', static function () use ($cli, $plain): array {
        $seen = $cli->run(['order', '--invoice', 'CLI-HTTP'], $plain);
        return [...same(1, $seen['status'], 'status'), ...contains('INVOICE ALREADY USED', $seen['error'])];
    });
    $report->run('order: FAILED', static function () use ($cli, $simulator, $plain): array {
        $simulator->faults(['order_failed']);
        $seen = $cli->run(['order', '--invoice', 'CLI-FAILED'], $plain);
        return [...same(1, $seen['status'], 'status'), ...contains('FAILED', $seen['out'])];
    });
    $report->run('order: nobody knows', static function () use ($cli, $simulator, $plain): array {
        $simulator->faults([['fault' => 'close_after_request', 'count' => 3]]);
        $seen = $cli->run(['order', '--invoice', 'CLI-LOST', '--request-id', 'cli-lost'], $plain);
        return [
            ...same(3, $seen['status'], 'status'),
            ...contains('Request-Id: cli-lost', $seen['error']),
            ...contains('the same call with the same Request-Id', $seen['error']),
        ];
    });
    $report->run('order: nothing was sent', static function () use ($cli): array {
        $server = stream_socket_server('tcp://127.0.0.1:0');
        $address = (string) stream_socket_get_name($server, false);
        fclose($server);
        $seen = $cli->run(['order'], ['base-url' => "http://$address", 'timeout' => '2']);
        return [...same(1, $seen['status'], 'status'), ...contains('Nothing was sent', $seen['error'])];
    });

    $report->run('status', static function () use ($cli, $simulator, $plain): array {
        $simulator->control('POST', 'orders/CLI-HTTP/pay');
        $seen = $cli->run(['status', 'CLI-HTTP'], $plain);
        $problems = same(0, $seen['status'], 'status');
        foreach (['Status +SUCCESS', 'Invoice +CLI-HTTP', 'Amount +125000', 'Signature +valid'] as $line) {
            array_push($problems, ...same(1, preg_match("~^$line$~m", $seen['out']), $line));
        }
        return $problems;
    });
    $report->run('status by a Request-Id of one\'s own', static function () use ($cli, $plain): array {
        $seen = $cli->run(['status', 'cli-again', '--invoice=CLI-AGAIN'], $plain);
        return [...same(0, $seen['status'], 'status'), ...contains('CLI-AGAIN', $seen['out'])];
    });
    $report->run('status: --json', static function () use ($cli, $plain): array {
        $seen = $cli->run(['status', '--json', 'CLI-HTTP'], $plain);
        return same('CLI-HTTP', json_decode($seen['out'], true)['order']['invoice_number'] ?? null, 'JSON');
    });
    $report->run('status: not found', static function () use ($cli, $plain): array {
        $seen = $cli->run(['status', 'NONE'], $plain);
        return [...same([1, ''], [$seen['status'], $seen['out']], 'status'), ...contains('Order Not Found', $seen['error'])];
    });
};
