<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use DokuAkulaku\Payments\CallState;

/**
 * One order in a hurry: unanswered calls again, a look-up, the order told. It never throws: Magento's queue would drop the
 * message for ever. What fails here is the cron's.
 */
class Consumer
{
    public function __construct(private readonly PaymentsFactory $payments, private readonly Log $log)
    {
    }

    /** @param string $order entity id */
    public function process(string $order): void
    {
        if (!PaymentsFactory::isExtensionLoaded()) {
            return;
        }
        try {
            foreach ($this->payments->store()->attempts($order) as $attempt) {
                $this->settle($attempt->invoice);
            }
            $this->payments->create()->tell($order);
        } catch (\Throwable $error) {
            $this->log->failed("order $order", $error);
        }
    }

    private function settle(string $invoice): void
    {
        foreach ($this->payments->store()->calls($invoice) as $call) {
            if ($call->state === CallState::Unknown) {
                $this->payments->create()->repeat($call->requestId);
                return;
            }
        }
        $this->payments->create()->check($invoice);
    }
}
