<?php

declare(strict_types=1);

/*
 * What the extension adds to the start of a PHP process that never calls it: milliseconds and resident memory, alone and
 * beside ext/curl, whose libraries are then there already; and what ext/curl itself adds, which is mostly the loading of
 * libcurl and the libraries that it needs. Processes with and without are started in turns.
 *
 *   start.php --module SO [--rounds N]
 */

const PROGRAM = 'echo preg_match("/^VmRSS:\\s+(\\d+)/m", file_get_contents("/proc/self/status"), $m) ? $m[1] : 0;';

/** @param list<string> $options @return array{float, int} milliseconds of the whole process, KiB */
function start_once(array $options): array
{
    $before = hrtime(true);
    $process = proc_open([PHP_BINARY, '-n', ...$options, '-r', PROGRAM], [1 => ['pipe', 'w']], $pipes);
    $size = (int) stream_get_contents($pipes[1]);
    proc_close($process);
    return [(hrtime(true) - $before) / 1e6, $size];
}

/** @param list<float|int> $values */
function median(array $values): float
{
    sort($values);
    $middle = intdiv(count($values), 2);
    return count($values) % 2 === 1 ? $values[$middle] : ($values[$middle - 1] + $values[$middle]) / 2;
}

$options = getopt('', ['module:', 'rounds:']);
$rounds = max(1, (int) ($options['rounds'] ?? 60));
$ours = ['-d', 'extension=' . $options['module']];
$curl = ['-d', 'extension=curl'];
$pairs = ['alone' => [[], $ours]];
if (is_file(ini_get('extension_dir') . '/curl.so')) {
    $pairs['beside ext/curl'] = [$curl, [...$curl, ...$ours]];
    $pairs['ext/curl itself'] = [[], $curl];
} else {
    echo "ext/curl is not installed: its rows are left out\n";
}
printf("PHP %s, %d starts each; the fastest ones are what a quiet machine needs\n", PHP_VERSION, $rounds);
printf("%-18s %12s %12s %12s %16s %12s\n", '', 'without ms', 'with ms', 'added ms', 'added, fastest', 'added KiB');
foreach ($pairs as $name => $sides) {
    $times = [[], []];
    $sizes = [[], []];
    for ($round = 0; $round < $rounds; $round++) {
        foreach ($sides as $side => $arguments) {
            [$times[$side][], $sizes[$side][]] = start_once($arguments);
        }
    }
    [$without, $with] = array_map(median(...), $times);
    printf(
        "%-18s %12.2f %12.2f %12.2f %16.2f %12.0f\n",
        $name,
        $without,
        $with,
        $with - $without,
        min($times[1]) - min($times[0]),
        median($sizes[1]) - median($sizes[0])
    );
}
