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
        $result = match ($request->method . ' ' . $path) {
            'GET ledger' => $this->ledger($filter, $listener),
            'GET totals' => $this->ledger->totals(),
            'GET connections' => $this->connectionPage($filter),
            'GET orders' => $this->orderPage($filter, $listener),
            'GET notifications' => $this->notificationPage($filter),
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
            ? Response::json(404, ['message' => Api::noRoute($request)])
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
        $page = Page::of($filter);
        $found = $this->ledger->requests($page, $filter);
        $requests = $found['items'];
        $filtered = array_intersect_key($filter, ['since' => 1, 'before' => 1, 'request_id' => 1, 'invoice' => 1]);
        $invoices = null;
        if (isset($filter['invoice'])) {
            $invoices = [$filter['invoice'] => true];
        } elseif ($filtered !== []) {
            $named = array_map(static fn (LedgerEntry $entry): string => (string) $entry->invoice, $requests);
            $invoices = array_fill_keys($named, true);
        }
        if (isset($filter['since_connection'])) {
            $connections = $this->ledger->connections(Page::of(
                array_intersect_key($filter, ['since_connection' => 1, 'limit' => 1]),
                'since_connection',
            ))['items'];
        } elseif ($filtered === []) {
            $connections = $this->ledger->connections($page)['items'];
        } else {
            $ids = array_map(static fn (LedgerEntry $entry): int => $entry->connection, $requests);
            $connections = $this->ledger->connectionsOf($ids);
        }
        $export = static fn (LedgerEntry|ConnectionRecord $one): array => $one->export();
        return [
            'totals' => $this->ledger->totals(),
            'requests' => array_map($export, $requests),
            'connections' => array_map($export, $connections),
            'orders' => $this->orderList($this->orders->page($page->newest(), $invoices)['items'], $listener),
            'notifications' => $this->summaries($this->notifier->page($page->newest(), $invoices)['items']),
            'faults' => $this->faults->export(),
            'page' => self::links('ledger', $filter, $found),
        ];
    }

    /**
     * Where the list goes on, as paths.
     *
     * @param array<string, string> $filter
     * @param array{older: ?int, newer: ?int} $found
     * @return array{older: ?string, newer: ?string}
     */
    private static function links(string $list, array $filter, array $found): array
    {
        $rest = array_diff_key($filter, ['since' => 1, 'before' => 1, 'since_connection' => 1]);
        $link = static fn (string $name, ?int $number): ?string => $number === null
            ? null
            : "/_sandbox/$list?" . http_build_query([$name => $number] + $rest, '', '&', PHP_QUERY_RFC3986);
        return ['older' => $link('before', $found['older']), 'newer' => $link('since', $found['newer'])];
    }

    /**
     * @param array<string, string> $filter
     * @return array<string, mixed>
     */
    private function connectionPage(array $filter): array
    {
        $found = $this->ledger->connections(Page::of($filter));
        $export = static fn (ConnectionRecord $one): array => $one->export();
        return [
            'connections' => array_map($export, $found['items']),
            'page' => self::links('connections', $filter, $found),
        ];
    }

    /**
     * @param array<string, string> $filter
     * @return array<string, mixed>
     */
    private function orderPage(array $filter, Listener $listener): array
    {
        $found = $this->orders->page(Page::of($filter), self::invoices($filter));
        return [
            'orders' => $this->orderList($found['items'], $listener),
            'page' => self::links('orders', $filter, $found),
        ];
    }

    /**
     * @param array<string, string> $filter
     * @return array<string, mixed>
     */
    private function notificationPage(array $filter): array
    {
        $found = $this->notifier->page(Page::of($filter), self::invoices($filter));
        return [
            'notifications' => $this->summaries($found['items']),
            'page' => self::links('notifications', $filter, $found),
        ];
    }

    /**
     * @param array<string, string> $filter
     * @return array<string, true>|null
     */
    private static function invoices(array $filter): ?array
    {
        return isset($filter['invoice']) ? [$filter['invoice'] => true] : null;
    }

    /**
     * @param list<Order> $orders
     * @return list<array<string, mixed>>
     */
    private function orderList(array $orders, Listener $listener): array
    {
        $base = ($this->payBase)($listener) . '/pay/';
        return array_map(static fn (Order $order): array => $order->summary($base . $order->token), $orders);
    }

    /**
     * @param list<Notification> $notifications
     * @return list<array<string, mixed>>
     */
    private function summaries(array $notifications): array
    {
        return array_map(static fn (Notification $one): array => $one->summary(), $notifications);
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
        $this->clock->movesDate = true;
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
        if (!is_int($input['offset_seconds'] ?? null) || !is_bool($input['date_header'] ?? true)) {
            throw new \InvalidArgumentException('send {"offset_seconds": N, "date_header": true or false}');
        }
        $this->clock->offset = $input['offset_seconds'];
        $this->clock->movesDate = $input['date_header'] ?? true;
        return $this->clockState();
    }

    /** @return array<string, mixed> */
    private function clockState(): array
    {
        return [
            'offset_seconds' => $this->clock->offset,
            'date_header' => $this->clock->movesDate,
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
                case 'characters':
                    if ($value !== 'safe' && $value !== 'any') {
                        throw new \InvalidArgumentException('characters is "safe" or "any"');
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
        $this->settings->safeCharacters = ($input['characters'] ?? $this->characters()) === 'safe';
        $this->settings->expiry = $input['expiry'] ?? $this->settings->expiry;
        return $this->configuration();
    }

    private function characters(): string
    {
        return $this->settings->safeCharacters ? 'safe' : 'any';
    }

    /** @return array<string, mixed> */
    private function configuration(): array
    {
        return [
            'notification_url' => $this->settings->notificationUrl,
            'public_url' => $this->settings->publicUrl,
            'expiry' => $this->settings->expiry,
            'characters' => $this->characters(),
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
        $notification = $what === 'expire' ? null : $this->notifier->latestOf($order);
        if ($notification !== null && ($input['wait'] ?? false) === true) {
            $this->notifier->afterAttempt($notification, $reply);
        } else {
            $reply($notification);
        }
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
