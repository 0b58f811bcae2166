<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use Magento\Framework\Encryption\EncryptorInterface;
use Magento\Sales\Api\Data\OrderInterface;
use Magento\Sales\Model\Order;
use Magento\Sales\Model\OrderFactory;
use Magento\Sales\Model\ResourceModel\Order as OrderResource;

/** Names an order in an address, signed: Akulaku's browser has no session of the shop. */
class Token
{
    public function __construct(
        private readonly EncryptorInterface $encryptor,
        private readonly OrderFactory $orders,
        private readonly OrderResource $resource,
    ) {
    }

    public function of(OrderInterface $order): string
    {
        return $order->getEntityId() . '-' . $this->signature((int) $order->getEntityId(), (string) $order->getIncrementId());
    }

    /** Read afresh. null: no such order, not ours, or not signed by this shop. */
    public function order(string $token): ?Order
    {
        if (preg_match('/^([1-9][0-9]{0,9})-([0-9a-f]{64})$/', $token, $match) !== 1) {
            return null;
        }
        $order = $this->orders->create();
        $this->resource->load($order, (int) $match[1]);
        if ($order->getId() === null || $order->getPayment()?->getMethod() !== Config::METHOD) {
            return null;
        }
        $signature = $this->signature((int) $match[1], (string) $order->getIncrementId());
        return hash_equals($signature, $match[2]) ? $order : null;
    }

    private function signature(int $id, string $number): string
    {
        return $this->encryptor->hash("doku_akulaku|$id|$number");
    }
}
