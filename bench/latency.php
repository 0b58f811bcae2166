<?php

/*
 * What an order takes under php-fpm behind nginx, with TLS 1.3 and a round trip of 40 ms: by ext/curl with a new
 * handle each call, by ext/curl with a handle kept within the request, and by the extension; then the first order of
 * a new process, directly and by the loopback gateway. Asserts nothing.
 *   bench/latency [--rtt MILLISECONDS] [--orders N]
 */

declare(strict_types=1);

require __DIR__ . '/support/orders.php';
require __DIR__ . '/support/Site.php';

$options = getopt('', ['module:', 'rtt:', 'orders:']);
$roundTrip = (float) ($options['rtt'] ?? 40);
$orders = max(10, (int) ($options['orders'] ?? 40));

$site = new Site($roundTrip);
echo $site->link->missing === null
    ? sprintf("Two network namespaces, a delay line of %g ms a round trip.\n", $roundTrip)
    : "NO DELAY LINE ({$site->link->missing}): measured on loopback, so the round trips cost nothing.\n";
$site->startShop($options['module']);

$seconds = ['connect' => [], 'new' => [], 'kept, first' => [], 'kept, later' => [], 'extension' => []];
$site->request('client=extension');
for ($i = 0; $i < $orders; $i++) {
    $seconds['connect'][] = $site->request('client=connect')['seconds'][0];
    $seconds['new'][] = $site->request('client=new')['seconds'][0];
    [$seconds['kept, first'][], $seconds['kept, later'][]] = $site->request('client=kept&orders=2')['seconds'];
    $answer = $site->request('client=extension');
    $seconds['extension'][] = $answer['seconds'][0];
    if ($answer['reused'] !== true) {
        echo "order $i of the extension had to open a connection\n";
    }
}
// A worker that has no connection yet.
$gateway = $site->startGateway();
$site->run($options['module'], 'cold.php', [$gateway]);
for ($i = 0; $i < $orders; $i++) {
    foreach (['direct' => '', 'gateway' => $gateway] as $way => $address) {
        ['process' => $seconds["process, $way"][], 'pause' => $seconds["pause, $way"][]]
            = $site->run($options['module'], 'cold.php', [$address]);
    }
}
// The same order where the server is, without the line: what server and client need.
$local = $site->runAtServer($options['module'], 'local.php', [(string) $orders]);

$names = [
    'connect' => 'TCP connect (one round trip)',
    'new' => 'ext/curl, new handle each call',
    'kept, first' => 'ext/curl, first call of a request',
    'kept, later' => 'ext/curl, kept handle, next call',
    'extension' => 'extension, one call a request',
    'process, direct' => 'extension, new process, direct',
    'process, gateway' => 'extension, new process, by gateway',
    'pause, direct' => 'extension, after a pause, direct',
    'pause, gateway' => 'extension, after a pause, by gateway',
];
printf("\n%-36s %10s %10s\n", "$orders orders each, milliseconds", 'median', 'p95');
foreach ($names as $key => $name) {
    printf("%-36s %10.2f %10.2f\n", $name, 1000 * bench_quantile($seconds[$key], 0.5), 1000 * bench_quantile($seconds[$key], 0.95));
}
$trip = bench_quantile($seconds['connect'], 0.5);
$median = bench_quantile($seconds['extension'], 0.5);
printf("\nthe same order without the line: %.2f ms (server and client together)\n", 1000 * $local['median']);
printf(
    "1.05 x round trip + that = %.2f ms; the extension needs %.2f ms = %.3f x round trip + that\n",
    1050 * $trip + 1000 * $local['median'],
    1000 * $median,
    ($median - $local['median']) / $trip
);
$trips = static fn (string $name): float => bench_quantile($seconds[$name], 0.5) / $trip;
printf(
    "without a connection: %.2f x round trip (a new process %.2f x), by the gateway %.3f x (%.3f x)\n",
    $trips('pause, direct'),
    $trips('process, direct'),
    $trips('pause, gateway'),
    $trips('process, gateway')
);
printf("a new handle each call takes %.2f x the time of the extension\n", bench_quantile($seconds['new'], 0.5) / $median);
