<?php

declare(strict_types=1);

namespace DokuSandbox;

/** One notification to the merchant and every attempt to deliver it. */
final class Notification
{
    public const WAITING = 'waiting';
    public const SENDING = 'sending';
    public const DELIVERED = 'delivered';
    public const GIVEN_UP = 'given_up';
    public const NOT_SENT = 'not_sent';

    public string $state = self::WAITING;
    public string $note = '';
    /** Simulated time of the next attempt. */
    public int $nextAt = 0;
    /** @var list<array<string, mixed>> */
    public array $attempts = [];
    /** @var list<array{string, string}> headers of a forged one, else made anew for each attempt */
    public ?array $headers = null;
    public ?string $firstTimestamp = null;

    public function __construct(
        public readonly int $id,
        public readonly string $clientId,
        public readonly string $invoice,
        public readonly string $status,
        public readonly ?string $url,
        public readonly string $requestId,
        public readonly string $body,
        public readonly string $created,
        public readonly ?string $forge = null,
    ) {
    }

    /** @return array<string, mixed> */
    public function export(): array
    {
        return get_object_vars($this);
    }

    /** @param array<string, mixed> $row what export() gave */
    public static function import(array $row): self
    {
        $names = ['id', 'clientId', 'invoice', 'status', 'url', 'requestId', 'body', 'created', 'forge'];
        $notification = new self(...array_intersect_key($row, array_flip($names)));
        foreach (['state', 'note', 'nextAt', 'attempts', 'headers', 'firstTimestamp'] as $name) {
            $notification->$name = $row[$name];
        }
        return $notification;
    }

    /** @return array<string, mixed> the form the ledger and the control endpoints show */
    public function summary(): array
    {
        return [
            'id' => $this->id,
            'client_id' => $this->clientId,
            'invoice_number' => $this->invoice,
            'status' => $this->status,
            'url' => $this->url,
            'request_id' => $this->requestId,
            'state' => $this->state,
            'note' => $this->note,
            'forge' => $this->forge,
            'created' => $this->created,
            'next_attempt' => $this->state === self::WAITING ? Signature::timestamp($this->nextAt) : null,
            'attempts' => $this->attempts,
            'body' => $this->body,
        ];
    }
}
