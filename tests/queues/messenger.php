<?php

/**
 * Symfony Messenger with its Doctrine transport, without a kernel:
 *   messenger.php FOLDER DOKU push refund INVOICE AMOUNT | work | later SECONDS | state
 */

declare(strict_types=1);

use App\Message\RefundPayment;
use App\MessageHandler\RefundPaymentHandler;
use Doctrine\DBAL\DriverManager;
use QueueTest\TestShop;
use Symfony\Component\EventDispatcher\EventDispatcher;
use Symfony\Component\Messenger\Bridge\Doctrine\Transport\Connection;
use Symfony\Component\Messenger\Bridge\Doctrine\Transport\DoctrineTransport;
use Symfony\Component\Messenger\Envelope;
use Symfony\Component\Messenger\Event\WorkerMessageFailedEvent;
use Symfony\Component\Messenger\Event\WorkerRunningEvent;
use Symfony\Component\Messenger\EventListener\SendFailedMessageForRetryListener;
use Symfony\Component\Messenger\Handler\HandlersLocator;
use Symfony\Component\Messenger\MessageBus;
use Symfony\Component\Messenger\Middleware\HandleMessageMiddleware;
use Symfony\Component\Messenger\Retry\MultiplierRetryStrategy;
use Symfony\Component\Messenger\Transport\Serialization\PhpSerializer;
use Symfony\Component\Messenger\Worker;

[, $folder, $doku, $command] = $argv;
require dirname(__DIR__, 2) . '/build/tools/queues/vendor/autoload.php';
require dirname(__DIR__, 2) . '/integrations/payments/src/autoload.php';
require __DIR__ . '/support.php';
foreach (['', 'Handler'] as $part) {
    require dirname(__DIR__, 2) . "/examples/queues/MessengerRefundPayment$part.php";
}

$database = DriverManager::getConnection(['driver' => 'pdo_sqlite', 'path' => "$folder/queue.sqlite"]);
$connection = new Connection(['table_name' => 'messages', 'queue_name' => 'default', 'redeliver_timeout' => 3600, 'auto_setup' => true], $database);
$transport = new DoctrineTransport($connection, new PhpSerializer());

if ($command === 'push') {
    $transport->send(new Envelope(new RefundPayment($argv[5], (int) $argv[6])));
} elseif ($command === 'later') {
    $seconds = (int) $argv[4];
    $database->executeStatement("UPDATE messages SET available_at = datetime(available_at, '-$seconds seconds'), delivered_at = datetime(delivered_at, '-$seconds seconds')");
} elseif ($command === 'state') {
    $rows = $database->fetchAllAssociative("SELECT id, delivered_at IS NOT NULL AS reserved, strftime('%s', available_at) - strftime('%s', created_at) AS delay, body AS payload FROM messages ORDER BY id");
    echo json_encode($rows, JSON_THROW_ON_ERROR), "\n";
} else {
    $handler = new RefundPaymentHandler((new TestShop($folder, $doku))->payments());
    $bus = new MessageBus([new HandleMessageMiddleware(new HandlersLocator([RefundPayment::class => [$handler]]))]);
    $events = new EventDispatcher();
    // framework.messenger.transports.async.retry_strategy: {max_retries: 3, delay: 60000, multiplier: 2, max_delay: 3600000}
    $locator = static fn (object $service): Psr\Container\ContainerInterface => new class ($service) implements Psr\Container\ContainerInterface {
        public function __construct(private readonly object $service)
        {
        }

        public function get(string $id): object
        {
            return $this->service;
        }

        public function has(string $id): bool
        {
            return true;
        }
    };
    $events->addSubscriber(new SendFailedMessageForRetryListener($locator($transport), $locator(new MultiplierRetryStrategy(3, 60000, 2, 3600000, 0.0))));
    $events->addListener(WorkerMessageFailedEvent::class, static function (WorkerMessageFailedEvent $event) use ($folder): void {
        if (!$event->willRetry()) {
            file_put_contents("$folder/failed", $event->getThrowable()->getPrevious()?->getMessage() . "\n", FILE_APPEND);
        }
    }, -200);
    $events->addListener(WorkerRunningEvent::class, static function (WorkerRunningEvent $event): void {
        if ($event->isWorkerIdle()) {
            $event->getWorker()->stop();
        }
    });
    echo "working\n";
    (new Worker(['default' => $transport], $bus, $events))->run(['sleep' => 0]);
}
