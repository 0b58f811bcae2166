<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/** How an operation ended. It holds no text: shops say it in their own words. */
final readonly class Outcome
{
    /**
     * @param ?Attempt $attempt the try that it is about. After pay() it may be a try of another order of the same cart
     * @param ?string $url of the payment page; pay() is Done exactly if there is one
     * @param array<string, array{rule: string, message: string, limit?: int}> $violations path => broken rule
     */
    public function __construct(
        public Result $result,
        public ?Reason $reason = null,
        public ?Attempt $attempt = null,
        public ?string $url = null,
        public array $violations = [],
    ) {
    }
}
