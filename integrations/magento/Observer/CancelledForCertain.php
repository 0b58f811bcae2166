<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Observer;

use DokuAkulaku\Payment\Model\CancelGate;
use DokuAkulaku\Payment\Model\Config;
use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Magento\Sales\Model\Order;

/**
 * A payment page may have been opened between the question to DOKU and the order's end. So what can still be paid is looked
 * for once more when the end is committed; whoever opens a page looks at the order after it, see Model\PaymentUrl.
 */
class CancelledForCertain implements ObserverInterface
{
    public function __construct(private readonly CancelGate $gate)
    {
    }

    public function execute(Observer $observer): void
    {
        $order = $observer->getEvent()->getData('order');
        if ($order instanceof Order && $order->isCanceled() && $order->getPayment()?->getMethod() === Config::METHOD) {
            $this->gate->mayCancel((string) $order->getEntityId());
        }
    }
}
