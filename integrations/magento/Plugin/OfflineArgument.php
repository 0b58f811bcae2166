<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Plugin;

use DokuAkulaku\Payment\Model\OfflineRefund;
use Magento\Framework\DataObject;
use Magento\Sales\Api\Data\CreditmemoCommentCreationInterface;
use Magento\Sales\Api\Data\CreditmemoCreationArgumentsInterface;
use Magento\Sales\Api\Data\CreditmemoInterface;
use Magento\Sales\Api\Data\InvoiceInterface;
use Magento\Sales\Api\Data\OrderInterface;
use Magento\Sales\Model\Order\CreditmemoDocumentFactory;

/** REST says with the arguments that an offline refund is meant; Magento makes the credit memo without them. */
class OfflineArgument
{
    /**
     * @param array<mixed> $items
     * @param bool $appendComment
     */
    public function afterCreateFromInvoice(
        CreditmemoDocumentFactory $subject,
        CreditmemoInterface $result,
        InvoiceInterface $invoice,
        array $items = [],
        ?CreditmemoCommentCreationInterface $comment = null,
        $appendComment = false,
        ?CreditmemoCreationArgumentsInterface $arguments = null,
    ): CreditmemoInterface {
        return $this->marked($result, $arguments);
    }

    /**
     * @param array<mixed> $items
     * @param bool $appendComment
     */
    public function afterCreateFromOrder(
        CreditmemoDocumentFactory $subject,
        CreditmemoInterface $result,
        OrderInterface $order,
        array $items = [],
        ?CreditmemoCommentCreationInterface $comment = null,
        $appendComment = false,
        ?CreditmemoCreationArgumentsInterface $arguments = null,
    ): CreditmemoInterface {
        return $this->marked($result, $arguments);
    }

    private function marked(CreditmemoInterface $creditmemo, ?CreditmemoCreationArgumentsInterface $arguments): CreditmemoInterface
    {
        if ($creditmemo instanceof DataObject && (bool) $arguments?->getExtensionAttributes()?->getDokuAkulakuOffline()) {
            $creditmemo->setData(OfflineRefund::FIELD, 1);
        }
        return $creditmemo;
    }
}
