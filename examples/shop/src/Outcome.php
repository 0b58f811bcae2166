<?php

declare(strict_types=1);

namespace ExampleShop;

/** How a call to DOKU ended, in words for a person. */
final class Outcome
{
    /** @param 'done'|'refused'|'later'|'unknown' $kind later = DOKU was not reached, nothing has happened */
    public function __construct(
        public readonly string $kind,
        public readonly string $text,
        public readonly ?string $paymentUrl = null,
    ) {
    }
}
