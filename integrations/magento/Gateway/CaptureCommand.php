<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Gateway;

use DokuAkulaku\Payment\Model\PaymentsFactory;
use DokuAkulaku\Status;
use Magento\Framework\Exception\LocalizedException;
use Magento\Payment\Gateway\Command\ResultInterface;
use Magento\Payment\Gateway\CommandInterface;
use Magento\Payment\Gateway\Helper\SubjectReader;
use Magento\Sales\Model\Order\Payment;

/** "Capture online" asks DOKU whether the customer has paid: it cannot take money by itself. */
class CaptureCommand implements CommandInterface
{
    public function __construct(private readonly PaymentsFactory $payments)
    {
    }

    public function execute(array $commandSubject): ?ResultInterface
    {
        $payment = SubjectReader::readPayment($commandSubject)->getPayment();
        if (!$payment instanceof Payment) {
            return null;
        }
        $order = (string) $payment->getOrder()->getEntityId();
        foreach ($this->payments->store()->attempts($order) as $attempt) {
            if (!$attempt->status->isFinal()) {
                $this->payments->create()->check($attempt->invoice);
            }
        }
        $attempts = $this->payments->store()->attempts($order);
        if ($attempts->status() !== Status::Success) {
            throw new LocalizedException(__('DOKU does not report this order as paid. It cannot be captured.'));
        }
        $payment->setTransactionId($attempts->paid()[0]->invoice);
        $payment->setIsTransactionClosed(0);
        return null;
    }
}
