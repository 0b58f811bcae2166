<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/** What a shop may forget, and when. Open tries are never touched. */
interface Retention
{
    /**
     * Empties the payloads (customer data) of tries that ended so many days ago, were told, and have no unsettled call.
     *
     * @return int how many tries; call it again until 0
     */
    public function emptyPayloads(int $days = 90, int $limit = 500): int;

    /**
     * For a request of erasure: empties the payloads of the order's ended tries.
     *
     * @return int how many tries are still open and were left alone
     */
    public function erase(string $order): int;
}
