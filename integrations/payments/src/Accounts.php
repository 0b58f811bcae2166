<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/** The shop's accounts at DOKU, and the name of this site. */
interface Accounts
{
    /**
     * A client of that account and no other, whose calls take so many seconds at most and are retried once
     * (options `timeout` and `retries`).
     *
     * @param string $account "{environment}:{Client-Id}", as in Purchase
     * @throws AccountUnknownException
     */
    public function client(string $account, float $seconds): \DokuAkulaku;

    /**
     * Six of [a-z0-9], random, kept as long as the shop is the same one; it is part of every invoice number. null as
     * long as nobody has said whether this shop was moved or copied: nothing is sent then.
     */
    public function site(): ?string;
}
