<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Tests;

use Magento\Sales\Model\Order;
use Magento\Sales\Model\Order\Payment;

/** A payment of an order that keeps what it is told. */
final class FakePayment extends Payment
{
    /** @var array<string, mixed> */
    public array $kept = [];
    /** @var array<string, mixed> */
    public array $information = [];
    public int $captures = 0;
    public ?string $refundTransaction = null;

    public function __construct(private readonly FakeOrder $order, private readonly string $method = 'doku_akulaku')
    {
    }

    public function getMethod(): ?string
    {
        return $this->method;
    }

    public function getOrder(): Order
    {
        return $this->order;
    }

    public function getRefundTransactionId(): ?string
    {
        return $this->refundTransaction;
    }

    public function setTransactionId(string $id): static
    {
        $this->kept['transaction_id'] = $id;
        return $this;
    }

    public function setLastTransId(string $id): static
    {
        $this->kept['last_trans_id'] = $id;
        return $this;
    }

    public function setIsTransactionClosed(bool|int $isClosed): static
    {
        $this->kept['is_closed'] = (bool) $isClosed;
        return $this;
    }

    public function addTransaction(string $type, ?object $document = null, bool $failSafe = false): ?object
    {
        $this->kept['transaction'] = $type;
        return $document;
    }

    public function getAdditionalInformation(?string $key = null): mixed
    {
        return $key === null ? $this->information : ($this->information[$key] ?? null);
    }

    public function setAdditionalInformation(string $key, mixed $value = null): static
    {
        $this->information[$key] = $value;
        return $this;
    }

    public function registerCaptureNotification(float|int|string|null $amount, bool $skipFraudDetection = false): static
    {
        $this->captures++;
        $invoice = new FakeInvoice(FakeInvoice::STATE_PAID, $this->kept['transaction_id'] ?? null);
        $this->order->invoices[] = $invoice;
        $this->order->setState(Order::STATE_PROCESSING);
        return $this;
    }
}
