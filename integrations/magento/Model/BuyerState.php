<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use DokuAkulaku\Status;
use Magento\Sales\Model\Order;

/** What a buyer is told: waiting, paid, late (paid after the end), failed, ended, refunded. By the stored state, never by the address of the return. */
class BuyerState
{
    private const CHECK_EVERY = 60;

    public function __construct(private readonly PaymentsFactory $payments, private readonly Log $log)
    {
    }

    /** @param bool $ask DOKU too, at most once a minute for all who ask */
    public function of(Order $order, bool $ask = false): string
    {
        if (!PaymentsFactory::isExtensionLoaded()) {
            return 'waiting';
        }
        try {
            $key = (string) $order->getEntityId();
            $attempts = $this->payments->store()->attempts($key);
            $open = $attempts->open();
            if ($ask && $open !== null && $this->payments->store()->claimCheck($open->invoice, self::CHECK_EVERY)) {
                $this->payments->create()->check($open->invoice, 10.0);
                $this->payments->create()->tell($key);
                $attempts = $this->payments->store()->attempts($key);
            }
            return match ($attempts->status()) {
                // Money that came after the order was cancelled: the shop has an alarm, the buyer an honest word.
                Status::Success => $order->isCanceled() ? 'late' : 'paid',
                Status::Refunded => 'refunded',
                Status::Failed => 'failed',
                Status::Expired, Status::Cancelled => 'ended',
                default => $order->isCanceled() ? 'ended' : 'waiting',
            };
        } catch (\Throwable $error) {
            $this->log->failed('the state of an order could not be read', $error);
            return 'waiting';
        }
    }
}
