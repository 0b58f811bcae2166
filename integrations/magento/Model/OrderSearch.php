<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use Magento\Quote\Model\QuoteIdMaskFactory;
use Magento\Quote\Model\ResourceModel\Quote\QuoteIdMask as QuoteIdMaskResource;
use Magento\Sales\Model\Order;
use Magento\Sales\Model\OrderFactory;
use Magento\Sales\Model\ResourceModel\Order as OrderResource;

/** An order of ours by what a buyer's program knows of it. Read afresh; null where there is none. */
class OrderSearch
{
    public function __construct(
        private readonly OrderFactory $orders,
        private readonly OrderResource $resource,
        private readonly QuoteIdMaskFactory $masks,
        private readonly QuoteIdMaskResource $maskResource,
    ) {
    }

    /** The masked id is as hard to guess as a token. */
    public function byMaskedCart(string $masked): ?Order
    {
        if (preg_match('/^[A-Za-z0-9]{32}$/', $masked) !== 1) {
            return null;
        }
        $mask = $this->masks->create();
        $this->maskResource->load($mask, $masked, 'masked_id');
        $quoteId = Scalar::number($mask->getData('quote_id'));
        return $quoteId > 0 ? $this->load($quoteId, 'quote_id') : null;
    }

    public function byNumber(string $number): ?Order
    {
        return $number === '' ? null : $this->load($number, 'increment_id');
    }

    public function byId(int $id): ?Order
    {
        return $this->load($id, 'entity_id');
    }

    public function ofCustomer(int $customerId, int $orderId): ?Order
    {
        $order = $this->load($orderId, 'entity_id');
        return $order !== null && $customerId > 0 && (int) $order->getCustomerId() === $customerId ? $order : null;
    }

    private function load(int|string $value, string $field): ?Order
    {
        $order = $this->orders->create();
        $this->resource->load($order, $value, $field);
        return $order->getId() !== null && $order->getPayment()?->getMethod() === Config::METHOD ? $order : null;
    }
}
