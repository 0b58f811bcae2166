<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Tests;

use DokuAkulaku\Payment\Model\Consumer;
use DokuAkulaku\Payment\Model\Hurry;
use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Result;
use DokuAkulaku\Status;
use Magento\Framework\MessageQueue\PublisherInterface;
use PHPUnit\Framework\TestCase;

/**
 * The hurry over a real RabbitMQ: exchange, queue and binding as the module's XML declares them, a message as Magento's encoder writes
 * it (JSON). Magento's own consumer is run by scripts/magento-live.
 */
final class QueueTest extends TestCase
{
    private FakeShop $shop;
    private \AMQPConnection $connection;
    private \AMQPExchange $exchange;

    protected function setUp(): void
    {
        $this->shop = new FakeShop();
        $this->connection = new \AMQPConnection(['host' => '127.0.0.1', 'port' => RabbitMq::get()->port, 'login' => 'guest', 'password' => 'guest']);
        $this->connection->connect();
        $this->exchange = $this->declared($this->connection);
        $this->queue($this->connection)->purge();
    }

    private static function xml(string $file): \SimpleXMLElement
    {
        return simplexml_load_file(dirname(__DIR__, 2) . "/etc/$file") ?: throw new \RuntimeException($file);
    }

    private function queue(\AMQPConnection $connection): \AMQPQueue
    {
        $queue = new \AMQPQueue(new \AMQPChannel($connection));
        $queue->setName((string) self::xml('queue_consumer.xml')->consumer['queue']);
        $queue->setFlags(AMQP_DURABLE);
        $queue->declareQueue();
        return $queue;
    }

    private function declared(\AMQPConnection $connection): \AMQPExchange
    {
        $declared = self::xml('queue_topology.xml')->exchange;
        $exchange = new \AMQPExchange(new \AMQPChannel($connection));
        $exchange->setName((string) $declared['name']);
        $exchange->setType(AMQP_EX_TYPE_TOPIC);
        $exchange->setFlags(AMQP_DURABLE);
        $exchange->declareExchange();
        self::assertSame((string) self::xml('queue_consumer.xml')->consumer['queue'], (string) $declared->binding['destination']);
        $this->queue($connection)->bind((string) $declared['name'], (string) $declared->binding['topic']);
        return $exchange;
    }

    private function hurry(): Hurry
    {
        return new Hurry(new class ($this->exchange) implements PublisherInterface {
            public function __construct(private readonly \AMQPExchange $exchange)
            {
            }

            public function publish(string $topic, mixed $data): mixed
            {
                $this->exchange->publish(json_encode($data, JSON_THROW_ON_ERROR), $topic, AMQP_NOPARAM, ['delivery_mode' => 2]);
                return null;
            }
        }, $this->shop->log);
    }

    /** As Magento's consumer does: decode, call the handler, then say that it was done. */
    private function consume(): int
    {
        $count = 0;
        $queue = $this->queue($this->connection);
        while (($message = $queue->get()) instanceof \AMQPEnvelope) {
            $order = json_decode((string) $message->getBody(), true, 2, JSON_THROW_ON_ERROR);
            self::assertIsString($order, 'what communication.xml declares');
            (new Consumer($this->shop->factory, $this->shop->log))->process($order);
            $queue->ack((int) $message->getDeliveryTag());
            $count++;
        }
        return $count;
    }

    public function testTopicsAndHandlersOfTheXmlAreTheCodes(): void
    {
        $topic = (string) self::xml('communication.xml')->topic['name'];
        self::assertSame([Hurry::TOPIC, Hurry::TOPIC, Hurry::TOPIC], [$topic, (string) self::xml('queue_publisher.xml')->publisher['topic'],
            (string) self::xml('queue_topology.xml')->exchange->binding['topic']]);
        self::assertSame(Consumer::class . '::process', (string) self::xml('queue_consumer.xml')->consumer['handler']);
        self::assertSame('string', (string) self::xml('communication.xml')->topic['request']);
        self::assertFalse(isset(self::xml('queue_publisher.xml')->publisher->connection), 'db or amqp, whichever env.php names');
    }

    public function testAPaymentWhoseNotificationWasLostIsFoundInAHurry(): void
    {
        $order = new FakeOrder();
        $invoice = (string) $this->shop->pay($order)->attempt?->invoice;
        $this->shop->doku->pay($invoice, true);
        $this->hurry()->order('17');
        self::assertSame(1, $this->consume());
        self::assertSame(Status::Success, $this->shop->store->find($invoice)?->status);
    }

    public function testAnUnknownCallIsSentAgainAndCountsOnceHoweverOftenTheMessageComes(): void
    {
        $order = new FakeOrder();
        $invoice = (string) $this->shop->pay($order)->attempt?->invoice;
        $this->shop->doku->pay($invoice, true);
        $this->shop->payments->check($invoice);
        $this->shop->doku->faults([['fault' => 'close_after_request', 'count' => 2, 'match' => ['operation' => 'refund']]]);
        self::assertSame(Result::Unknown, $this->shop->payments->refund($invoice, 90000)->result);
        for ($times = 0; $times < 3; $times++) {
            $this->hurry()->order('17');
        }
        self::assertSame(3, $this->consume());
        self::assertSame([$invoice => 'REFUNDED'], $this->shop->doku->orders());
        self::assertCount(1, array_unique(array_column($this->shop->doku->requests('refund'), 'request_id')));
        foreach ($this->shop->store->calls($invoice) as $call) {
            self::assertSame(CallState::Done, $call->state);
        }
    }

    public function testAMessageOfAConsumerThatDiedComesAgain(): void
    {
        $this->hurry()->order('17');
        $other = new \AMQPConnection(['host' => '127.0.0.1', 'port' => RabbitMq::get()->port, 'login' => 'guest', 'password' => 'guest']);
        $other->connect();
        $theirs = $this->queue($other);
        self::assertInstanceOf(\AMQPEnvelope::class, $theirs->get());
        self::assertSame(0, $this->consume(), 'the other has it');
        $other->disconnect();
        for ($tries = 0, $count = 0; $tries < 100 && $count === 0; $tries++) {
            $count = $this->consume();
            usleep(20_000);
        }
        self::assertSame(1, $count);
    }

    public function testAnOrderThatIsNotThereOrABrokerThatIsGoneStopsNobody(): void
    {
        $this->hurry()->order('999');
        self::assertSame(1, $this->consume(), 'it does not come for ever');
        $hurry = $this->hurry();
        $this->connection->disconnect();
        $hurry->order('17');
        self::assertStringContainsString('could not be queued', implode("\n", $this->shop->logged->getArrayCopy()));
    }
}
