<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Attempts;
use DokuAkulaku\Payments\Call;
use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Due;
use DokuAkulaku\Payments\Move;
use DokuAkulaku\Payments\Observation;
use DokuAkulaku\Payments\Operation;
use DokuAkulaku\Payments\Purchase;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Store;

/** A store in front of another one: something else happens just before a call of one of its methods. */
final class BetweenStore implements Store
{
    /**
     * @param ?\Closure(): mixed $first what another worker does meanwhile
     * @param int $skip so many calls come before that one
     */
    public function __construct(
        private readonly Store $store,
        private readonly string $method,
        private ?\Closure $first,
        private int $skip = 0,
    ) {
    }

    public function begin(Purchase $purchase, string $site): Attempt
    {
        $this->before('begin');
        return $this->store->begin($purchase, $site);
    }

    public function start(string $invoice, Operation $operation, \Closure $payload): Call
    {
        $this->before('start');
        return $this->store->start($invoice, $operation, $payload);
    }

    public function settle(Call $call, CallState $state, ?Observation $seen, array $fact): Move
    {
        $this->before('settle');
        return $this->store->settle($call, $state, $seen, $fact);
    }

    public function move(string $account, string $invoice, Observation $seen): Move
    {
        $this->before('move');
        return $this->store->move($account, $invoice, $seen);
    }

    public function close(string $invoice, Reason $why, string $who): bool
    {
        $this->before('close');
        return $this->store->close($invoice, $why, $who);
    }

    public function attempt(string $account, string $invoice): ?Attempt
    {
        $this->before('attempt');
        return $this->store->attempt($account, $invoice);
    }

    public function find(string $invoice): ?Attempt
    {
        $this->before('find');
        return $this->store->find($invoice);
    }

    public function attempts(string $order): Attempts
    {
        $this->before('attempts');
        return $this->store->attempts($order);
    }

    public function calls(string $invoice): array
    {
        $this->before('calls');
        return $this->store->calls($invoice);
    }

    public function call(string $requestId): ?Call
    {
        $this->before('call');
        return $this->store->call($requestId);
    }

    public function events(string $invoice): array
    {
        $this->before('events');
        return $this->store->events($invoice);
    }

    public function openInCart(string $cart): ?Attempt
    {
        $this->before('openInCart');
        return $this->store->openInCart($cart);
    }

    public function due(int $limit, string $site): Due
    {
        $this->before('due');
        return $this->store->due($limit, $site);
    }

    public function claimCheck(string $invoice, int $seconds): bool
    {
        $this->before('claimCheck');
        return $this->store->claimCheck($invoice, $seconds);
    }

    public function claimTelling(string $order, int $seconds): ?string
    {
        $this->before('claimTelling');
        return $this->store->claimTelling($order, $seconds);
    }

    public function told(string $order, string $claim): bool
    {
        $this->before('told');
        return $this->store->told($order, $claim);
    }

    private function before(string $method): void
    {
        if ($method === $this->method && $this->first !== null && $this->skip-- <= 0) {
            [$first, $this->first] = [$this->first, null];
            $first();
        }
    }
}
