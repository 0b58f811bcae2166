<?php

/*
 * One web request of the latency benchmark: makes orders by one of three clients and tells the seconds of each.
 * Query: client = new | kept | extension | connect; orders = how many.
 */

declare(strict_types=1);

require __DIR__ . '/orders.php';
require __DIR__ . '/curl.php';

$url = $_SERVER['DOKU_URL'];
$orders = (int) ($_GET['orders'] ?? 1);
$seconds = [];
$reused = null;
$handle = null;
for ($i = 0; $i < $orders; $i++) {
    $order = bench_order(2, bin2hex(random_bytes(8)));
    $started = hrtime(true);
    switch ($_GET['client']) {
        case 'new':
            bench_curl_order(bench_curl_handle($_SERVER['DOKU_CA']), $url, $order);
            break;
        case 'kept':
            $handle ??= bench_curl_handle($_SERVER['DOKU_CA']);
            bench_curl_order($handle, $url, $order);
            break;
        case 'extension':
            $client = new DokuAkulaku(BENCH_CLIENT_ID, BENCH_SECRET, ['base_url' => $url, 'ca_file' => $_SERVER['DOKU_CA']]);
            $reused = $client->generateOrder($order)->timing['reused'];
            break;
        case 'connect':
            $stream = stream_socket_client('tcp://' . substr($url, strlen('https://')));
            break;
    }
    $seconds[] = (hrtime(true) - $started) / 1e9;
}
echo json_encode(['seconds' => $seconds, 'reused' => $reused]);
