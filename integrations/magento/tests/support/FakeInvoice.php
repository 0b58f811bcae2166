<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Tests;

use Magento\Sales\Model\Order\Invoice;

final class FakeInvoice extends Invoice
{
    public bool $isMailed = false;

    public function __construct(private int $state, private ?string $transaction = null)
    {
    }

    public function getState(): int|string|null
    {
        return $this->state;
    }

    public function getTransactionId(): ?string
    {
        return $this->transaction;
    }

    public function setTransactionId(string $id): static
    {
        $this->transaction = $id;
        return $this;
    }

    public function pay(): static
    {
        $this->state = self::STATE_PAID;
        return $this;
    }

    public function getEmailSent(): bool|int|string|null
    {
        return $this->isMailed;
    }
}
