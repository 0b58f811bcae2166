<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Tests;

use Magento\Sales\Model\Order;
use Magento\Sales\Model\Order\Payment;

/** Order 17, number 000000017, Rp 90.000, waiting for its payment. */
final class FakeOrder extends Order
{
    public ?FakePayment $payment;
    /** @var list<FakeInvoice> */
    public array $invoices = [];
    /** @var list<string> */
    public array $comments = [];
    /** @var array<string, mixed> */
    public array $data = [];
    public string $state = self::STATE_PENDING_PAYMENT;
    public float|string $total = '90000.0000';
    public bool $mayInvoice = true;
    public bool $isMailed = false;
    public int $cancels = 0;
    private string $beforeHold = '';

    public function __construct(string $method = 'doku_akulaku', private readonly int $id = 17)
    {
        $this->payment = new FakePayment($this, $method);
    }

    public function getId(): int|string|null
    {
        return $this->id;
    }

    public function getEntityId(): int|string|null
    {
        return $this->id;
    }

    public function getIncrementId(): ?string
    {
        return sprintf('%09d', $this->id);
    }

    public function getPayment(): ?Payment
    {
        return $this->payment;
    }

    public function getInvoiceCollection(): iterable
    {
        return $this->invoices;
    }

    public function getState(): ?string
    {
        return $this->state;
    }

    public function setState(string $state): static
    {
        $this->state = $state;
        return $this;
    }

    public function isCanceled(): bool
    {
        return $this->state === self::STATE_CANCELED;
    }

    public function canCancel(): bool
    {
        return $this->state === self::STATE_PENDING_PAYMENT;
    }

    public function cancel(): static
    {
        $this->cancels++;
        $this->state = self::STATE_CANCELED;
        return $this;
    }

    public function canInvoice(): bool
    {
        return $this->mayInvoice && $this->state !== self::STATE_HOLDED;
    }

    public function canUnhold(): bool
    {
        return $this->state === self::STATE_HOLDED;
    }

    public function hold(): static
    {
        $this->beforeHold = $this->state;
        $this->state = self::STATE_HOLDED;
        return $this;
    }

    public function unhold(): static
    {
        $this->state = $this->beforeHold;
        return $this;
    }

    public function addCommentToStatusHistory(string|\Stringable $comment, string|bool $status = false, bool $isVisible = false): object
    {
        $this->comments[] = (string) $comment;
        return $this;
    }

    public function setData(string $key, mixed $value = null): static
    {
        $this->data[$key] = $value;
        return $this;
    }

    public function getData(string $key = '', string|int|null $index = null): mixed
    {
        return $this->data[$key] ?? null;
    }

    public function getBaseGrandTotal(): float|int|string|null
    {
        return $this->total;
    }

    public function getTotalDue(): float
    {
        return $this->state === self::STATE_PENDING_PAYMENT ? (float) $this->total : 0.0;
    }

    public function getEmailSent(): bool|int|string|null
    {
        return $this->isMailed;
    }

    public function getStoreId(): int|string|null
    {
        return 1;
    }

    public function getQuoteId(): int|string|null
    {
        return 5;
    }
}
