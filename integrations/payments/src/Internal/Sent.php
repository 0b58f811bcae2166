<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Internal;

use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;

/** How a send ended. */
final readonly class Sent
{
    /**
     * @param bool $noPage generate: the order is there, but its page is not known and never will be
     * @param bool $used generate: DOKU has an order with this invoice already
     * @param bool $conflict another worker's send of the same call may be in flight
     * @param array<string, array{rule: string, message: string, limit?: int}> $violations
     */
    public function __construct(
        public Result $result,
        public ?Reason $reason = null,
        public bool $noPage = false,
        public bool $used = false,
        public bool $conflict = false,
        public array $violations = [],
    ) {
    }
}
