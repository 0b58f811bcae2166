<?php

declare(strict_types=1);

namespace DokuSandbox;

/** What happened on one accepted connection. */
final class ConnectionRecord
{
    public int $requests = 0;
    public int $bytesRead = 0;
    public int $bytesWritten = 0;
    public ?string $protocol = null;
    public ?string $cipher = null;
    public ?string $tlsError = null;
    public ?string $closedBy = null;
    public ?array $fault = null;

    public function __construct(
        public readonly int $id,
        public readonly string $listener,
        public readonly bool $tls,
        public readonly string $peer,
        public readonly string $acceptedAt,
    ) {
    }

    public function close(string $by): void
    {
        $this->closedBy ??= $by;
    }

    /** @return array<string, mixed> */
    public function export(): array
    {
        return [
            'id' => $this->id,
            'listener' => $this->listener,
            'tls' => $this->tls,
            'protocol' => $this->protocol,
            'cipher' => $this->cipher,
            // PHP makes one TLS context for each accepted stream and tells nothing about resumption.
            'session_reused' => null,
            'tls_error' => $this->tlsError,
            'peer' => $this->peer,
            'accepted_at' => $this->acceptedAt,
            'requests' => $this->requests,
            'bytes_read' => $this->bytesRead,
            'bytes_written' => $this->bytesWritten,
            'fault' => $this->fault,
            'closed_by' => $this->closedBy,
        ];
    }
}
