<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/**
 * Tries, calls and their history. Each method is one committed transaction on a connection of its own, which no
 * transaction of the shop can roll back; deadlocks are repeated inside. A method that throws StoreException has changed
 * nothing (but see StoreException::$perhaps). Times are the database's.
 */
interface Store
{
    /** Who closes a try when no person and no shop did. */
    public const RULE = 'rule';

    /** The order's open try of this site, or the cart's, else a new one. Two callers at once get the same. */
    public function begin(Purchase $purchase, string $site): Attempt;

    /**
     * A call to send, stored. An unsettled call of this operation is handed out again: same Request-Id, same payload.
     * Generate is made once a try: its call is handed out whatever its state is.
     *
     * @param \Closure(Attempt): array<mixed> $payload asked before a new call is stored; what it throws goes through, and
     *        nothing is stored
     */
    public function start(string $invoice, Operation $operation, \Closure $payload): Call;

    /**
     * The end of a send. State of the call, status (by Status::supersedes), url, identifiers and event in one. Done is
     * for ever; a call that was perhaps sent can end as Done only, else it stays Unknown.
     *
     * @param array{http_status?: ?int, message?: ?string} $fact
     */
    public function settle(Call $call, CallState $state, ?Observation $seen, array $fact): Move;

    public function move(string $account, string $invoice, Observation $seen): Move;

    /**
     * False: it is closed or paid already, or there is none; or RULE wants to give it up, and its page is known by now
     * (another worker's answer came first): then a buyer may have it. It stays watched.
     */
    public function close(string $invoice, Reason $why, string $who): bool;

    public function attempt(string $account, string $invoice): ?Attempt;

    /** The try with this invoice, whatever its account. */
    public function find(string $invoice): ?Attempt;

    public function attempts(string $order): Attempts;

    /** @return list<Call> oldest first */
    public function calls(string $invoice): array;

    public function call(string $requestId): ?Call;

    /** @return list<Event> oldest first */
    public function events(string $invoice): array;

    public function openInCart(string $cart): ?Attempt;

    /** At most $limit of each, of this site: indexed, oldest first. Orders are due 120 s after their last change. */
    public function due(int $limit, string $site): Due;

    /** True for one caller, and only if nobody has asked DOKU about it for so many seconds. Sets the next look-up. */
    public function claimCheck(string $invoice, int $seconds): bool;

    /** A token for one worker an order, valid so many seconds; null: nothing to tell, or another worker has it. */
    public function claimTelling(string $order, int $seconds): ?string;

    /** The shop was told all that was known at the claim. False: the claim is no longer this worker's. */
    public function told(string $order, string $claim): bool;
}
