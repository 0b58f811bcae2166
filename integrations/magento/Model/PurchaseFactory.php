<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use DokuAkulaku\Payments\CartLines;
use DokuAkulaku\Payments\Item;
use DokuAkulaku\Payments\Phone;
use DokuAkulaku\Payments\Purchase;
use DokuAkulaku\Payments\SafeText;
use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\Url;
use Magento\Sales\Model\Order;
use Magento\Sales\Model\Order\Address;
use Magento\Sales\Model\Order\Item as OrderItem;

/** What goes to DOKU of an order. Money comes from the base_ fields; the grand total is the law, lines follow it. */
class PurchaseFactory
{
    public function __construct(
        private readonly Config $config,
        private readonly Token $token,
        private readonly Url $url,
    ) {
    }

    /** @throws LocalizedException the total has a fraction, or the account is missing */
    public function create(Order $order): Purchase
    {
        $amount = Rupiah::whole($order->getBaseGrandTotal());
        $account = $this->config->account($order->getStoreId());
        if ($amount === null || $amount < 1 || $account === '') {
            throw new LocalizedException(__('Akulaku PayLater cannot take this order. Please choose another payment method.'));
        }
        return new Purchase(
            (string) $order->getEntityId(),
            (string) $order->getIncrementId(),
            $amount,
            CartLines::fromTotals($this->items($order), $amount),
            $this->customer($order),
            $this->url->getUrl('doku_akulaku/pay/back', [
                'token' => $this->token->of($order), '_nosid' => true, '_scope' => $order->getStoreId(),
            ]),
            $account,
            Scalar::number($order->getQuoteId()) > 0 ? 'quote-' . $order->getQuoteId() : null,
        );
    }

    /** @return list<Item> */
    private function items(Order $order): array
    {
        $items = [];
        foreach ($order->getAllVisibleItems() as $item) {
            $items[] = new Item(
                (string) $item->getName(),
                (string) $item->getSku(),
                (string) $item->getProductType(),
                (string) $item->getQtyOrdered(),
                $this->total($item),
            );
        }
        $shipping = Scalar::amount($order->getBaseShippingInclTax()) - Scalar::amount($order->getBaseShippingDiscountAmount());
        if ($shipping !== 0.0) {
            $name = (string) $order->getShippingDescription();
            $items[] = new Item($name === '' ? 'Shipping' : $name, 'shipping', 'Shipping', '1', number_format($shipping, 4, '.', ''));
        }
        return $items;
    }

    /** With tax, after discounts. What a bundle is made of carries its discounts and taxes. */
    private function total(OrderItem $item): string
    {
        $parts = $item->isChildrenCalculated() && $item->getChildrenItems() !== [] ? $item->getChildrenItems() : [$item];
        $total = 0.0;
        foreach ($parts as $part) {
            $total += Scalar::amount($part->getBaseRowTotalInclTax()) - Scalar::amount($part->getBaseDiscountAmount());
        }
        return number_format($total, 4, '.', '');
    }

    /** @return array<string, string> */
    private function customer(Order $order): array
    {
        $address = $order->getBillingAddress() ?? $order->getShippingAddress();
        if (!$address instanceof Address) {
            throw new LocalizedException(__('Akulaku PayLater needs an address with a phone number.'));
        }
        $phone = Phone::normalise((string) $address->getTelephone());
        $name = trim($address->getFirstname() . ' ' . $address->getLastname());
        $id = Scalar::number($order->getCustomerId()) > 0 ? 'C' . $order->getCustomerId() : 'G' . $order->getIncrementId();
        return [
            'id' => SafeText::clean($id, 50, 'guest'),
            'name' => SafeText::clean($name, 64, 'Pelanggan'),
            'phone' => $phone,
            'address' => $this->text(implode(', ', array_filter($address->getStreet() ?? [], static fn (string $line): bool => $line !== '')), 400),
            'city' => $this->text((string) $address->getCity(), 64),
            'state' => $this->text((string) $address->getRegion(), 64),
            'postcode' => $this->text((string) $address->getPostcode(), 64),
        ];
    }

    /** DOKU wants these fields also where they are empty. */
    private function text(string $text, int $max): string
    {
        return trim($text) === '' ? '' : SafeText::clean($text, $max, '-');
    }
}
