<?php

declare(strict_types=1);

namespace ExampleShop;

use DokuAkulaku\Status;

/** One try to pay an order: an invoice of its own at DOKU. */
final class Payment
{
    /** @param list<array{name: string, value: string}> $identifiers of Akulaku, as received */
    public function __construct(
        public readonly int $id,
        public readonly int $orderId,
        public readonly int $attempt,
        public readonly string $invoice,
        public readonly string $reference,
        public readonly int $amount,
        public readonly Status $status,
        public readonly ?string $url,
        public readonly array $identifiers,
        public readonly int $askedAt,
        public readonly int $created,
    ) {
    }

    /** @param array<string, mixed> $row */
    public static function fromRow(array $row): self
    {
        return new self(
            (int) $row['id'],
            (int) $row['order_id'],
            (int) $row['attempt'],
            $row['invoice'],
            $row['reference'],
            (int) $row['amount'],
            Status::from($row['status']),
            $row['url'],
            json_decode($row['identifiers'], true, 8, JSON_THROW_ON_ERROR),
            (int) $row['asked_at'],
            (int) $row['created'],
        );
    }
}
