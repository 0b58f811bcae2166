<?php

/*
 * A thousand statuses over a round trip of 40 ms: one after the other over one kept connection, and by checkStatuses();
 * HTTP/1.1 against HTTP/2; and whether a new connection resumes the TLS session. Asserts nothing.
 *   bench/batch [--rtt MILLISECONDS] [--statuses N] [--rounds N]
 */

declare(strict_types=1);

require __DIR__ . '/support/orders.php';
require __DIR__ . '/support/Site.php';

$options = getopt('', ['module:', 'http1-module:', 'http2-module:', 'rtt:', 'statuses:', 'rounds:']);
$roundTrip = (float) ($options['rtt'] ?? 40);
$count = (int) ($options['statuses'] ?? 1000);
$rounds = max(1, (int) ($options['rounds'] ?? 3));
$module = $options['module'];

$site = new Site($roundTrip);
echo $site->link->missing === null
    ? sprintf("Two network namespaces, a delay line of %g ms a round trip.\n", $roundTrip)
    : "NO DELAY LINE ({$site->link->missing}): measured on loopback, so the round trips cost nothing.\n";
$made = $site->runAtServer($module, 'statuses.php', [(string) $count, 'make']);
if ($made['good'] !== $count) {
    throw new RuntimeException("only $made[good] orders could be made");
}

/** Median seconds of some runs; a wrong answer ends the benchmark. */
$measure = static function (string $which, int $runs, array $arguments) use ($site, $count): float {
    $seconds = [];
    for ($i = 0; $i < $runs; $i++) {
        $found = $site->run($which, 'statuses.php', [(string) $count, ...$arguments]);
        if ($found['good'] !== $count) {
            throw new RuntimeException("$found[good] of $count answers are right: " . implode(' ', $arguments) . "; $found[wrong]");
        }
        $seconds[] = $found['seconds'];
    }
    return bench_quantile($seconds, 0.5);
};

printf("\n%-60s %10s %10s\n", "$count statuses, TLS by nginx in front of the simulator", 'seconds', 'x sequence');
$sequence = $measure($module, 1, ['curl', '2']);
$row = static function (string $name, float $seconds) use ($sequence): void {
    printf("%-60s %10.3f %10.1f\n", $name, $seconds, $sequence / $seconds);
};
$row('ext/curl, one kept connection, one by one', $sequence);
$row('checkStatus(), one by one', $measure($module, 1, ['sequence', '2']));
$site->frontLog();
// The second front offers HTTP/2 to whom asks for it.
foreach ([16, 32, 64, 128, 256] as $concurrency) {
    foreach ([[$options['http1-module'], '3'], [$options['http2-module'], '3']] as [$build, $address]) {
        $seconds = $measure($build, $rounds, ['batch', $address, (string) $concurrency]);
        $log = $site->frontLog();
        $protocols = implode(' and ', array_unique(array_column($log, 1)));
        $connections = count(array_unique(array_column($log, 2))) / $rounds;
        $row(sprintf('checkStatuses(), %d at once, %s, %.0f connections', $concurrency, $protocols, $connections), $seconds);
    }
}

$connections = 20;
$resumed = $site->run($module, 'statuses.php', [(string) $connections, 'resume', '2']);
$log = $site->frontLog();
printf(
    "\nnew connections after closeConnections(): %d of %d resumed their TLS session; handshake %.1f ms (first), %.1f ms (median of the others)\n",
    count(array_filter($log, static fn (array $line): bool => $line[0] === 'r')),
    $connections - 1,
    1000 * $resumed['tls'][0],
    1000 * bench_quantile(array_slice($resumed['tls'], 1), 0.5)
);
