<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

use DokuAkulaku\Payments\Sql\PdoConnection;
use DokuAkulaku\Payments\Sql\SqlError;
use DokuAkulaku\Payments\Sql\SqlStore;

/**
 * The store on SQLite, MySQL or MariaDB (InnoDB), or PostgreSQL, by the connection's driver. The connection is the
 * store's alone: every write commits by itself. SQLite: a file of its own.
 */
final class PdoStore implements Store, Retention
{
    private readonly SqlStore $store;

    /**
     * @param string $prefix of the tables, up to 40 of [A-Za-z0-9_]
     * @throws StoreException
     */
    public function __construct(\PDO $connection, string $prefix = '')
    {
        try {
            $this->store = new SqlStore(new PdoConnection($connection), $prefix);
        } catch (SqlError $error) {
            throw new StoreException($error->getMessage(), false, $error);
        }
    }

    /** Makes the tables, or brings them up to date. Safe and cheap at every start. */
    public function install(): void
    {
        $this->store->install();
    }

    public function begin(Purchase $purchase, string $site): Attempt
    {
        return $this->store->begin($purchase, $site);
    }

    public function start(string $invoice, Operation $operation, \Closure $payload): Call
    {
        return $this->store->start($invoice, $operation, $payload);
    }

    public function settle(Call $call, CallState $state, ?Observation $seen, array $fact): Move
    {
        return $this->store->settle($call, $state, $seen, $fact);
    }

    public function move(string $account, string $invoice, Observation $seen): Move
    {
        return $this->store->move($account, $invoice, $seen);
    }

    public function close(string $invoice, Reason $why, string $who): bool
    {
        return $this->store->close($invoice, $why, $who);
    }

    public function attempt(string $account, string $invoice): ?Attempt
    {
        return $this->store->attempt($account, $invoice);
    }

    public function find(string $invoice): ?Attempt
    {
        return $this->store->find($invoice);
    }

    public function attempts(string $order): Attempts
    {
        return $this->store->attempts($order);
    }

    public function calls(string $invoice): array
    {
        return $this->store->calls($invoice);
    }

    public function call(string $requestId): ?Call
    {
        return $this->store->call($requestId);
    }

    public function events(string $invoice): array
    {
        return $this->store->events($invoice);
    }

    public function openInCart(string $cart): ?Attempt
    {
        return $this->store->openInCart($cart);
    }

    public function due(int $limit, string $site): Due
    {
        return $this->store->due($limit, $site);
    }

    public function claimCheck(string $invoice, int $seconds): bool
    {
        return $this->store->claimCheck($invoice, $seconds);
    }

    public function claimTelling(string $order, int $seconds): ?string
    {
        return $this->store->claimTelling($order, $seconds);
    }

    public function told(string $order, string $claim): bool
    {
        return $this->store->told($order, $claim);
    }

    public function emptyPayloads(int $days = 90, int $limit = 500): int
    {
        return $this->store->emptyPayloads($days, $limit);
    }

    public function erase(string $order): int
    {
        return $this->store->erase($order);
    }
}
