<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Api;

/** The address of an order's payment page. For the checkout, REST, GraphQL, Hyvä and whoever else sends a buyer there. */
interface PaymentUrlInterface
{
    /**
     * The payment page of the order that the token names, made now if there is none yet.
     *
     * @param string $token as placed orders carry it, or the masked id of the guest's cart
     * @return string an http or https address
     * @throws \Magento\Framework\Exception\NoSuchEntityException no such order
     * @throws \Magento\Framework\Exception\LocalizedException no page now; the message is for the buyer
     */
    public function get(string $token): string;

    /**
     * The same for a customer who is logged in.
     *
     * @param int $customerId
     * @param int $orderId
     * @return string an http or https address
     * @throws \Magento\Framework\Exception\NoSuchEntityException no such order of this customer
     * @throws \Magento\Framework\Exception\LocalizedException no page now; the message is for the buyer
     */
    public function getForCustomer(int $customerId, int $orderId): string;
}
