<?php

/*
 * Prepares or looks up many orders. Arguments: address of the simulator, its authority, HTTP/1.1 front, HTTP/2 front,
 * how many, what: make | curl | sequence | batch | resume, and for batch: which address (0, 2, 3) and concurrency.
 */

declare(strict_types=1);

require __DIR__ . '/orders.php';
require __DIR__ . '/curl.php';

[$url, $caFile, , , $count, $what] = array_slice($argv, 1, 6);
$target = $argv[1 + (int) ($argv[7] ?? 0)];
$concurrency = (int) ($argv[8] ?? 16);
$client = new DokuAkulaku(BENCH_CLIENT_ID, BENCH_SECRET, ['base_url' => $target, 'ca_file' => $caFile, 'retries' => 0]);
$ids = array_map(static fn (int $i): string => "INV-20210707-$i", range(1, (int) $count));
$good = 0;
$reused = null;
$wrong = '';
$started = hrtime(true);
switch ($what) {
    case 'make':
        foreach ($ids as $id) {
            $good += $client->generateOrder(bench_order(2, substr($id, 13)))->succeeded ? 1 : 0;
        }
        break;
    case 'curl':
        $handle = bench_curl_handle($caFile);
        foreach ($ids as $id) {
            $good += bench_curl_status($handle, $target, $id)['order']['invoice_number'] === $id ? 1 : 0;
        }
        break;
    case 'sequence':
        foreach ($ids as $id) {
            $good += $client->checkStatus($id)->invoiceNumber === $id ? 1 : 0;
        }
        break;
    case 'batch':
        $seen = [];
        foreach ($client->checkStatuses($ids, $concurrency) as $id => $answer) {
            $good += $answer instanceof DokuAkulaku\Response && $answer->invoiceNumber === $id ? 1 : 0;
            $wrong = $answer instanceof Exception ? $answer->getMessage() : $wrong;
            $seen[$id] = true;
        }
        $good = min($good, count($seen));
        break;
    case 'resume':
        $times = [];
        foreach ($ids as $id) {
            DokuAkulaku::closeConnections();
            $timing = $client->checkStatus($id)->timing;
            $good += $timing['reused'] ? 0 : 1;
            $times[] = $timing['tls'];
        }
        $reused = $times;
        break;
}
echo json_encode(['seconds' => (hrtime(true) - $started) / 1e9, 'good' => $good, 'tls' => $reused, 'wrong' => $wrong,
    'memory' => memory_get_peak_usage()]);
