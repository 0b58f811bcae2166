<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Observer;

use DokuAkulaku\Payment\Model\CancelGate;
use DokuAkulaku\Payment\Model\Config;
use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Magento\Framework\Exception\LocalizedException;
use Magento\Sales\Model\Order\Payment;

/** The last guard, for code that calls Order::cancel() itself. Where DOKU has already cancelled, nothing is sent. */
class CancelSeen implements ObserverInterface
{
    public function __construct(private readonly CancelGate $gate)
    {
    }

    public function execute(Observer $observer): void
    {
        $payment = $observer->getEvent()->getData('payment');
        if (!$payment instanceof Payment || $payment->getMethod() !== Config::METHOD) {
            return;
        }
        if (!$this->gate->mayCancel((string) $payment->getOrder()->getEntityId())) {
            throw new LocalizedException($this->gate->words());
        }
    }
}
