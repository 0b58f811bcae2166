<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Gateway;

use DokuAkulaku\Payment\Model\OutcomeWords;
use DokuAkulaku\Payment\Model\PaymentsFactory;
use DokuAkulaku\Payment\Model\Rupiah;
use DokuAkulaku\Payments\Result;
use Magento\Framework\Exception\LocalizedException;
use Magento\Payment\Gateway\Command\ResultInterface;
use Magento\Payment\Gateway\CommandInterface;
use Magento\Payment\Gateway\Helper\SubjectReader;
use Magento\Sales\Model\Order\Payment;

/**
 * An online credit memo. The whole amount or nothing, also where REST lets a part through. An unknown outcome stays stored
 * outside Magento's transaction: pressing again completes it, and DOKU executes it once.
 */
class RefundCommand implements CommandInterface
{
    public function __construct(private readonly PaymentsFactory $payments, private readonly OutcomeWords $words)
    {
    }

    public function execute(array $commandSubject): ?ResultInterface
    {
        $payment = SubjectReader::readPayment($commandSubject)->getPayment();
        if (!$payment instanceof Payment) {
            return null;
        }
        $whole = Rupiah::whole($payment->getOrder()->getBaseGrandTotal());
        if ($whole === null || Rupiah::whole(SubjectReader::readAmount($commandSubject)) !== $whole) {
            throw new LocalizedException($this->words->fullOnly((int) $whole));
        }
        $invoice = (string) $payment->getRefundTransactionId();
        $outcome = $this->payments->create()->refund($invoice, $whole);
        if ($outcome->result !== Result::Done) {
            throw new LocalizedException($this->words->ofRefund($outcome, $whole));
        }
        $payment->setTransactionId("R-$invoice");
        $payment->setIsTransactionClosed(1);
        $payment->setShouldCloseParentTransaction(1);
        return null;
    }
}
