<?php

declare(strict_types=1);

namespace ExampleShop;

/**
 * One call to DOKU, stored before it is sent. Request-Id and payload never change, so the same call can be made again.
 *
 * Outcomes: open = stored, perhaps sent; unknown = no definite answer; not_sent = DOKU was not reached;
 * refused = DOKU refused it; done = DOKU answered.
 */
final class Call
{
    /** @param array<mixed> $payload */
    public function __construct(
        public readonly int $id,
        public readonly int $paymentId,
        public readonly string $operation,
        public readonly string $requestId,
        public readonly array $payload,
        public readonly string $outcome,
        public readonly bool $perhaps,
        public readonly ?int $httpStatus,
        public readonly ?string $message,
        public readonly int $created,
        public readonly int $startedAt,
    ) {
    }

    /** @param array<string, mixed> $row */
    public static function fromRow(array $row): self
    {
        return new self(
            (int) $row['id'],
            (int) $row['payment_id'],
            $row['operation'],
            $row['request_id'],
            json_decode($row['payload'], true, 32, JSON_THROW_ON_ERROR),
            $row['outcome'],
            (bool) $row['perhaps'],
            $row['http_status'] === null ? null : (int) $row['http_status'],
            $row['message'],
            (int) $row['created'],
            (int) $row['started_at'],
        );
    }

    public function settled(): bool
    {
        return $this->outcome === 'done' || $this->outcome === 'refused';
    }
}
