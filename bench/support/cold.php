<?php

/*
 * A worker without a connection, in a process of its own: its first order, and one after it has closed its
 * connections, as they are after a pause. Prints the seconds of both.
 * Arguments: the simulator's address, its authority, two addresses that are not used here, the gateway or "".
 */

declare(strict_types=1);

require __DIR__ . '/orders.php';
require __DIR__ . '/curl.php';

[, $url, $caFile, , , $gateway] = $argv;
$options = $gateway === '' ? ['base_url' => $url, 'ca_file' => $caFile] : ['base_url' => $gateway];
$seconds = [];
foreach (['process', 'pause'] as $name) {
    DokuAkulaku::closeConnections();
    $order = bench_order(2, bin2hex(random_bytes(8)));
    $started = hrtime(true);
    (new DokuAkulaku(BENCH_CLIENT_ID, BENCH_SECRET, $options))->generateOrder($order);
    $seconds[$name] = (hrtime(true) - $started) / 1e9;
}
echo json_encode($seconds);
