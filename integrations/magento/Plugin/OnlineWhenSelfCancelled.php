<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Plugin;

use DokuAkulaku\Payment\Model\SelfCancel;
use Magento\Sales\Api\RefundInvoiceInterface;

/** The credit memo of a customer's own cancellation gives the money back. What DOKU does not refund is not cancelled. */
class OnlineWhenSelfCancelled
{
    public function __construct(private readonly SelfCancel $selfCancel)
    {
    }

    /**
     * @param int|string $invoiceId
     * @param array<mixed> $items
     * @param bool $isOnline
     * @return ?array<mixed> the changed arguments
     */
    public function beforeExecute(
        RefundInvoiceInterface $subject,
        $invoiceId,
        array $items = [],
        $isOnline = false,
        mixed ...$rest,
    ): ?array {
        return $this->selfCancel->isRunning() ? [$invoiceId, $items, true, ...$rest] : null;
    }
}
