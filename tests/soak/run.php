<?php

/*
 * Many calls in one process: successes, faults and batches mixed. Memory and file descriptors must stay flat.
 *   php tests/soak/run.php --extension PATH [--calls N] [--seed S] [--samples]
 * Default: 20,000 calls; a million takes about a quarter of an hour. The last line is "N passed, N failed".
 */

declare(strict_types=1);

use DokuTest\Property\Extension;
use DokuTest\Property\Orders;
use DokuTest\Property\Report;
use DokuTest\Property\Simulator;

require dirname(__DIR__) . '/property/support/autoload.php';

$options = getopt('', ['extension:', 'calls:', 'seed:', 'samples']);
// glibc raises its limit for mapped blocks as it goes, and large buffers would then make the RSS wander.
if (getenv('MALLOC_MMAP_THRESHOLD_') === false) {
    $module = $options['extension'] ?? (getenv('DOKU_MODULE') ?: Extension::path());
    Extension::again($module, $argv, ['MALLOC_MMAP_THRESHOLD_' => '131072']);
}
Extension::ensure($options['extension'] ?? getenv('DOKU_MODULE') ?: null, $argv);

/** Makes the calls, round by round, and takes a sample after each round. */
final class Soak
{
    private const ROUND = 500;
    private const BATCH = 60;
    /** Retry-After: 0 keeps the retries without a pause. */
    private const FAULTS = [
        ['fault' => 'close_after_request'],
        ['fault' => 'close_after_half_headers'],
        ['fault' => 'close_after_half_body'],
        ['fault' => 'reset'],
        ['fault' => 'close_idle_kept'],
        ['fault' => 'close_on_next_request', 'execute_next' => true],
        ['fault' => 'no_keep_alive'],
        ['fault' => 'close_before_read'],
        ['fault' => 'status', 'status' => 400],
        ['fault' => 'status', 'status' => 429, 'retry_after' => 0],
        ['fault' => 'status', 'status' => 500, 'envelope' => 'html', 'retry_after' => 0, 'execute' => true],
        ['fault' => 'status', 'status' => 503, 'retry_after' => 0],
        ['fault' => 'redirect'],
        ['fault' => 'conflict', 'variant' => 'idempotent'],
        ['fault' => 'other_order'],
        ['fault' => 'truncated_json'],
        ['fault' => 'wrong_shape', 'shape' => 'list'],
        ['fault' => 'bad_signature'],
        ['fault' => 'many_headers', 'number' => 200],
        ['fault' => 'huge_body', 'bytes' => 1200000],
        ['fault' => 'chunked_garbage'],
        ['fault' => 'wrong_content_length', 'by' => -5],
        ['fault' => 'trailers'],
    ];

    public int $calls = 0;
    public int $done = 0;
    /** @var array<string, int> */
    public array $outcomes = [];
    /** Calls, RSS in KiB, PHP's memory in bytes, descriptors; four numbers a sample, made beforehand: it must not grow. */
    private \SplFixedArray $numbers;
    private int $taken = 0;
    /** @var list<\DokuAkulaku> */
    private array $clients = [];
    /** @var list<\DokuAkulaku> those that pause before a retry: used seldom, for the time it takes */
    private array $patient = [];
    /** @var list<string> names of orders that were made lately */
    private array $orders = [];

    public function __construct(private readonly Simulator $simulator, private readonly int $seed)
    {
        mt_srand($this->seed);
        foreach (['http', 'https'] as $listener) {
            $this->clients[] = $simulator->client($listener, ['retries' => 0, 'timeout' => 5.0]);
            $this->patient[] = $simulator->client($listener, ['retries' => 2, 'timeout' => 5.0]);
        }
    }

    public function run(int $calls): void
    {
        $this->numbers = new \SplFixedArray(4 * (int) ceil($calls / self::ROUND + 1));
        while ($this->calls < $calls) {
            $this->order();
            $until = min($calls, $this->calls + self::ROUND);
            while ($this->calls < $until) {
                mt_rand(1, 200) === 1 ? $this->batch() : $this->single();
            }
            $this->sample();
        }
    }

    /** Faults for the next round: about one request in eight. */
    private function order(): void
    {
        $faults = [];
        for ($left = self::ROUND; $left > 0; $left -= $skip) {
            $skip = mt_rand(1, 15);
            $faults[] = self::FAULTS[mt_rand(0, count(self::FAULTS) - 1)] + ['skip' => $skip];
        }
        $this->simulator->control('DELETE', 'faults');
        $this->simulator->faults($faults);
    }

    private function single(): void
    {
        $client = $this->client();
        $name = "$this->seed-$this->calls";
        $kind = mt_rand(1, 10);
        $this->calls++;
        try {
            $answer = match (true) {
                $kind <= 3 => $client->generateOrder(Orders::generate($name)),
                $kind === 4 => $client->cancelOrder(Orders::cancel($this->someOrder())),
                $kind === 5 => $client->request('GET', '/orders/v1/status/INV-' . $this->someOrder()),
                $kind === 6 => (new \DokuAkulaku(
                    $this->simulator->ready['client_id'],
                    Simulator::SECRET,
                    ['base_url' => $this->simulator->ready['http'], 'retries' => 0]
                ))->checkStatus('INV-' . $this->someOrder()),
                default => $client->checkStatus('INV-' . $this->someOrder()),
            };
            if ($kind <= 3) {
                $this->done++;
                $this->orders[$this->done % 1000] = $name;
            }
            $this->count($answer);
        } catch (\DokuAkulaku\Exception $exception) {
            $this->count($exception);
        }
    }

    private function someOrder(): string
    {
        return $this->orders === [] ? 'none' : $this->orders[array_rand($this->orders)];
    }

    private function client(): \DokuAkulaku
    {
        return mt_rand(1, 25) === 1 ? $this->patient[mt_rand(0, 1)] : $this->clients[mt_rand(0, 1)];
    }

    private function batch(): void
    {
        $client = $this->client();
        $stop = mt_rand(1, 3) === 1 ? mt_rand(1, self::BATCH) : self::BATCH;
        $ids = (function (): \Generator {
            for ($i = 0; $i < self::BATCH; $i++) {
                yield 'INV-' . $this->someOrder();
            }
        })();
        foreach ($client->checkStatuses($ids, mt_rand(1, 16)) as $outcome) {
            $this->calls++;
            $this->count($outcome);
            if (--$stop <= 0) {
                break; // leaving the loop cancels what is open
            }
        }
    }

    private function count(object $outcome): void
    {
        $class = substr((string) strrchr('\\' . $outcome::class, '\\'), 1);
        $this->outcomes[$class] = 1 + ($this->outcomes[$class] ?? 0);
    }

    private function sample(): void
    {
        // Kept connections come and go with the faults: they are not what is counted.
        \DokuAkulaku::closeConnections();
        gc_collect_cycles();
        preg_match('/^VmRSS:\s+(\d+) kB/m', (string) file_get_contents('/proc/self/status'), $found);
        foreach ([$this->calls, (int) $found[1], memory_get_usage(), count(scandir('/proc/self/fd'))] as $number) {
            $this->numbers[$this->taken++] = $number;
        }
    }

    /** @return list<array{int, int, int, int}> */
    public function samples(): array
    {
        return array_chunk(array_slice($this->numbers->toArray(), 0, $this->taken), 4);
    }
}

function median(array $values): float
{
    sort($values);
    return (float) $values[intdiv(count($values), 2)];
}

$calls = max(2000, (int) ($options['calls'] ?? 20000));
$seed = (int) ($options['seed'] ?? random_int(1, 999999));
$simulator = new Simulator(['--https', '--ledger-limit', '1000', '--order-limit', '10000']);
$soak = new Soak($simulator, $seed);
$started = hrtime(true);
$soak->run($calls);
$seconds = (hrtime(true) - $started) / 1e9;
$samples = $soak->samples();

// The first part fills the pools and the allocator.
$warm = array_values(array_filter($samples, static fn (array $s): bool => $s[0] > min($calls / 2, 50000)));
$quarter = max(1, intdiv(count($warm), 4));
$column = static fn (array $rows, int $index): array => array_column($rows, $index);
$first = array_slice($warm, 0, $quarter);
$last = array_slice($warm, -$quarter);
$growth = median($column($last, 1)) - median($column($first, 1));
$spread = max($column($warm, 1)) - min($column($warm, 1));
$memory = max($column($warm, 2)) - min($column($warm, 2));
$descriptors = [min($column($warm, 3)), max($column($warm, 3))];
$totals = $simulator->control('GET', 'totals');

if (isset($options['samples'])) {
    foreach ($samples as $sample) {
        vprintf("%d calls: RSS %d KiB, PHP %d bytes, %d descriptors\n", $sample);
    }
}
ksort($soak->outcomes);
printf(
    "seed %d: %d calls, %.0f s (%.0f a second): %s\n",
    $seed,
    $soak->calls,
    $seconds,
    $soak->calls / $seconds,
    implode(', ', array_map(static fn (string $c, int $n): string => "$c $n", array_keys($soak->outcomes), $soak->outcomes))
);
printf(
    "RSS %d KiB after warm-up, %d at the end (medians), spread %d; PHP's memory spread %d bytes; descriptors %d to %d\n",
    median($column($first, 1)),
    median($column($last, 1)),
    $spread,
    $memory,
    ...$descriptors
);

$report = new Report();
$report->run('RSS is flat', static fn (): array => $growth <= 512 ? [] : ["it grew by $growth KiB (seed $seed)"]);
$report->run("PHP's memory is flat", static fn (): array => $memory <= 16384 ? [] : ["it varies by $memory bytes (seed $seed)"]);
$report->run('descriptors are flat', static fn (): array => $descriptors[0] === $descriptors[1] ? []
    : ["from $descriptors[0] to $descriptors[1] (seed $seed)"]);
$report->run('every class of outcome came', static function () use ($soak): array {
    return array_diff(['Response', 'ApiException', 'IndeterminateException', 'ResponseException'], array_keys($soak->outcomes));
});
$report->run('orders', static fn (): array => $soak->done <= $totals['executed'] ? []
    : ["$soak->done orders were reported as made, the server made $totals[executed]"]);
exit($report->end());
