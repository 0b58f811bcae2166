<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use DokuAkulaku\Payments\StoreException;
use Magento\Framework\App\RequestInterface;
use Magento\Framework\DataObject;
use Magento\Sales\Api\Data\CreditmemoInterface;
use Magento\Sales\Model\Order;

/** The explicit choice to book a refund that Akulaku does not make. */
class OfflineRefund
{
    public const FIELD = 'doku_akulaku_offline';

    public function __construct(private readonly RequestInterface $request, private readonly StoreConnection $connection)
    {
    }

    public function isMeant(CreditmemoInterface $creditmemo): bool
    {
        $form = $this->request->getParam('creditmemo');
        return (is_array($form) && Scalar::text($form[self::FIELD] ?? '') === '1')
            || ($creditmemo instanceof DataObject && Scalar::number($creditmemo->getData(self::FIELD)) === 1)
            || (bool) $creditmemo->getExtensionAttributes()?->getDokuAkulakuOffline();
    }

    /** Akulaku has the money of a try of this order. Where that cannot be read, it counts as paid. */
    public function isPaid(Order $order): bool
    {
        if (!PaymentsFactory::isExtensionLoaded()) {
            return true;
        }
        try {
            return $this->connection->store()->attempts((string) $order->getEntityId())->paid() !== [];
        } catch (StoreException) {
            return true;
        }
    }
}
