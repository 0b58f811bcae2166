<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

use DokuAkulaku\Status;

/** A line of a try's history. */
final readonly class Event
{
    /**
     * @param string $source generate, cancel, refund, status, notification, or close
     * @param Status $status the state that was named
     * @param string $result a Move's value; for close the Reason's
     * @param ?string $who for close: the person or rule
     */
    public function __construct(
        public string $source,
        public Status $status,
        public string $result,
        public ?string $requestId,
        public ?int $amount,
        public ?string $who,
        public int $at,
    ) {
    }
}
