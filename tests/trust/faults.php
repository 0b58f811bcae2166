<?php

declare(strict_types=1);

/*
 * PHP's own faults in the middle of our work: exit(), fatal errors, the memory limit, Fibers that are dropped,
 * re-entry, destructors. Every case is a process of its own, which must end as expected and without a crash; a PHP
 * with sanitizers or a debug PHP (tests/trust/run faults.php) also tells of bad memory accesses and of leaks.
 *
 *   faults.php [--only=TEXT]     cases whose name holds TEXT
 */

require __DIR__ . '/support/trust.inc';
require __DIR__ . '/support/fault_cases.inc';

/** What no process may say. */
const REPORTS = '~Sanitizer|runtime error:|: Freeing 0x|=== Total \d+ memory leaks|definitely lost: [1-9]|Assertion|zend_mm_heap corrupted|Invalid (read|write)~';
const SWEEP = [1, 2, 4, 8, 12, 16, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256, 320, 400, 512, 1024];

if (argument('case', '') !== '') {
    [, $work] = fault_cases()[argument('case', '')];
    register_shutdown_function(static function (): void {
        // after the shutdown functions and destructors of the case
        register_shutdown_function(static fn () => print(Checks::$failed === 0 ? "no failure\n" : "failures\n"));
    });
    $work((int) argument('step', '0'));
    unset($work);
    echo "done\n";
    exit(0);
}

/** @return array{code: int, signal: int, text: string} */
function run_case(string $name, string $end, int $step, string $sandbox): array
{
    // Without PHP's own allocator a sanitizer sees every byte. But the allocator keeps the memory limit, and takes back
    // what PHP itself drops at a fatal error.
    $environment = getenv();
    if ($end === 'memory' || $end === 'fatal') {
        unset($environment['USE_ZEND_ALLOC']);
    }
    $said = tmpfile();
    $command = [...php_command(['memory_limit' => '512M']), __FILE__, "--case=$name", "--step=$step", "--sandbox=$sandbox"];
    $process = proc_open($command, [['file', '/dev/null', 'r'], $said, $said], $pipes, null, $environment);
    $end = hrtime(true) + 120 * 10 ** 9;
    do {
        $status = proc_get_status($process);
        if ($status['running']) {
            usleep(2000);
        }
    } while ($status['running'] && hrtime(true) < $end);
    if ($status['running']) {
        proc_terminate($process, SIGKILL);
        $status = ['exitcode' => -1, 'termsig' => 0] + $status;
    }
    proc_close($process);
    rewind($said);
    return [
        'code' => $status['exitcode'],
        'signal' => $status['signaled'] ? $status['termsig'] : 0,
        'text' => (string) stream_get_contents($said),
    ];
}

function judge(string $name, string $end, array $ran): string
{
    $text = $ran['text'];
    same("$name: signal", 0, $ran['signal']);
    same("$name: report", '', preg_match(REPORTS, $text, $match) === 1 ? $match[0] . "\n" . substr($text, 0, 3000) : '');
    lacks_text("$name: " . substr($text, 0, 300), 'FAILED', $text);
    $isDone = $ran['code'] === 0 && str_contains($text, "done\n") && str_contains($text, "no failure\n");
    // Debian's PHP 8.2 first lets an allocation pass, and ends the process at twice the limit.
    $isHard = $ran['code'] === 137 && str_contains($text, 'Hard memory limit');
    $isFatal = $isHard || ($ran['code'] === 255 && str_contains($text, 'Fatal error'));
    $came = match (true) {
        $isDone => 'done',
        $ran['code'] === 7 && !str_contains($text, "done\n") => 'exit',
        $isFatal => 'fatal',
        default => "status $ran[code]: " . substr($text, 0, 1500),
    };
    if ($end === 'memory') {
        ok("$name: $came", $isDone || ($isFatal && ($isHard || str_contains($text, 'Allowed memory size'))));
    } else {
        same("$name: its end", $end, $came);
    }
    return $came;
}

$sandbox = new Sandbox();
$only = argument('only', '');
$ran = 0;
foreach (fault_cases() as $name => [$end]) {
    if ($only !== '' && !str_contains($name, $only)) {
        continue;
    }
    if ($end !== 'memory') {
        judge($name, $end, run_case($name, $end, 0, $sandbox->http));
        $ran++;
        continue;
    }
    $ends = [];
    foreach (SWEEP as $step) {
        $ends[] = judge("$name, step $step", $end, run_case($name, $end, $step, $sandbox->http));
        $ran++;
    }
    ok("$name: the limit strikes within the work, and not always", in_array('fatal', $ends, true) && in_array('done', $ends, true));
}
echo "$ran processes\n";
end_with_counts();
