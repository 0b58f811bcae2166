<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Gateway;

use DokuAkulaku\Payment\Model\PaymentsFactory;
use DokuAkulaku\Payment\Model\Rupiah;
use DokuAkulaku\Payments\Outcome;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;
use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\Phrase;
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
    public function __construct(private readonly PaymentsFactory $payments)
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
            throw new LocalizedException($this->fullOnly((int) $whole));
        }
        $invoice = (string) $payment->getRefundTransactionId();
        $outcome = $this->payments->create()->refund($invoice, $whole);
        if ($outcome->result !== Result::Done) {
            throw new LocalizedException($this->words($outcome, $whole));
        }
        $payment->setTransactionId("R-$invoice");
        $payment->setIsTransactionClosed(1);
        $payment->setShouldCloseParentTransaction(1);
        return null;
    }

    private function words(Outcome $outcome, int $amount): Phrase
    {
        if ($outcome->result === Result::Unknown) {
            return __('It is not known yet whether the money was refunded. Do not transfer it by hand. Press "Refund" once more: the same request is sent again and is not executed twice.');
        }
        return match ($outcome->reason) {
            Reason::FullOnly => $this->fullOnly($amount),
            Reason::NotPaid, Reason::UnknownInvoice => __('There is no Akulaku payment to refund on this invoice.'),
            Reason::NoIdentifiers => __('DOKU has not told Akulaku\'s numbers of this payment, which a refund needs. Press "Ask DOKU", then refund again.'),
            Reason::CopiedSite => __('This shop may be a copy. Say under Stores > Configuration > Payment Methods > Akulaku PayLater whether it was moved or copied. Nothing was sent.'),
            Reason::AccountUnknown => __('No website of this shop has the DOKU account that took this payment. Nothing was sent.'),
            Reason::RefusedByDoku, Reason::Invalid => __('DOKU refused the refund. Nothing was refunded.'),
            Reason::AmountDiffers => __('DOKU names another amount for this payment. Look at the order before you refund.'),
            default => __('DOKU cannot be reached; nothing was refunded. Try again later.'),
        };
    }

    private function fullOnly(int $amount): Phrase
    {
        return __('Akulaku through DOKU refunds the whole amount only. Refund %1, or ask DOKU about a partial refund.', Rupiah::format($amount));
    }
}
