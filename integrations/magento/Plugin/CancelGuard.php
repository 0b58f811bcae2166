<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Plugin;

use DokuAkulaku\Payment\Model\CancelGate;
use DokuAkulaku\Payment\Model\Config;
use Magento\Framework\App\Area;
use Magento\Framework\App\State;
use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\Message\ManagerInterface as Messages;
use Magento\Sales\Api\OrderManagementInterface;
use Magento\Sales\Model\Order;
use Magento\Sales\Model\OrderFactory;
use Magento\Sales\Model\ResourceModel\Order as OrderResource;

/**
 * Admin, mass action, REST and the hourly clean-up cancel through here. DOKU is asked first; where it is paid or nobody
 * knows, the answer is false and no exception: the clean-up goes on with the orders behind.
 */
class CancelGuard
{
    public function __construct(
        private readonly CancelGate $gate,
        private readonly OrderFactory $orders,
        private readonly OrderResource $resource,
        private readonly Messages $messages,
        private readonly State $state,
    ) {
    }

    /** @param int|string $id */
    public function aroundCancel(OrderManagementInterface $subject, callable $proceed, $id): bool
    {
        $order = $this->orders->create();
        $this->resource->load($order, (int) $id);
        $isOurs = $order->getId() !== null && $order->getPayment()?->getMethod() === Config::METHOD;
        if (!$isOurs || !$order->canCancel()) {
            return (bool) $proceed($id);
        }
        if ($this->gate->mayCancel((string) $order->getEntityId())) {
            return (bool) $proceed($id);
        }
        $this->tellAdmin();
        return false;
    }

    private function tellAdmin(): void
    {
        try {
            if ($this->state->getAreaCode() === Area::AREA_ADMINHTML) {
                $this->messages->addErrorMessage($this->gate->words()->render());
            }
        } catch (LocalizedException) {
            return; // a command line without an area: nobody is there to read it
        }
    }
}
