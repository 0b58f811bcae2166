<?php

/**
 * Laravel's queue with its database driver, without an application:
 *   laravel.php FOLDER DOKU push refund INVOICE AMOUNT | push cancel ORDER | work | later SECONDS | state
 * `work` runs Laravel's worker until the queue has nothing to do now; `later` lets time pass for the queue.
 */

declare(strict_types=1);

use App\Jobs\CancelOrder;
use App\Jobs\RefundPayment;
use DokuAkulaku\Payments\Payments;
use Illuminate\Bus\Dispatcher as Bus;
use Illuminate\Container\Container;
use Illuminate\Contracts\Bus\Dispatcher as BusContract;
use Illuminate\Contracts\Debug\ExceptionHandler;
use Illuminate\Database\Capsule\Manager as Database;
use Illuminate\Events\Dispatcher;
use Illuminate\Foundation\Application;
use Illuminate\Queue\Capsule\Manager as Queue;
use Illuminate\Queue\Events\JobFailed;
use Illuminate\Queue\Worker;
use Illuminate\Queue\WorkerOptions;
use QueueTest\TestShop;

[, $folder, $doku, $command] = $argv;
require dirname(__DIR__, 2) . '/build/tools/queues/vendor/autoload.php';
require dirname(__DIR__, 2) . '/integrations/payments/src/autoload.php';
require __DIR__ . '/support.php';
foreach (['RefundPayment', 'CancelOrder'] as $job) {
    require dirname(__DIR__, 2) . "/examples/queues/Laravel$job.php";
}

$container = new Application($folder);
Container::setInstance($container);
$events = new Dispatcher($container);
$container->instance('events', $events);
$container->instance(BusContract::class, new Bus($container));
$container->instance(Payments::class, (new TestShop($folder, $doku))->payments());
touch("$folder/queue.sqlite");
$database = new Database($container);
$database->addConnection(['driver' => 'sqlite', 'database' => "$folder/queue.sqlite", 'busy_timeout' => 10000]);
$container->instance('db', $database->getDatabaseManager());
$pdo = $database->getConnection()->getPdo();
$pdo->exec('CREATE TABLE IF NOT EXISTS jobs (id INTEGER PRIMARY KEY, queue TEXT, payload TEXT, attempts INTEGER,'
    . ' reserved_at INTEGER, available_at INTEGER, created_at INTEGER)');
$queue = new Queue($container);
$queue->addConnection(['driver' => 'database', 'connection' => null, 'table' => 'jobs', 'queue' => 'default', 'retry_after' => 90]);
$connection = $queue->getConnection();

if ($command === 'push') {
    $connection->push($argv[4] === 'refund' ? new RefundPayment($argv[5], (int) $argv[6]) : new CancelOrder($argv[5]));
} elseif ($command === 'later') {
    $seconds = (int) $argv[4];
    $pdo->exec("UPDATE jobs SET available_at = available_at - $seconds, reserved_at = reserved_at - $seconds");
} elseif ($command === 'state') {
    echo json_encode($pdo->query('SELECT id, attempts, reserved_at IS NOT NULL AS reserved, available_at - created_at AS delay, payload FROM jobs ORDER BY id')
        ->fetchAll(PDO::FETCH_ASSOC), JSON_THROW_ON_ERROR), "\n";
} else {
    $handler = new class implements ExceptionHandler {
        public function report(Throwable $e): void
        {
            fwrite(STDERR, $e::class . ': ' . $e->getMessage() . "\n");
        }

        public function shouldReport(Throwable $e): bool
        {
            return true;
        }

        public function render($request, Throwable $e): never
        {
            throw $e;
        }

        public function renderForConsole($output, Throwable $e): void
        {
        }
    };
    $events->listen(JobFailed::class, static function (JobFailed $event) use ($folder): void {
        file_put_contents("$folder/failed", $event->exception->getMessage() . "\n", FILE_APPEND);
    });
    echo "working\n";
    $worker = new Worker($queue->getQueueManager(), $events, $handler, static fn (): bool => false);
    $worker->setName('default');
    $worker->daemon('default', 'default', new WorkerOptions(sleep: 0, stopWhenEmpty: true));
}
