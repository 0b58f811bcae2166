<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Cron;

use DokuAkulaku\Payment\Model\Log;
use DokuAkulaku\Payment\Model\PaymentsFactory;

/** The guarantee: unanswered calls, look-ups, orders that were not told. Bounded in time and number; each order by itself. */
class Reconcile
{
    private const SECONDS = 25.0;
    private const LIMIT = 500;

    public function __construct(private readonly PaymentsFactory $payments, private readonly Log $log)
    {
    }

    public function execute(): void
    {
        if (!PaymentsFactory::isExtensionLoaded()) {
            return;
        }
        $report = $this->payments->create()->reconcile(self::SECONDS, self::LIMIT);
        if ($report->failed > 0 || $report->reason !== null) {
            $this->log->log('warning', 'Reconcile: {failed} failed, {reason}', [
                'failed' => $report->failed, 'reason' => $report->reason?->value,
            ]);
        }
        $this->payments->store()->emptyPayloads();
    }
}
