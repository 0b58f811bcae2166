<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Call;
use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Move;
use DokuAkulaku\Payments\Observation;
use DokuAkulaku\Payments\Operation;
use DokuAkulaku\Payments\Store;
use DokuAkulaku\Status;

/** What the tests of StoreContract do again and again. */
trait StoreSteps
{
    protected function see(Store $store, Attempt $attempt, Status $status, ?string $url = null): Move
    {
        $seen = new Observation($status, $attempt->amount, [], $url, 'notification', 'DOKU-1');
        return $store->move($attempt->account, $attempt->invoice, $seen);
    }

    /** @return array{Attempt, Call} */
    protected function called(Store $store, Operation $operation, string $order = '1001'): array
    {
        $attempt = $store->begin(Samples::purchase($order), self::SITE);
        return [$attempt, $store->start($attempt->invoice, $operation, static fn (): array => ['order' => $order])];
    }

    /** @return list<string> */
    protected function checks(Store $store): array
    {
        return array_column($store->due(100, self::SITE)->checks, 'invoice');
    }

    protected function noPayload(): \Closure
    {
        return static fn () => throw new \LogicException('a stored call needs no new payload');
    }

    /** @return array{?CallState, ?bool, ?int, ?string} */
    private function state(Store $store, Call $call): array
    {
        $stored = $store->call($call->requestId);
        return [$stored?->state, $stored?->perhaps, $stored?->httpStatus, $stored?->message];
    }
}
