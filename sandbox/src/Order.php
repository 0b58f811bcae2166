<?php

declare(strict_types=1);

namespace DokuSandbox;

/** One order and what became of it. */
final class Order
{
    public const PENDING = 'PENDING';
    public const PAID = 'SUCCESS';
    public const FAILED = 'FAILED';
    public const CANCELLED = 'CANCELLED';
    public const REFUNDED = 'REFUNDED';
    public const EXPIRED = 'EXPIRED';

    public const HELD = 'HELD';
    public const RELEASED = 'RELEASED';

    public string $status = self::PENDING;
    /** Null = settled as usual. */
    public ?string $settlement = null;
    public string $updated;
    public ?string $plan = null;
    public ?string $refundReference = null;
    public ?string $overrideUrl = null;
    public int $expiresAt = 0;

    /** @param array<string, mixed> $details the order's lines, customer and callback URL as received */
    public function __construct(
        public readonly string $clientId,
        public readonly string $invoice,
        public readonly int $amount,
        public readonly string $reference,
        public readonly string $requestId,
        public readonly string $orderId,
        public readonly string $token,
        public readonly string $created,
        public readonly array $details,
    ) {
        $this->updated = $created;
    }

    /** @return list<array{name: string, value: string}> */
    public function identifiers(): array
    {
        return [
            ['name' => 'ORDER_ID', 'value' => $this->orderId],
            ['name' => 'AKULAKU_UNIQUE_REFERENCE', 'value' => $this->clientId . $this->reference],
        ];
    }

    public function move(string $status, string $stamp): void
    {
        $this->status = $status;
        $this->updated = $stamp;
    }

    public function callbackUrl(): string
    {
        return (string) ($this->details['callback_url'] ?? '');
    }

    /** @return array<string, mixed> */
    public function export(): array
    {
        return get_object_vars($this);
    }

    /** @param array<string, mixed> $row what export() gave */
    public static function import(array $row): self
    {
        $order = new self(
            $row['clientId'],
            $row['invoice'],
            $row['amount'],
            $row['reference'],
            $row['requestId'],
            $row['orderId'],
            $row['token'],
            $row['created'],
            $row['details'],
        );
        foreach (['status', 'updated', 'plan', 'refundReference', 'overrideUrl', 'expiresAt'] as $name) {
            $order->$name = $row[$name];
        }
        $order->settlement = $row['settlement'] ?? null;
        return $order;
    }

    /** @return array<string, mixed> the form the ledger and the control endpoints show */
    public function summary(string $payUrl): array
    {
        return [
            'client_id' => $this->clientId,
            'invoice_number' => $this->invoice,
            'amount' => $this->amount,
            'merchant_unique_reference' => $this->reference,
            'status' => $this->status,
            'request_id' => $this->requestId,
            'order_id' => $this->orderId,
            'identifier' => $this->identifiers(),
            'payment_url' => $payUrl,
            'callback_url' => $this->callbackUrl(),
            'plan' => $this->plan,
            'refund_reference' => $this->refundReference,
            'settlement' => $this->settlement,
            'created' => $this->created,
            'updated' => $this->updated,
        ];
    }
}
