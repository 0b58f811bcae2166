<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use DokuAkulaku\Payments\Alarm;
use DokuAkulaku\Payments\Attempt;
use Magento\Sales\Api\Data\TransactionInterface;
use Magento\Sales\Model\Order;
use Magento\Sales\Model\Order\Invoice;
use Magento\Sales\Model\Order\Payment;

/** A SUCCESS on an order: one invoice with the payment's number as its transaction, whoever invoiced it. */
class OrderPaid
{
    public function __construct(private readonly Notes $notes)
    {
    }

    /** @return bool the order was changed */
    public function apply(Order $order, Attempt $attempt): bool
    {
        $payment = $order->getPayment();
        if (!$payment instanceof Payment || $this->isBooked($order, $attempt)) {
            return false;
        }
        if ($order->isCanceled() || $order->getState() === Order::STATE_CLOSED) {
            return $this->alarm($order, Alarm::PaidAfterCancel, $attempt);
        }
        if (Rupiah::whole($order->getBaseGrandTotal()) !== $attempt->amount) {
            return $this->alarm($order, Alarm::AmountDiffers, $attempt);
        }
        // On hold means: not to be shipped yet. The money is booked all the same, and the hold stays.
        $isHeld = $order->canUnhold();
        if ($isHeld) {
            $order->unhold();
        }
        $changed = $this->book($order, $payment, $attempt);
        if ($isHeld && $order->canHold()) {
            $order->hold();
        }
        return $changed;
    }

    private function book(Order $order, Payment $payment, Attempt $attempt): bool
    {
        $invoices = $this->invoices($order);
        $offline = $this->offlineInvoice($order, $invoices);
        if ($offline === null && ($invoices !== [] || !$order->canInvoice())) {
            return $this->alarm($order, Alarm::PaidElsewhere, $attempt);
        }
        $payment->setTransactionId($attempt->invoice);
        $payment->setCurrencyCode($order->getBaseCurrencyCode());
        $payment->setIsTransactionClosed(0);
        if ($offline !== null) {
            $this->attach($order, $payment, $offline, $attempt);
        } else {
            $payment->registerCaptureNotification($order->getBaseGrandTotal(), true);
        }
        $this->notes->add($order, "paid:$attempt->invoice", __(
            'Paid through Akulaku: %1 (payment %2).',
            Rupiah::format($attempt->amount),
            $attempt->invoice
        ));
        return true;
    }

    private function alarm(Order $order, Alarm $alarm, Attempt $attempt): bool
    {
        return $this->notes->alarm($order, $alarm->value, AlarmWords::of($alarm, $attempt->invoice));
    }

    private function isBooked(Order $order, Attempt $attempt): bool
    {
        foreach ($this->invoices($order) as $invoice) {
            if ($invoice->getTransactionId() === $attempt->invoice) {
                return true;
            }
        }
        return false;
    }

    /** @return list<Invoice> those that count */
    private function invoices(Order $order): array
    {
        $invoices = [];
        foreach ($order->getInvoiceCollection() as $invoice) {
            if ((int) $invoice->getState() !== Invoice::STATE_CANCELED) {
                $invoices[] = $invoice;
            }
        }
        return $invoices;
    }

    /**
     * Somebody invoiced the whole order by hand before the money came. Invoices of parts say that parts were paid otherwise:
     * that is for a person, as Akulaku pays and refunds the whole.
     *
     * @param list<Invoice> $invoices
     */
    private function offlineInvoice(Order $order, array $invoices): ?Invoice
    {
        $isOne = count($invoices) === 1 && (string) $invoices[0]->getTransactionId() === '' && !$order->canInvoice();
        return $isOne ? $invoices[0] : null;
    }

    /** The invoice gets the transaction, so that an online refund knows what to give back. */
    private function attach(Order $order, Payment $payment, Invoice $invoice, Attempt $attempt): void
    {
        $invoice->setTransactionId($attempt->invoice);
        if ((int) $invoice->getState() === Invoice::STATE_OPEN) {
            $invoice->pay();
        }
        $payment->setLastTransId($attempt->invoice);
        $payment->addTransaction(TransactionInterface::TYPE_CAPTURE, $invoice, true);
        $order->addRelatedObject($invoice);
        if (in_array($order->getState(), [Order::STATE_NEW, Order::STATE_PENDING_PAYMENT, Order::STATE_PAYMENT_REVIEW], true)) {
            $order->setState(Order::STATE_PROCESSING);
            $order->setStatus($order->getConfig()->getStateDefaultStatus(Order::STATE_PROCESSING) ?? Order::STATE_PROCESSING);
        }
    }
}
