<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/** What the reconciler has to do now, oldest first. */
final readonly class Due
{
    /**
     * @param list<Call> $calls to repeat
     * @param list<Attempt> $checks to look up
     * @param list<string> $orders to tell the shop about
     */
    public function __construct(public array $calls = [], public array $checks = [], public array $orders = [])
    {
    }

    public function isEmpty(): bool
    {
        return $this->calls === [] && $this->checks === [] && $this->orders === [];
    }
}
