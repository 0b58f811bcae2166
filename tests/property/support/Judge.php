<?php

declare(strict_types=1);

namespace DokuTest\Property;

/** Compares what PHP was told about one call with what the server did. */
final class Judge
{
    /** A retry starts only with this much of the time left; near it, both decisions are right. */
    private const TIME_MARGIN = 1.5;
    private const SLACK = 1.0;

    /** @var list<string> */
    private array $problems = [];
    private Contract $contract;

    /**
     * @param array<string, mixed> $case
     * @param array<string, mixed> $call outcome, request_id, elapsed, attempts
     * @param array<string, mixed> $ledger what happened since the call began
     * @param bool $gateway did the call go through one? It turns what it cannot pass on into answers of its own
     */
    public function __construct(
        private readonly array $case,
        private readonly array $call,
        private readonly array $ledger,
        private readonly bool $gateway = false,
    ) {
        $operation = $case['operation'] === 'raw_check' ? 'raw' : $case['operation'];
        $this->contract = new Contract($operation, $case['verify'], $case['listener'] === 'https');
    }

    /** @return list<string> what is wrong; empty when all is well */
    public function problems(): array
    {
        $this->checkRequests();
        $this->checkEffects();
        if ($this->gateway) {
            $this->checkAttempts();
        } else {
            $this->checkSequence();
        }
        $limit = $this->case['timeout'] + self::SLACK;
        if ($this->call['elapsed'] > $limit) {
            $this->problems[] = sprintf('took %.2f s, allowed are %.1f s', $this->call['elapsed'], $limit);
        }
        return $this->problems;
    }

    public static function className(object $outcome): string
    {
        return substr((string) strrchr('\\' . $outcome::class, '\\'), 1);
    }

    private function expect(bool $holds, string $problem): void
    {
        if (!$holds) {
            $this->problems[] = $problem;
        }
    }

    /** One Request-Id, the same bytes, a genuine signature each time. */
    private function checkRequests(): void
    {
        $bodies = [];
        $targets = [];
        foreach ($this->ledger['requests'] as $entry) {
            $this->expect(
                $entry['request_id'] === $this->call['request_id'],
                "another Request-Id was sent: $entry[request_id]"
            );
            $this->expect($entry['signature_ok'] !== false, 'the signature was wrong');
            $bodies[$entry['body_sha256']] = true;
            $targets["$entry[method] $entry[target]"] = true;
        }
        $this->expect(count($bodies) <= 1, 'the body changed between attempts');
        $this->expect(count($targets) <= 1, 'the request line changed between attempts');
    }

    private function executed(): int
    {
        return count(array_filter($this->ledger['requests'], static fn (array $entry): bool => $entry['executed']));
    }

    private function lastRequest(): array
    {
        $requests = $this->ledger['requests'];
        return (array) end($requests);
    }

    private function isEffective(): bool
    {
        return !in_array($this->case['operation'], ['check', 'raw_check'], true);
    }

    /** The promise to the shop: what PHP was told is what the server did. */
    private function checkEffects(): void
    {
        $executed = $this->executed();
        $outcome = $this->call['outcome'];
        $this->expect($executed <= 1, "the server acted $executed times");
        $this->expect(count($this->ledger['orders']) <= 1, 'one call touched more than one order');
        if ($outcome instanceof \DokuAkulaku\ConnectionException || $outcome instanceof \DokuAkulaku\ApiException) {
            $this->expect($executed === 0, 'PHP says nothing happened, but the server did it');
        }
        if ($outcome instanceof \DokuAkulaku\Response && $this->isEffective()) {
            $this->checkDone($outcome, $executed);
        }
    }

    private function checkDone(\DokuAkulaku\Response $response, int $executed): void
    {
        $last = $this->lastRequest();
        if ($this->case['operation'] === 'raw' && ($last['fault']['envelope'] ?? '') === 'b_string') {
            return; // a raw answer is not interpreted
        }
        $this->expect($executed === 1, 'PHP says it was done, but the server did not do it');
        $order = $this->ledger['orders'][0] ?? null;
        $this->expect($order !== null, 'PHP says it was done, but there is no order');
        $spoilt = in_array($last['fault']['fault'] ?? '', ['wrong_shape'], true);
        if ($order === null || $spoilt) {
            return;
        }
        $this->expect(
            $response->status->value === $order['status'],
            "PHP says {$response->status->value}, the server has $order[status]"
        );
        $wanted = ['cancel' => 'CANCELLED', 'refund' => 'REFUNDED'][$this->case['operation']] ?? null;
        $good = $wanted === null ? $order['status'] !== 'FAILED' : $order['status'] === $wanted;
        $this->expect($response->succeeded === $good, 'succeeded is not what the order says');
    }

    /**
     * The attempts in the order in which the server saw them: requests that it read whole, and connections that a
     * fault ended before that. A connection attempt that was refused leaves no trace.
     *
     * @return list<array{Verdict, array<string, mixed>}>
     */
    private function events(): array
    {
        $events = [];
        $withRequest = [];
        foreach ($this->ledger['requests'] as $entry) {
            $withRequest[$entry['connection']] = true;
            $key = sprintf('%09d/%05d', $entry['connection'], $entry['request_on_connection']);
            $events[$key] = [$this->contract->ofRequest($entry), $entry];
        }
        foreach ($this->ledger['connections'] as $connection) {
            $fault = $connection['fault'];
            $onAccept = $fault !== null && ($fault['on'] ?? '') === 'accept';
            if ($onAccept && !isset($withRequest[$connection['id']])) {
                $key = sprintf('%09d/%05d', $connection['id'], 0);
                $events[$key] = [$this->contract->ofConnection($fault), ['fault' => $fault]];
            }
        }
        ksort($events);
        return array_values($events);
    }

    /** Attempts, retries and the class of the outcome, by the contract's tables. */
    private function checkSequence(): void
    {
        $events = $this->events();
        $allowed = 1 + $this->case['retries'];
        $unknown = false;
        $settled = $this->case['closed'] ? Verdict::notSent() : null;
        $refusing = $this->case['closed'];
        foreach ($events as $index => [$verdict, $entry]) {
            $this->expect($settled === null || $settled->retry, 'an attempt followed where the contract wants none');
            $unknown = $unknown || $verdict->leavesUnknown();
            $refusing = $refusing || ($entry['fault']['refuse_next'] ?? null) !== null;
            $settled = $verdict;
        }
        $seen = count($events);
        $attempts = $this->call['attempts'];
        $hidden = $refusing && $settled !== null && $this->mayRetry($settled) ? max(0, $allowed - $seen) : 0;
        // A connection that the server closed may still look open: such an attempt dies unread.
        $extra = $this->case['prelude'] === 'idle_closed' ? 1 : 0;
        $this->expect(
            $attempts >= $seen + $hidden && $attempts <= $seen + $hidden + $extra,
            "PHP made $attempts attempts, the server saw $seen and refused $hidden"
        );
        $told = $this->told();
        $this->expect($told === null || $told === $attempts, "PHP tells of $told attempts and made $attempts");
        $this->expect($attempts <= $allowed, "$attempts attempts, allowed are $allowed");
        if ($settled === null) {
            $this->expect($attempts === 1 && $extra === 1, 'the server saw nothing of the call');
            $settled = Verdict::unknown(true);
        }
        if ($attempts < $allowed && $hidden === 0 && $this->mayRetry($settled)) {
            $this->expect(false, 'no further attempt where the contract wants one');
        }
        if ($hidden > 0) {
            $settled = Verdict::notSent();
        }
        $this->checkOutcome($settled, $unknown || $attempts > $seen + $hidden);
    }

    /** Which class a fault gets depends on the gateway; that nobody but the extension repeats a request does not. */
    private function checkAttempts(): void
    {
        $attempts = $this->call['attempts'];
        $seen = count($this->ledger['requests']);
        $this->expect($seen <= $attempts, "PHP made $attempts attempts, the server saw $seen requests");
        $this->expect($attempts <= 1 + $this->case['retries'], "$attempts attempts, that is more than allowed");
        $told = $this->told();
        $this->expect($told === null || $told === $attempts, "PHP tells of $told attempts and made $attempts");
        $outcome = $this->call['outcome'];
        // The gateway stands on this machine and is always there.
        $this->expect(!$outcome instanceof \DokuAkulaku\ConnectionException, 'PHP says that nothing was sent');
        if ($outcome instanceof \DokuAkulaku\Exception) {
            $this->expect($outcome->getRequestId() === $this->call['request_id'], 'the exception names another Request-Id');
        }
    }

    private function mayRetry(Verdict $verdict): bool
    {
        $wait = is_int($verdict->retryAfter) ? $verdict->retryAfter : 0;
        return $verdict->retry && !$verdict->tookTime
            && $this->call['elapsed'] + $wait < $this->case['timeout'] - self::TIME_MARGIN;
    }

    /** The number that the outcome itself tells; null where its class has none. */
    private function told(): ?int
    {
        $outcome = $this->call['outcome'];
        return match (true) {
            $outcome instanceof \DokuAkulaku\Response => $outcome->attempts,
            $outcome instanceof \DokuAkulaku\IndeterminateException => $outcome->getAttempts(),
            $outcome instanceof \DokuAkulaku\ApiException => $outcome->getResponse()?->attempts,
            default => null,
        };
    }

    private function checkOutcome(Verdict $last, bool $unknown): void
    {
        $outcome = $this->call['outcome'];
        $class = self::className($outcome);
        $sticky = $unknown && in_array($last->class, [Contract::REFUSED, Contract::NOT_SENT], true);
        $wanted = $sticky ? Contract::UNKNOWN : $last->class;
        $this->expect($class === $wanted, "the class is $class, the contract says $wanted");
        if ($class !== $wanted) {
            return;
        }
        if ($outcome instanceof \DokuAkulaku\Response) {
            $this->checkResponse($outcome, $last);
            return;
        }
        $this->expect($outcome->getRequestId() === $this->call['request_id'], 'the exception names another Request-Id');
        if ($outcome instanceof \DokuAkulaku\ResponseException) {
            $this->expect(
                $outcome->getReason() === $last->reason,
                "the reason is {$outcome->getReason()}, the contract says $last->reason"
            );
        }
        $previous = $outcome->getPrevious();
        $this->expect(
            $sticky === ($previous !== null) && (!$sticky || self::className($previous) === $last->class),
            'the previous exception is not the last error'
        );
    }

    private function checkResponse(\DokuAkulaku\Response $response, Verdict $last): void
    {
        $entry = $this->lastRequest();
        $fault = $entry['fault']['fault'] ?? 'none';
        $this->expect($response->replayed === $last->replayed, 'replayed is wrong');
        $this->expect($response->requestId === $this->call['request_id'], 'requestId is another');
        $this->expect($response->httpStatus === $entry['status'], 'httpStatus is not what was sent');
        $this->expect(
            $response->timing['reused'] === ($entry['request_on_connection'] > 1),
            'timing does not tell whether the connection was kept'
        );
        $wrong = ['wrong_request_id', 'wrong_client_id', 'bad_signature'];
        if ($this->case['verify'] === 'off') {
            $this->expect($response->signatureValid === null, 'a signature was looked at');
        } elseif (in_array($fault, $wrong, true)) {
            $this->expect($response->signatureValid === false, 'a wrong signature was not reported');
        } elseif ($fault === 'missing_signature') {
            $this->expect($response->signatureValid === null, 'a missing signature was not reported');
        } elseif (!in_array($fault, ['status', 'conflict'], true)) {
            $this->expect($response->signatureValid === true, 'a right signature was not recognised');
        }
    }
}
