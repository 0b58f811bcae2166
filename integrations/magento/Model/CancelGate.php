<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use DokuAkulaku\Payments\Outcome;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;
use Magento\Framework\Phrase;

/** Whether an order may be cancelled: only when no try of it can be paid any more, by DOKU's own word. */
class CancelGate
{
    private const SECONDS = 15.0;
    private ?Outcome $last = null;

    public function __construct(private readonly PaymentsFactory $payments, private readonly Hurry $hurry, private readonly Log $log)
    {
    }

    public function mayCancel(string $order): bool
    {
        if (!PaymentsFactory::isExtensionLoaded()) {
            // Whatever was sent cannot be cancelled without it.
            return false;
        }
        try {
            $this->last = $this->payments->create()->cancel($order, self::SECONDS);
        } catch (\Throwable $error) {
            $this->log->failed("order $order could not be cancelled at DOKU", $error);
            $this->last = new Outcome(Result::Later, Reason::NoStore);
        }
        if ($this->last->result === Result::Unknown || $this->last->reason === Reason::Paid) {
            $this->hurry->order($order);
        }
        return $this->last->result === Result::Done;
    }

    public function words(): Phrase
    {
        return match (true) {
            $this->last === null => __('The PHP extension doku_akulaku is not active, so the Akulaku payment cannot be cancelled. The order was not cancelled.'),
            $this->last->reason === Reason::Paid => __('The order was paid through Akulaku meanwhile. It was not cancelled.'),
            $this->last->result === Result::Unknown => __('It is not known yet whether DOKU cancelled the payment. The order was not cancelled. Try again in a minute.'),
            default => __('The Akulaku payment could not be cancelled at DOKU. The order was not cancelled. Try again later.'),
        };
    }
}
