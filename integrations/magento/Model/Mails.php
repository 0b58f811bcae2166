<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use Magento\Sales\Model\Order;
use Magento\Sales\Model\Order\Email\Sender\InvoiceSender;
use Magento\Sales\Model\Order\Email\Sender\OrderSender;

/** The order's mail waits for the money. Magento marks what it has sent, so nothing goes out twice. */
class Mails
{
    public function __construct(
        private readonly OrderSender $orders,
        private readonly InvoiceSender $invoices,
        private readonly Log $log,
    ) {
    }

    /** After the commit. A mail that fails does not undo a payment. */
    public function send(Order $order): void
    {
        if (Rupiah::whole($order->getTotalDue()) !== 0 || $order->isCanceled()) {
            return;
        }
        try {
            if (!(bool) $order->getEmailSent()) {
                $this->orders->send($order);
            }
            foreach ($order->getInvoiceCollection() as $invoice) {
                if (!(bool) $invoice->getEmailSent()) {
                    $this->invoices->send($invoice);
                }
            }
        } catch (\Exception $error) {
            $this->log->failed('a mail of order ' . $order->getIncrementId() . ' could not be sent', $error);
        }
    }
}
