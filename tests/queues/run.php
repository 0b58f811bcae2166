<?php

/**
 * The recipes of docs/queues.md in the real frameworks, against the simulator: php tests/queues/run.php --extension PATH
 * The last line is "N passed, N failed".
 */

declare(strict_types=1);

namespace QueueTest;

use DokuAkulaku\Payments\Tests\Simulator;
use DokuAkulaku\Status;

$root = dirname(__DIR__, 2);
$extension = realpath((string) (getopt('', ['extension:'])['extension'] ?? ''));
if (!extension_loaded('doku_akulaku')) {
    if ($extension === false || getenv('QUEUE_TESTS_STARTED') !== false) {
        fwrite(STDERR, "Usage: php tests/queues/run.php --extension PATH\n");
        echo "0 passed, 1 failed\n";
        exit(2);
    }
    pcntl_exec(PHP_BINARY, ['-d', "extension=$extension", ...$argv], getenv() + ['QUEUE_TESTS_STARTED' => '1']);
}
require "$root/integrations/payments/tests/bootstrap.php";
require __DIR__ . '/support.php';

/** One framework with an empty queue and one paid order. */
final class Framework
{
    public readonly TestShop $shop;
    public readonly string $invoice;

    public function __construct(public readonly string $name, private readonly string $extension)
    {
        Simulator::get()->reset();
        $folder = sys_get_temp_dir() . '/queue-test-' . bin2hex(random_bytes(6));
        mkdir($folder, 0700);
        register_shutdown_function(static function () use ($folder): void {
            array_map(unlink(...), glob("$folder/*") ?: []);
            @rmdir($folder);
        });
        $this->shop = new TestShop($folder, Simulator::get()->http);
        $this->invoice = (string) $this->shop->payments()->pay($this->shop->purchase('1001'))->attempt?->invoice;
    }

    public function paid(): self
    {
        Simulator::get()->pay($this->invoice, true);
        $this->shop->payments()->check($this->invoice);
        return $this;
    }

    public function run(string ...$arguments): string
    {
        $process = $this->start(...$arguments);
        $output = (string) stream_get_contents($process[1][1]);
        $errors = (string) stream_get_contents($process[1][2]);
        $status = proc_close($process[0]);
        return $status === 0 ? trim($output) : throw new \RuntimeException("$arguments[0] ended with $status: $output$errors");
    }

    /** @return array{resource, array<int, resource>} */
    public function start(string ...$arguments): array
    {
        $command = [PHP_BINARY, '-d', "extension=$this->extension", '-d', 'error_reporting=' . (E_ALL & ~E_DEPRECATED), __DIR__ . "/$this->name.php",
            $this->shop->folder, Simulator::get()->http, ...$arguments];
        $process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], ['pipe', 'w']], $pipes);
        return $process === false ? throw new \RuntimeException('no process') : [$process, $pipes];
    }

    /** @return list<array<string, mixed>> */
    public function queue(): array
    {
        return json_decode($this->run('state'), true, 8, JSON_THROW_ON_ERROR);
    }

    /** @return list<string> lines of a file that a worker wrote */
    public function lines(string $file): array
    {
        return is_file("{$this->shop->folder}/$file") ? file("{$this->shop->folder}/$file", FILE_IGNORE_NEW_LINES) ?: [] : [];
    }

    /** @return array{int, int} refunds or cancels executed by DOKU, different Request-Ids */
    public function executed(string $operation): array
    {
        $requests = Simulator::get()->requests($operation);
        return [count(array_filter($requests, static fn (array $one): bool => (bool) $one['executed'])), count(array_unique(array_column($requests, 'request_id')))];
    }
}

function same(mixed $expected, mixed $seen, string $what): void
{
    if ($expected !== $seen) {
        throw new \RuntimeException("$what: expected " . json_encode($expected) . ', seen ' . json_encode($seen));
    }
}

$tests = [
    'a refund is executed once, however often its job comes' => static function (Framework $it): void {
        $it->paid();
        for ($times = 0; $times < 3; $times++) {
            $it->run('push', 'refund', $it->invoice, '90000');
        }
        $it->run('work');
        same([1, 1], $it->executed('refund'), 'executed, Request-Ids');
        same([[], []], [$it->queue(), $it->lines('failed')], 'queue and failures');
        same('1001 REFUNDED', $it->lines('told')[count($it->lines('told')) - 1] ?? '', 'the order follows');
    },
    'an unknown outcome is asked for again, later, until there is an answer' => static function (Framework $it): void {
        $it->paid();
        Simulator::get()->faults([['fault' => 'close_after_request', 'count' => 5, 'match' => ['operation' => 'refund']]]);
        $it->run('push', 'refund', $it->invoice, '90000');
        $delays = [];
        for ($round = 0; $round < 6; $round++) {
            $it->run('work');
            $delays[] = (int) ($it->queue()[0]['delay'] ?? -1);
            $it->run('later', '3700');
        }
        same([1, 1], $it->executed('refund'), 'executed, Request-Ids');
        same([[], []], [$it->queue(), $it->lines('failed')], 'after more tries than a retry strategy has: queue and failures');
        same([true, true], [$delays[0] >= 59, $delays[1] > $delays[0]], 'the distances grow: ' . implode(' ', $delays));
        same(Status::Refunded, $it->shop->store()->find($it->invoice)?->status, 'state');
    },
    'a worker that is killed while DOKU works: the job comes again, the refund is one' => static function (Framework $it): void {
        $it->paid();
        Simulator::get()->faults([['fault' => 'delay', 'seconds' => 2, 'match' => ['operation' => 'refund']]]);
        $it->run('push', 'refund', $it->invoice, '90000');
        [$process, $pipes] = $it->start('work');
        for ($tries = 0; $tries < 500 && Simulator::get()->requests('refund') === []; $tries++) {
            usleep(20_000);
        }
        posix_kill(proc_get_status($process)['pid'], SIGKILL);
        proc_close($process);
        same(1, (int) ($it->queue()[0]['reserved'] ?? 0), 'the queue keeps it as taken');
        $it->run('work');
        same(1, count($it->queue()), 'nobody takes it before its time');
        // DOKU is still at work on the first one for a while, and says so.
        for ($round = 0; $round < 60 && $it->queue() !== []; $round++) {
            $it->run('later', '3700');
            $it->run('work');
        }
        same([1, 1], $it->executed('refund'), 'executed, Request-Ids');
        same([[], Status::Refunded], [$it->queue(), $it->shop->store()->find($it->invoice)?->status], 'queue and state');
    },
    'a refused refund fails once, for a person' => static function (Framework $it): void {
        $it->run('push', 'refund', $it->invoice, '90000');
        $it->run('push', 'refund', $it->invoice, '45000');
        $it->run('work');
        same([[], ["$it->invoice: not_paid", "$it->invoice: full_only"]], [$it->queue(), $it->lines('failed')], 'queue and failures');
        same([0, 0], $it->executed('refund'), 'nothing was sent');
    },
    'a job holds keys, no customer and no secret' => static function (Framework $it): void {
        $it->run('push', 'refund', $it->invoice, '90000');
        $payload = (string) $it->queue()[0]['payload'];
        same([true, false, false, false], [str_contains($payload, $it->invoice), str_contains($payload, 'Siti'), str_contains($payload, '62812'),
            str_contains($payload, 'secret-key')], 'payload');
    },
];
$laravelOnly = [
    'an order is cancelled, and told when it was paid meanwhile' => static function (Framework $it): void {
        $it->run('push', 'cancel', '1001');
        Simulator::get()->faults([['fault' => 'close_after_request', 'count' => 1, 'match' => ['operation' => 'cancel']]]);
        $it->run('work');
        same(1, count($it->queue()), 'not known yet');
        $it->run('later', '3700');
        $it->run('work');
        same([[], Status::Cancelled, [1, 1]], [$it->queue(), $it->shop->store()->find($it->invoice)?->status, $it->executed('cancel')], 'cancelled');
    },
    'a cancel that comes after the money leaves the order paid' => static function (Framework $it): void {
        Simulator::get()->pay($it->invoice, true);
        $it->run('push', 'cancel', '1001');
        $it->run('work');
        same([[], '1001 SUCCESS'], [$it->queue(), $it->lines('told')[0] ?? ''], 'told');
    },
];

$passed = $failed = 0;
foreach (['laravel' => $tests + $laravelOnly, 'messenger' => $tests] as $name => $ofFramework) {
    foreach ($ofFramework as $title => $test) {
        try {
            $test(new Framework($name, (string) $extension));
            echo "ok     $name: $title\n";
            $passed++;
        } catch (\Throwable $error) {
            echo "FAILED $name: $title\n         {$error->getMessage()}\n";
            $failed++;
        }
    }
}
echo "$passed passed, $failed failed\n";
exit($failed === 0 ? 0 : 1);
