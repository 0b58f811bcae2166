<?php

/*
 * The property: whatever faults strike, PHP is told what the server did, and the server acts at most once.
 *
 *   php tests/property/run.php --extension PATH [--calls N] [--seed S] [--jobs J] [--gateway nginx|haproxy]
 *   php tests/property/run.php --extension PATH --seed S --case K     replays one case
 *
 * Without --extension it takes $DOKU_MODULE, or the module that PHP itself was started with.
 *
 * The last line is "N passed, N failed"; one unit is one case (a call with its faults, and what follows from it).
 */

declare(strict_types=1);

use DokuTest\Property\Extension;

require __DIR__ . '/support/autoload.php';

$options = getopt('', ['calls:', 'seed:', 'jobs:', 'case:', 'extension:', 'seconds:', 'gateway:', 'help']);
if (isset($options['help'])) {
    echo "php tests/property/run.php [--calls N] [--seed S] [--jobs J] [--case K] [--extension PATH] "
        . "[--gateway nginx|haproxy]\n";
    exit(0);
}
$module = $options['extension'] ?? (getenv('DOKU_MODULE') ?: Extension::path());
$seed = (int) ($options['seed'] ?? random_int(1, 999999999));
$replay = isset($options['case']) ? (int) $options['case'] : null;
$jobs = $replay === null ? max(1, (int) ($options['jobs'] ?? 16)) : 1;
// Counted are the calls under faults. With the order that a call is about, the call that opens the connection, and
// the repetition that settles an unknown outcome, a case makes 2.6 calls.
$cases = max(1, (int) ($options['calls'] ?? 10000));
$limit = (float) ($options['seconds'] ?? max(600, $cases / 10));

$workers = [];
for ($job = 0; $job < $jobs; $job++) {
    $range = $replay === null ? [$job, $cases, $jobs, 0] : [$replay, $replay + 1, 1, 1];
    $command = [PHP_BINARY, '-d', "extension=$module", __DIR__ . '/worker.php', (string) $seed,
        ...array_map('strval', $range), $options['gateway'] ?? ''];
    $process = proc_open($command, [['file', '/dev/null', 'r'], ['pipe', 'w']], $pipes);
    stream_set_blocking($pipes[1], false);
    $workers[$job] = ['process' => $process, 'pipe' => $pipes[1], 'text' => '', 'done' => false];
}

$totals = ['cases' => 0, 'calls' => 0];
$outcomes = [];
$failures = 0;
$started = hrtime(true);
while ($workers !== []) {
    $read = array_column($workers, 'pipe');
    $none = null;
    stream_select($read, $none, $none, 1);
    $late = (hrtime(true) - $started) / 1e9 > $limit;
    foreach ($workers as $job => &$worker) {
        $worker['text'] .= (string) stream_get_contents($worker['pipe']);
        while (($end = strpos($worker['text'], "\n")) !== false) {
            $line = json_decode(substr($worker['text'], 0, $end), true);
            $worker['text'] = substr($worker['text'], $end + 1);
            if (isset($line['problems'])) {
                $failures++;
                echo 'FAILED case ', $line['case']['number'], ' of seed ', $seed, ': ',
                    implode('; ', $line['problems']), "\n  ", json_encode($line['case'], JSON_UNESCAPED_SLASHES),
                    "\n  again: php tests/property/run.php --extension $module --seed $seed --case ",
                    $line['case']['number'], isset($options['gateway']) ? " --gateway $options[gateway]" : '', "\n";
            } elseif (isset($line['cases'])) {
                $worker['done'] = true;
                $totals['cases'] += $line['cases'];
                $totals['calls'] += $line['calls'];
                foreach ($line['outcomes'] as $class => $count) {
                    $outcomes[$class] = ($outcomes[$class] ?? 0) + $count;
                }
            } else {
                echo 'unexpected output of a worker: ', json_encode($line), "\n";
                $failures++;
            }
        }
        if (feof($worker['pipe']) || $late) {
            if ($late) {
                proc_terminate($worker['process'], 9);
            }
            $code = proc_close($worker['process']);
            if (!$worker['done'] || $code !== 0) {
                echo "FAILED worker $job ended with code $code", $late ? ', out of time' : '', " (seed $seed)\n";
                $failures++;
            }
            unset($workers[$job]);
        }
    }
    unset($worker);
}

ksort($outcomes);
printf(
    "seed %d: %d calls in %d cases, %.0f s; outcomes: %s\n",
    $seed,
    $totals['calls'],
    $totals['cases'],
    (hrtime(true) - $started) / 1e9,
    implode(', ', array_map(static fn (string $c, int $n): string => "$c $n", array_keys($outcomes), $outcomes))
);
printf("%d passed, %d failed\n", max(0, $totals['cases'] - $failures), $failures);
exit($failures === 0 && $totals['cases'] > 0 ? 0 : 1);
