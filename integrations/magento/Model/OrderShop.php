<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use DokuAkulaku\Payments\Alarm;
use DokuAkulaku\Payments\Attempts;
use DokuAkulaku\Payments\Shop;
use DokuAkulaku\Status;
use Magento\Framework\Event\ManagerInterface as EventManager;
use Magento\Sales\Model\Order;

/**
 * Brings Magento's order to the payments' state. It runs for one worker an order at a time, perhaps twice for one change:
 * so everything is decided on the order as it is now, and each note is written once.
 */
class OrderShop implements Shop
{
    public function __construct(
        private readonly OrderWriter $writer,
        private readonly OrderPaid $paid,
        private readonly Notes $notes,
        private readonly Mails $mails,
        private readonly EventManager $events,
    ) {
    }

    public function apply(string $order, Attempts $attempts): void
    {
        $saved = $this->writer->write((int) $order, fn (Order $found): bool => $this->change($found, $attempts));
        if ($saved === null) {
            // Deleted by hand: nothing is left to change. The payment's history stays.
            return;
        }
        $this->mails->send($saved);
        $this->events->dispatch('doku_akulaku_status_changed', [
            'order' => $saved, 'status' => $attempts->status(), 'attempts' => $attempts,
        ]);
    }

    private function change(Order $order, Attempts $attempts): bool
    {
        if ($order->getPayment()?->getMethod() !== Config::METHOD) {
            return false;
        }
        $changed = match ($attempts->status()) {
            Status::Success => $this->paid->apply($order, $attempts->paid()[0]),
            Status::Refunded => $this->refunded($order, $attempts),
            Status::Expired, Status::Cancelled => $this->ended($order, $attempts),
            Status::Failed => $this->failed($order, $attempts),
            Status::Pending, Status::Unknown => false,
        };
        return $this->alarms($order, $attempts) || $changed;
    }

    /** The money went back. A credit memo is made by the one who presses "Refund": it completes from the stored call. */
    private function refunded(Order $order, Attempts $attempts): bool
    {
        if ($order->getState() === Order::STATE_CLOSED) {
            return false;
        }
        $invoice = (string) $attempts->latest()?->invoice;
        return $this->notes->add($order, "refunded:$invoice", __(
            'DOKU says that payment %1 was refunded. If the order has no credit memo yet, press "Refund" on its invoice: nothing is sent again.',
            $invoice
        ));
    }

    private function ended(Order $order, Attempts $attempts): bool
    {
        $invoice = (string) $attempts->latest()?->invoice;
        $key = 'ended:' . $invoice;
        $text = $attempts->status() === Status::Expired
            ? __('The Akulaku payment %1 has expired without being paid.', $invoice)
            : __('The Akulaku payment %1 was cancelled.', $invoice);
        $noted = $this->notes->add($order, $key, $text);
        if (!$order->canCancel() || $order->getState() !== Order::STATE_PENDING_PAYMENT) {
            return $noted;
        }
        $order->cancel();
        return true;
    }

    /** A FAILED may still become a SUCCESS: the order stays as it is, and the buyer can try again. */
    private function failed(Order $order, Attempts $attempts): bool
    {
        $invoice = (string) $attempts->latest()?->invoice;
        return $this->notes->add($order, "failed:$invoice", __('Akulaku did not accept the payment %1.', $invoice));
    }

    private function alarms(Order $order, Attempts $attempts): bool
    {
        $changed = false;
        foreach ($attempts->alarms() as $alarm) {
            $changed = $this->notes->alarm($order, $alarm->value, $this->words($alarm, $attempts)) || $changed;
        }
        return $changed;
    }

    private function words(Alarm $alarm, Attempts $attempts): \Magento\Framework\Phrase
    {
        $invoices = implode(', ', array_map(static fn ($attempt): string => $attempt->invoice, $attempts->paid()));
        return AlarmWords::of($alarm, $invoices === '' ? (string) $attempts->latest()?->invoice : $invoices);
    }
}
