<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Observer;

use DokuAkulaku\Payment\Model\Config;
use DokuAkulaku\Payment\Model\Scalar;
use Magento\Framework\App\ResourceConnection;
use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Magento\Framework\Exception\LocalizedException;
use Magento\Sales\Model\Order;

/**
 * One cart, one order. Magento places under a lock of the cart, but a request that has read the cart before another one
 * placed it goes on with what it read. So it is read once more, under that lock.
 */
class PlacedOnce implements ObserverInterface
{
    public function __construct(private readonly ResourceConnection $resource)
    {
    }

    public function execute(Observer $observer): void
    {
        $order = $observer->getEvent()->getData('order');
        if (!$order instanceof Order || $order->getPayment()?->getMethod() !== Config::METHOD || Scalar::number($order->getQuoteId()) === 0) {
            return;
        }
        $connection = $this->resource->getConnection('checkout');
        $select = $connection->select()->from($this->resource->getTableName('quote', 'checkout'), ['is_active'])
            ->where('entity_id = ?', (int) $order->getQuoteId());
        if ((string) $connection->fetchOne($select) === '0') {
            throw new LocalizedException(__('This cart has already been ordered.'));
        }
    }
}
