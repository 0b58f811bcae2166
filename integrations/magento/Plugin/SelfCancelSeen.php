<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Plugin;

use DokuAkulaku\Payment\Model\Config;
use DokuAkulaku\Payment\Model\SelfCancel;
use Magento\Sales\Model\Order;

/**
 * Magento_OrderCancellation, which older releases do not have, refunds a paid order with an offline credit memo: no money
 * would go back. For an order of ours OnlineWhenSelfCancelled makes it online.
 */
class SelfCancelSeen
{
    public function __construct(private readonly SelfCancel $selfCancel)
    {
    }

    /** @param \Closure(Order, string): Order $proceed */
    public function aroundExecute(object $subject, \Closure $proceed, Order $order, string $reason): Order
    {
        return $order->getPayment()?->getMethod() === Config::METHOD
            ? $this->selfCancel->run(static fn (): Order => $proceed($order, $reason))
            : $proceed($order, $reason);
    }
}
