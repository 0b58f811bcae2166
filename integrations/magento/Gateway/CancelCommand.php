<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Gateway;

use DokuAkulaku\Payment\Model\CancelGate;
use Magento\Framework\Exception\LocalizedException;
use Magento\Payment\Gateway\Command\ResultInterface;
use Magento\Payment\Gateway\CommandInterface;
use Magento\Payment\Gateway\Helper\SubjectReader;
use Magento\Sales\Model\Order\Payment;

/** For whoever calls the gateway's cancel. Magento itself comes by the event, see Observer\CancelSeen. */
class CancelCommand implements CommandInterface
{
    public function __construct(private readonly CancelGate $gate)
    {
    }

    public function execute(array $commandSubject): ?ResultInterface
    {
        $payment = SubjectReader::readPayment($commandSubject)->getPayment();
        if ($payment instanceof Payment && !$this->gate->mayCancel((string) $payment->getOrder()->getEntityId())) {
            throw new LocalizedException($this->gate->words());
        }
        return null;
    }
}
