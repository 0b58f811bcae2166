<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Gateway;

use Magento\Framework\DataObject;
use Magento\Payment\Gateway\Command\ResultInterface;
use Magento\Payment\Gateway\CommandInterface;
use Magento\Payment\Gateway\Helper\SubjectReader;
use Magento\Sales\Model\Order;
use Magento\Sales\Model\Order\Payment;

/** The order waits for the money. Nothing is sent here: the order is not committed yet. */
class InitializeCommand implements CommandInterface
{
    public function execute(array $commandSubject): ?ResultInterface
    {
        $state = SubjectReader::readStateObject($commandSubject);
        $payment = SubjectReader::readPayment($commandSubject)->getPayment();
        if ($payment instanceof Payment) {
            $payment->getOrder()->setCanSendNewEmailFlag(false);
            $payment->setAmountAuthorized($payment->getOrder()->getTotalDue());
            $payment->setBaseAmountAuthorized($payment->getOrder()->getBaseTotalDue());
        }
        if ($state instanceof DataObject) {
            // The core's clean-up looks for exactly this status.
            $state->setData('state', Order::STATE_PENDING_PAYMENT);
            $state->setData('status', Order::STATE_PENDING_PAYMENT);
            $state->setData('is_notified', false);
        }
        return null;
    }
}
