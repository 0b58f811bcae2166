<?php

/* Arguments: the simulator's address, its authority, two addresses that are not used here, how many orders. */

declare(strict_types=1);

require __DIR__ . '/orders.php';
require __DIR__ . '/curl.php';

[, $url, $caFile, , , $orders] = $argv;
$seconds = [];
for ($i = 0; $i <= (int) $orders; $i++) {
    $order = bench_order(2, bin2hex(random_bytes(8)));
    $started = hrtime(true);
    $client = new DokuAkulaku(BENCH_CLIENT_ID, BENCH_SECRET, ['base_url' => $url, 'ca_file' => $caFile]);
    $client->generateOrder($order);
    $seconds[$i] = (hrtime(true) - $started) / 1e9;
}
// The first one opened the connection.
echo json_encode(['median' => bench_quantile(array_slice($seconds, 1), 0.5)]);
