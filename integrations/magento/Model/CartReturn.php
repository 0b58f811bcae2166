<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use Magento\Checkout\Model\Session;
use Magento\Sales\Api\OrderManagementInterface;
use Magento\Sales\Model\Order;
use Magento\Sales\Model\OrderFactory;
use Magento\Sales\Model\ResourceModel\Order as OrderResource;

/** Cancels an order, and gives its cart back to the browser that placed it. */
class CartReturn
{
    public function __construct(
        private readonly OrderManagementInterface $management,
        private readonly OrderFactory $orders,
        private readonly OrderResource $resource,
        private readonly Session $session,
        private readonly Log $log,
    ) {
    }

    public function giveBack(Order $order): bool
    {
        if (!$order->isCanceled()) {
            try {
                $cancelled = $this->management->cancel((int) $order->getEntityId());
            } catch (\Exception $error) {
                $this->log->failed('order ' . $order->getIncrementId() . ' could not be cancelled', $error);
                $cancelled = false;
            }
            $fresh = $this->orders->create();
            $this->resource->load($fresh, (int) $order->getEntityId());
            if (!$cancelled && !$fresh->isCanceled()) {
                return false;
            }
        }
        // Another browser (Akulaku's, a mail program's) has no cart to give back to.
        if ((string) $this->session->getLastRealOrderId() === (string) $order->getIncrementId()) {
            $this->session->restoreQuote();
        }
        return true;
    }
}
