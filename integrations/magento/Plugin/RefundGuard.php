<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Plugin;

use DokuAkulaku\Payment\Model\Config;
use DokuAkulaku\Payment\Model\OfflineRefund;
use Magento\Framework\Exception\LocalizedException;
use Magento\Sales\Api\Data\CreditmemoInterface;
use Magento\Sales\Api\Data\OrderInterface;
use Magento\Sales\Model\Order;
use Magento\Sales\Model\Order\RefundAdapterInterface;

/**
 * "Refund offline" gives no money back. On an order that Akulaku paid it needs somebody who says that he means it. Admin and
 * REST, of an invoice or of an order, all pass the adapter.
 */
class RefundGuard
{
    public function __construct(private readonly OfflineRefund $choice)
    {
    }

    /**
     * @param bool $isOnline
     */
    public function beforeRefund(
        RefundAdapterInterface $subject,
        CreditmemoInterface $creditmemo,
        OrderInterface $order,
        $isOnline = false,
    ): void {
        if ($isOnline || !$order instanceof Order || $order->getPayment()?->getMethod() !== Config::METHOD) {
            return;
        }
        if ($this->choice->isPaid($order) && !$this->choice->isMeant($creditmemo)) {
            throw new LocalizedException(__(
                'An offline refund returns no money through Akulaku. Use "Refund" on the invoice, or tick "The money was returned in another way".'
            ));
        }
    }
}
