<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/** A call to DOKU, stored before its first byte is sent. Request-Id and payload never change. */
final readonly class Call
{
    /**
     * @param array<mixed> $payload empty once it was emptied after the retention time
     * @param bool $perhaps an earlier send may have reached DOKU: only a usable answer settles the call. Sticky
     * @param int $sends how often it was handed out
     * @param int $sentAt when it was handed out last
     */
    public function __construct(
        public string $requestId,
        public Operation $operation,
        #[\SensitiveParameter]
        public array $payload,
        public CallState $state,
        public bool $perhaps,
        public int $sends,
        public string $invoice = '',
        public ?int $httpStatus = null,
        public ?string $message = null,
        public int $createdAt = 0,
        public int $sentAt = 0,
    ) {
    }
}
