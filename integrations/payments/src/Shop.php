<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/** The shop's side: its orders follow the payments. */
interface Shop
{
    /**
     * Brings the shop's order to this state. Called by the one worker that has claimed the order, outside any
     * transaction, at least once after every change, perhaps again: so it reads the order afresh and does only what is
     * missing. It sees the tries as they are now. When it throws it is called again later.
     */
    public function apply(string $order, Attempts $attempts): void;
}
