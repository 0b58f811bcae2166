<?php

declare(strict_types=1);

namespace DokuTest\Property;

/** Plays cases against one simulator. */
final class Player
{
    private Simulator $simulator;
    private ?Gateway $gateway = null;
    /** @var array<string, \DokuAkulaku> */
    private array $clients = [];
    private int $logged = 0;
    /** @var array<string, true> ids of earlier calls: a server may act on them late */
    private array $earlier = [];
    public int $calls = 0;
    /** @var array<string, int> how often each outcome came */
    public array $outcomes = [];

    /** @param string|null $gateway kind of the gateway that calls over TLS go through; null = none */
    public function __construct(?string $gateway = null)
    {
        $this->simulator = new Simulator();
        if ($gateway !== null) {
            $ready = $this->simulator->ready;
            $this->gateway = new Gateway($gateway, $ready['https'], $ready['ca_file']);
        }
    }

    /**
     * @param array<string, mixed> $case
     * @return list<string> problems
     */
    public function play(array $case): array
    {
        $name = 'P' . $case['number'];
        $client = $this->clientFor($case);
        $identifiers = $this->prepareOrder($case, $name);
        $this->prelude($case, $client, $name);
        if ($case['faults'] !== []) {
            $this->simulator->faults($case['faults']);
        }
        if ($case['closed']) {
            $this->simulator->control('POST', 'listeners', [$case['listener'] => 'closed']);
        }
        $mark = $this->simulator->mark();
        $requestId = "call-$name";
        $send = fn (): object => $this->send($client, $case, $name, $identifiers, $requestId);
        $call = $this->timed($send, $requestId);
        $ledger = $this->ledger($mark, $call['request_id']);
        $this->tidy($case);
        $problems = (new Judge($case, $call, $ledger, $this->gateway !== null))->problems();
        if ($call['outcome'] instanceof \DokuAkulaku\IndeterminateException) {
            array_push($problems, ...$this->settle($case, $send, $mark, $call['request_id']));
        }
        return $problems;
    }

    private function clientFor(array $case): \DokuAkulaku
    {
        $key = "$case[listener] $case[retries] $case[timeout] $case[verify]";
        $address = $this->gateway !== null && $case['listener'] === 'https' ? ['base_url' => $this->gateway->url] : [];
        return $this->clients[$key] ??= $this->simulator->client($case['listener'], $address + [
            'retries' => $case['retries'],
            'timeout' => $case['timeout'],
            'verify_response' => $case['verify'],
            'logger' => function (string $level, string $message): void {
                $this->logged += $message === 'DOKU request' ? 1 : 0;
            },
        ]);
    }

    /** The order that the case's call is about, where it needs one; its identifiers. */
    private function prepareOrder(array $case, string $name): array
    {
        if (in_array($case['operation'], ['generate', 'raw'], true)) {
            return [];
        }
        $this->calls++;
        $order = $this->clientFor(['retries' => 2, 'timeout' => 6.0, 'verify' => 'report', 'listener' => 'http'])
            ->generateOrder(Orders::generate($name), "order-$name");
        $this->earlier["order-$name"] = true;
        if ($case['operation'] === 'refund') {
            $this->simulator->control('POST', "orders/INV-$name/pay", ['plan' => '3m']);
        }
        return $order->identifiers;
    }

    /** Leaves the connection in the state that the case wants. */
    private function prelude(array $case, \DokuAkulaku $client, string $name): void
    {
        \DokuAkulaku::closeConnections();
        if ($case['prelude'] === 'fresh' || $case['closed']) {
            return;
        }
        if ($case['prelude'] === 'idle_closed') {
            $this->simulator->faults(['close_idle_kept']);
        } elseif ($case['prelude'] === 'dies_next') {
            $this->simulator->faults([[
                'fault' => 'close_on_next_request',
                'execute_next' => $case['execute_next'],
                'reset_next' => $case['reset_next'],
            ]]);
        }
        $this->calls++;
        try {
            $id = $client->request('GET', '/orders/v1/status/' . $this->knownInvoice($case, $name))->requestId;
        } catch (\DokuAkulaku\IndeterminateException $exception) {
            // A gateway's connection may be left dying by the case before.
            if ($this->gateway === null) {
                throw $exception;
            }
            $id = (string) $exception->getRequestId();
        }
        $this->earlier[$id] = true;
    }

    private function knownInvoice(array $case, string $name): string
    {
        if (!in_array($case['operation'], ['generate', 'raw'], true)) {
            return "INV-$name";
        }
        static $made = [];
        $key = spl_object_id($this);
        if (!isset($made[$key])) {
            $this->simulator->client()->generateOrder(Orders::generate("known-$key"), "order-known-$key");
            $this->earlier["order-known-$key"] = true;
            $made[$key] = "INV-known-$key";
            \DokuAkulaku::closeConnections();
        }
        return $made[$key];
    }

    private function send(
        \DokuAkulaku $client,
        array $case,
        string $name,
        array $identifiers,
        string $requestId,
    ): \DokuAkulaku\Response {
        return match ($case['operation']) {
            'generate' => $client->generateOrder(Orders::generate($name), $requestId),
            'cancel' => $client->cancelOrder(Orders::cancel($name), $requestId),
            'refund' => $client->refundOrder(Orders::refund($name, $identifiers), $requestId),
            'check' => $client->checkStatus("INV-$name"),
            'raw' => $client->request(
                'POST',
                '/akulaku-peer-to-peer/v2/generate-order',
                self::complete(Orders::generate($name)),
                $requestId
            ),
            'raw_check' => $client->request('GET', "/orders/v1/status/INV-$name", null, $requestId),
        };
    }

    /** What generateOrder() adds by itself. */
    private static function complete(array $payload): array
    {
        $payload['customer'] += ['address' => '', 'city' => '', 'state' => '', 'postcode' => ''];
        return $payload;
    }

    /** @return array{outcome: object, request_id: string, elapsed: float, attempts: int} */
    private function timed(\Closure $send, string $requestId): array
    {
        $this->calls++;
        $this->logged = 0;
        $started = hrtime(true);
        try {
            $outcome = $send();
        } catch (\DokuAkulaku\Exception $exception) {
            $outcome = $exception;
        }
        $elapsed = (hrtime(true) - $started) / 1e9;
        $this->outcomes[Judge::className($outcome)] = 1 + ($this->outcomes[Judge::className($outcome)] ?? 0);
        // checkStatus() makes its own id.
        $made = $outcome instanceof \DokuAkulaku\Response ? $outcome->requestId : (string) $outcome->getRequestId();
        $request = preg_match('/^call-/', $made) === 1 ? $requestId : $made;
        return [
            'outcome' => $outcome,
            'request_id' => $request,
            'elapsed' => $elapsed,
            'attempts' => $this->logged,
        ];
    }

    /** What happened since, without what the server did late for earlier calls. */
    private function ledger(array $mark, string $requestId): array
    {
        $ledger = $this->simulator->since($mark);
        $ledger['requests'] = array_values(array_filter(
            $ledger['requests'],
            fn (array $entry): bool => !isset($this->earlier[$entry['request_id']])
        ));
        $this->earlier[$requestId] = true;
        return $ledger;
    }

    private function tidy(array $case): void
    {
        if ($case['faults'] !== []) {
            $this->simulator->control('DELETE', 'faults');
        }
        $refused = array_filter($case['faults'], static fn (array $fault): bool => isset($fault['refuse_next']));
        if ($case['closed'] || $refused !== []) {
            $this->simulator->control('POST', 'listeners', [$case['listener'] => 'open']);
        }
    }

    /** The way out of "unknown": the same call with the same Request-Id. It must never act twice. */
    private function settle(array $case, \Closure $send, array $mark, string $requestId): array
    {
        $again = null;
        for ($try = 0; $try < 5 && !$again instanceof \DokuAkulaku\Response; $try++) {
            $call = $this->timed($send, $requestId);
            $this->earlier[$call['request_id']] = true;
            $again = $call['outcome'];
            if (!$again instanceof \DokuAkulaku\Response) {
                usleep(400000); // a delayed first request may still be in flight
            }
        }
        if (!$again instanceof \DokuAkulaku\Response) {
            return ['the same call again did not settle it: ' . Judge::className($again)];
        }
        $entries = array_filter(
            $this->simulator->since($mark)['requests'],
            static fn (array $entry): bool => $entry['request_id'] === $requestId && $entry['executed']
        );
        $wanted = in_array($case['operation'], ['check', 'raw_check'], true) ? 0 : 1;
        return count($entries) === $wanted ? [] : ['after the repetition the server acted ' . count($entries) . ' times'];
    }
}
