<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\Lock\LockManagerInterface;
use Magento\Sales\Api\OrderRepositoryInterface;
use Magento\Sales\Model\Order;
use Magento\Sales\Model\OrderFactory;
use Magento\Sales\Model\ResourceModel\Order as OrderResource;

/**
 * Changes one order: named lock, transaction, the order's row locked before it is loaded, one save. The named lock keeps
 * our own workers apart; the row lock makes us wait for a credit memo or a shipment that another process is saving, and
 * read what it wrote. No call to DOKU is made under it.
 */
class OrderWriter
{
    private const WAIT_SECONDS = 10;

    public function __construct(
        private readonly LockManagerInterface $locks,
        private readonly ResourceConnection $connections,
        private readonly OrderFactory $orders,
        private readonly OrderResource $resource,
        private readonly OrderRepositoryInterface $repository,
    ) {
    }

    /**
     * @param \Closure(Order): bool $change true: save
     * @return ?Order as saved; null: there is no such order
     * @throws \RuntimeException another worker holds the order
     */
    public function write(int $id, \Closure $change): ?Order
    {
        $name = "doku_akulaku_$id";
        if (!$this->locks->lock($name, self::WAIT_SECONDS)) {
            throw new \RuntimeException("Order $id is locked by another worker.");
        }
        try {
            return $this->locked($id, $change);
        } finally {
            $this->locks->unlock($name);
        }
    }

    private function locked(int $id, \Closure $change): ?Order
    {
        $connection = $this->connections->getConnection('sales');
        $connection->beginTransaction();
        try {
            $select = $connection->select()->from($this->resource->getMainTable(), ['entity_id'])
                ->where('entity_id = ?', $id)->forUpdate();
            $order = null;
            if ($connection->fetchOne($select) !== false) {
                $order = $this->orders->create();
                $this->resource->load($order, $id);
                if ($change($order) === true) {
                    $this->repository->save($order);
                }
            }
            $connection->commit();
            return $order;
        } catch (\Throwable $error) {
            $connection->rollBack();
            throw $error;
        }
    }
}
