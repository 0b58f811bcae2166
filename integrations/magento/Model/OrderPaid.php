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
        $offline = $this->invoiceWithoutTransaction($order);
        $payment->setTransactionId($attempt->invoice);
        $payment->setCurrencyCode($order->getBaseCurrencyCode());
        $payment->setIsTransactionClosed(0);
        if ($offline !== null) {
            $this->attach($order, $payment, $offline, $attempt);
        } elseif ($order->canInvoice()) {
            $payment->registerCaptureNotification($order->getBaseGrandTotal(), true);
        } else {
            return $this->alarm($order, Alarm::PaidElsewhere, $attempt);
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
        foreach ($order->getInvoiceCollection() as $invoice) {
            if ($invoice->getTransactionId() === $attempt->invoice && (int) $invoice->getState() !== Invoice::STATE_CANCELED) {
                return true;
            }
        }
        return false;
    }

    /** Somebody invoiced the order by hand before the money came. */
    private function invoiceWithoutTransaction(Order $order): ?Invoice
    {
        foreach ($order->getInvoiceCollection() as $invoice) {
            if ((int) $invoice->getState() !== Invoice::STATE_CANCELED && (string) $invoice->getTransactionId() === '') {
                return $invoice;
            }
        }
        return null;
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
