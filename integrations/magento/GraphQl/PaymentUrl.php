<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\GraphQl;

use DokuAkulaku\Payment\Model\OrderSearch;
use DokuAkulaku\Payment\Model\PaymentUrl as Address;
use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\GraphQl\Config\Element\Field;
use Magento\Framework\GraphQl\Exception\GraphQlInputException;
use Magento\Framework\GraphQl\Query\ResolverInterface;
use Magento\Framework\GraphQl\Schema\Type\ResolveInfo;

/** The payment address of the order that was just placed, or of an order of the customer who asks. */
class PaymentUrl implements ResolverInterface
{
    public function __construct(private readonly OrderSearch $search, private readonly Address $address)
    {
    }

    /**
     * @param mixed $context
     * @param array<string, mixed>|null $value
     * @param array<string, mixed>|null $args
     */
    public function resolve(Field $field, $context, ResolveInfo $info, ?array $value = null, ?array $args = null): ?string
    {
        $number = $value['order_number'] ?? $value['number'] ?? '';
        $order = $this->search->byNumber(is_scalar($number) ? (string) $number : '');
        if ($order === null) {
            return null;
        }
        try {
            return $this->address->ofOrder($order);
        } catch (LocalizedException $error) {
            throw new GraphQlInputException(__($error->getMessage()), $error);
        }
    }
}
