<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

use DokuAkulaku\Status;

/** What an answer, a look-up or a notification said about an order. */
final readonly class Observation
{
    /**
     * @param ?int $amount null: none was named
     * @param list<array{name: string, value: string}> $identifiers of Akulaku, as received
     * @param string $source generate, cancel, refund, status, notification
     * @param bool $amountUnreadable an amount was named that cannot be read
     */
    public function __construct(
        public Status $status,
        public ?int $amount = null,
        public array $identifiers = [],
        public ?string $url = null,
        public string $source = '',
        public ?string $requestId = null,
        public bool $amountUnreadable = false,
    ) {
    }
}
