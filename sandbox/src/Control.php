<?php

declare(strict_types=1);

namespace DokuSandbox;

/** The JSON endpoints under /_sandbox/: what the server did, what it shall do wrong, and the buyer by remote. */
final class Control
{
    /** @param \Closure(string, array<string, mixed>): bool $listeners opens and shuts listeners */
    public function __construct(
        private readonly Ledger $ledger,
        private readonly FaultQueue $faults,
        private readonly OrderBook $orders,
        private readonly OrderFlow $flow,
        private readonly Notifier $notifier,
        private readonly Api $api,
        private readonly Quirks $quirks,
        private readonly Settings $settings,
        private readonly Clock $clock,
        private readonly \Closure $payBase,
        private readonly \Closure $listeners,
    ) {
    }

    /** @param \Closure(Response): void $answer may be called later */
    public function handle(Request $request, Listener $listener, \Closure $answer): void
    {
        $input = $request->json();
        if ($input === null) {
            $answer(Response::json(400, ['message' => 'the body is not a JSON object']));
            return;
        }
        try {
            $this->route($request, $input, $listener, $answer);
        } catch (\InvalidArgumentException $error) {
            $answer(Response::json(400, ['message' => $error->getMessage()]));
        }
    }

    /** @param array<string, mixed> $input */
    private function route(Request $request, array $input, Listener $listener, \Closure $answer): void
    {
        $path = substr($request->path, strlen('/_sandbox/'));
        if (preg_match('~^orders/([^/]+)/(pay|decline|expire)$~D', $path, $match) && $request->method === 'POST') {
            $this->settle(rawurldecode($match[1]), $match[2], $input, $listener, $answer);
            return;
        }
        if (preg_match('~^notify/([^/]+)$~D', $path, $match) && $request->method === 'POST') {
            $this->notify(rawurldecode($match[1]), $input, $answer);
            return;
        }
        $filter = $request->queryParameters();
        $invoices = isset($filter['invoice']) ? [$filter['invoice']] : null;
        $result = match ($request->method . ' ' . $path) {
            'GET ledger' => $this->ledger($filter, $listener),
            'GET totals' => $this->ledger->totals(),
            'GET orders' => ['orders' => $this->orderList($listener, $invoices)],
            'GET notifications' => ['notifications' => $this->notificationList($invoices)],
            'POST reset' => $this->reset(),
            'GET faults' => ['faults' => $this->faults->export()],
            'POST faults' => $this->addFaults($input),
            'DELETE faults' => $this->clearFaults(),
            'GET fault-names' => $this->faultNames(),
            'POST clock' => $this->setClock($input),
            'GET clock' => $this->clockState(),
            'POST config' => $this->configure($input),
            'GET config' => $this->configuration(),
            'POST listeners' => $this->setListeners($input),
            default => null,
        };
        $answer($result === null
            ? Response::json(404, ['message' => "No static resource $request->path."])
            : Response::json(200, $result, true));
    }

    /**
     * With a filter only what belongs to the requests found is told: asking for one of many stays cheap.
     *
     * @param array<string, string> $filter
     * @return array<string, mixed>
     */
    private function ledger(array $filter, Listener $listener): array
    {
        $requests = $this->ledger->requests($filter);
        $filtered = array_intersect_key($filter, ['since' => 1, 'request_id' => 1, 'invoice' => 1]) !== [];
        $invoices = isset($filter['invoice'])
            ? [$filter['invoice']]
            : array_values(array_unique(array_filter(array_column($requests, 'invoice'), is_string(...))));
        if (isset($filter['since_connection']) || !$filtered) {
            $connections = $this->ledger->connections((int) ($filter['since_connection'] ?? 0));
        } else {
            $connections = $this->ledger->connectionsOf(array_column($requests, 'connection'));
        }
        return [
            'totals' => $this->ledger->totals(),
            'requests' => $requests,
            'connections' => $connections,
            'orders' => $this->orderList($listener, $filtered ? $invoices : null),
            'notifications' => $this->notificationList($filtered ? $invoices : null),
            'faults' => $this->faults->export(),
        ];
    }

    /**
     * @param list<string>|null $invoices null = all
     * @return list<array<string, mixed>>
     */
    private function orderList(Listener $listener, ?array $invoices): array
    {
        $orders = $invoices === null
            ? $this->orders->all()
            : array_merge([], ...array_map($this->orders->findAll(...), $invoices));
        $base = ($this->payBase)($listener) . '/pay/';
        return array_map(static fn (Order $order): array => $order->summary($base . $order->token), $orders);
    }

    /**
     * @param list<string>|null $invoices null = all
     * @return list<array<string, mixed>>
     */
    private function notificationList(?array $invoices): array
    {
        $list = [];
        foreach ($this->notifier->all() as $notification) {
            if ($invoices === null || in_array($notification->invoice, $invoices, true)) {
                $list[] = $notification->summary();
            }
        }
        return $list;
    }

    /** @return array<string, mixed> */
    private function reset(): array
    {
        $this->orders->reset();
        $this->notifier->reset();
        $this->faults->clear();
        $this->api->resetInFlight();
        $this->ledger->reset();
        $this->quirks->set([]);
        $this->clock->offset = 0;
        ($this->listeners)('open', []);
        return ['reset' => true];
    }

    /**
     * @param array<string, mixed> $input
     * @return array<string, mixed>
     */
    private function addFaults(array $input): array
    {
        $specs = $input['faults'] ?? null;
        $match = $input['match'] ?? [];
        if (!is_array($specs) || !array_is_list($specs) || !is_array($match)) {
            throw new \InvalidArgumentException('send {"faults": [...], "match": {...}}');
        }
        // All are read before any is queued, so that a mistake leaves nothing behind.
        $faults = array_map(static fn (mixed $spec): Fault => Fault::fromSpec($spec, $match), $specs);
        foreach ($faults as $fault) {
            $this->faults->add($fault);
        }
        return ['faults' => $this->faults->export()];
    }

    /** @return array<string, mixed> */
    private function clearFaults(): array
    {
        $this->faults->clear();
        return ['faults' => []];
    }

    /** @return array<string, mixed> */
    private function faultNames(): array
    {
        $names = [];
        foreach (FaultCatalogue::ALL as $name => [$meaning, $parameters]) {
            $names[$name] = ['meaning' => $meaning, 'parameters' => (object) $parameters];
        }
        return ['faults' => $names, 'quirks' => Quirks::ALL, 'forgeries' => Notifier::FORGERIES];
    }

    /**
     * @param array<string, mixed> $input
     * @return array<string, mixed>
     */
    private function setClock(array $input): array
    {
        if (!is_int($input['offset_seconds'] ?? null)) {
            throw new \InvalidArgumentException('send {"offset_seconds": N}');
        }
        $this->clock->offset = $input['offset_seconds'];
        return $this->clockState();
    }

    /** @return array<string, mixed> */
    private function clockState(): array
    {
        return [
            'offset_seconds' => $this->clock->offset,
            'now' => $this->clock->stamp(),
            'speed' => $this->clock->speed,
        ];
    }

    /**
     * @param array<string, mixed> $input
     * @return array<string, mixed>
     */
    private function configure(array $input): array
    {
        foreach ($input as $key => $value) {
            switch ($key) {
                case 'notification_url':
                case 'public_url':
                    if ($value !== null && (!is_string($value) || !preg_match('~^https?://[^/\s]+~i', $value))) {
                        throw new \InvalidArgumentException("$key is an http or https URL, or null");
                    }
                    break;
                case 'expiry':
                    if (!is_int($value) || $value < 0) {
                        throw new \InvalidArgumentException('expiry is a number of seconds, 0 for none');
                    }
                    break;
                case 'quirks':
                    if (!is_array($value) || $value !== array_filter($value, is_string(...))) {
                        throw new \InvalidArgumentException('quirks is a list of names');
                    }
                    break;
                default:
                    throw new \InvalidArgumentException("unknown setting: $key");
            }
        }
        if (isset($input['quirks'])) {
            $this->quirks->set($input['quirks']);
        }
        if (array_key_exists('notification_url', $input)) {
            $this->settings->notificationUrl = $input['notification_url'];
        }
        if (array_key_exists('public_url', $input)) {
            $this->settings->publicUrl = $input['public_url'] === null ? null : rtrim($input['public_url'], '/');
        }
        $this->settings->expiry = $input['expiry'] ?? $this->settings->expiry;
        return $this->configuration();
    }

    /** @return array<string, mixed> */
    private function configuration(): array
    {
        return [
            'notification_url' => $this->settings->notificationUrl,
            'public_url' => $this->settings->publicUrl,
            'expiry' => $this->settings->expiry,
            'quirks' => $this->quirks->names(),
        ];
    }

    /**
     * @param array<string, mixed> $input
     * @return array<string, mixed>
     */
    private function setListeners(array $input): array
    {
        ($this->listeners)('set', $input);
        return $input;
    }

    /** @param array<string, mixed> $input */
    private function settle(string $invoice, string $what, array $input, Listener $listener, \Closure $answer): void
    {
        $order = $this->orders->find($invoice);
        if ($order === null) {
            $answer(Response::json(404, ['message' => 'Order Not Found']));
            return;
        }
        $plan = $input['plan'] ?? '30d';
        if (!PaymentPage::hasPlan($plan)) {
            throw new \InvalidArgumentException('plan is one of 30d, 3m, 6m, 12m');
        }
        $done = $what === 'expire'
            ? $this->flow->expire($order)
            : $this->flow->settle($order, $what === 'pay', $plan, ($input['force'] ?? false) === true);
        if (!$done) {
            $answer(Response::json(409, ['message' => "the order is $order->status"]));
            return;
        }
        $reply = function (?Notification $notification) use ($order, $listener, $answer): void {
            $answer(Response::json(200, [
                'order' => $order->summary(($this->payBase)($listener) . '/pay/' . $order->token),
                'notification' => $notification?->summary(),
            ], true));
        };
        $notification = $what === 'expire' ? null : $this->latest($order);
        if ($notification !== null && ($input['wait'] ?? false) === true) {
            $this->notifier->afterAttempt($notification, $reply);
        } else {
            $reply($notification);
        }
    }

    private function latest(Order $order): ?Notification
    {
        foreach (array_reverse($this->notifier->all()) as $notification) {
            if ($notification->clientId === $order->clientId && $notification->invoice === $order->invoice) {
                return $notification;
            }
        }
        return null;
    }

    /** @param array<string, mixed> $input */
    private function notify(string $invoice, array $input, \Closure $answer): void
    {
        $order = $this->orders->find($invoice);
        if ($order === null) {
            $answer(Response::json(404, ['message' => 'Order Not Found']));
            return;
        }
        $forge = $input['forge'] ?? null;
        if ($forge === true) {
            $forge = $input['forge'] = 'signature';
        }
        if ($forge !== null && !in_array($forge, Notifier::FORGERIES, true)) {
            throw new \InvalidArgumentException('forge is one of ' . implode(', ', Notifier::FORGERIES));
        }
        if (!is_string($input['status'] ?? '') || !is_int($input['amount'] ?? 0)) {
            throw new \InvalidArgumentException('status is a text, amount an integer');
        }
        $options = array_intersect_key($input, ['status' => 1, 'amount' => 1, 'forge' => 1]);
        $notification = $this->notifier->queue($order, $options);
        $reply = static function (Notification $notification) use ($answer): void {
            $answer(Response::json(200, ['notification' => $notification->summary()], true));
        };
        if (($input['wait'] ?? true) === true) {
            $this->notifier->afterAttempt($notification, $reply);
        } else {
            $reply($notification);
        }
    }
}
