<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use Magento\Framework\MessageQueue\PublisherInterface;

/** Asks the queue to look at an order soon. Without a queue, or when it fails, the cron does it. */
class Hurry
{
    public const TOPIC = 'doku_akulaku.check';

    public function __construct(private readonly PublisherInterface $publisher, private readonly Log $log)
    {
    }

    public function order(string $order): void
    {
        try {
            $this->publisher->publish(self::TOPIC, $order);
        } catch (\Throwable $error) {
            $this->log->failed("order $order could not be queued", $error);
        }
    }
}
