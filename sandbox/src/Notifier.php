<?php

declare(strict_types=1);

namespace DokuSandbox;

/** Sends notifications: at once, then by DOKU's schedule until the merchant answers with a 2xx. */
final class Notifier
{
    /** Seconds after the attempt before: 30 min, 5 h 30 min, 6 h; that is 12 h after the first. */
    public const SCHEDULE = [1800, 19800, 21600];

    public const FORGERIES = ['signature', 'secret', 'body', 'target', 'client_id', 'stale', 'future',
        'response_layout', 'no_signature', 'no_client_id', 'no_request_id', 'no_timestamp'];

    private const KEPT = 5000;

    /** @var array<int, Notification> */
    private array $notifications = [];
    /** @var array<string, array<int, Notification>> by client and invoice */
    private array $byOrder = [];
    /** @var array<int, int> timer of each waiting notification */
    private array $timers = [];
    /** @var array<int, list<\Closure(Notification): void>> */
    private array $waiters = [];
    private int $nextId = 1;
    public bool $dirty = false;

    /**
     * @param array<string, string> $secrets Client-Id => secret key
     * @param array<string, mixed> $tls stream context options of "ssl"
     */
    public function __construct(
        private readonly Loop $loop,
        #[\SensitiveParameter] private readonly array $secrets,
        private readonly OrderFlow $flow,
        private readonly Quirks $quirks,
        private readonly Clock $clock,
        private readonly Settings $settings,
        private readonly array $tls,
        private readonly Log $log,
    ) {
    }

    public function reset(): void
    {
        foreach ($this->timers as $timer) {
            $this->loop->cancel($timer);
        }
        $waiters = $this->waiters;
        $forgotten = $this->notifications;
        $this->notifications = $this->byOrder = $this->timers = $this->waiters = [];
        $this->dirty = true;
        foreach ($waiters as $id => $callbacks) {
            foreach (isset($forgotten[$id]) ? $callbacks : [] as $callback) {
                $callback($forgotten[$id]);
            }
        }
    }

    /**
     * Makes a notification of the order's state and sends it.
     *
     * @param array{status?: string, amount?: int, forge?: string} $options
     */
    public function queue(Order $order, array $options = []): Notification
    {
        $status = $options['status'] ?? $order->status;
        $body = $this->flow->report($order, $status);
        if (isset($options['amount'])) {
            $body['order']['amount'] = $options['amount'];
        }
        [$url, $note] = $this->target($order);
        $notification = new Notification(
            $this->nextId++,
            $order->clientId,
            $order->invoice,
            $status,
            $url,
            $this->requestId(),
            $this->quirks->encode($body),
            $this->clock->stamp(),
            $options['forge'] ?? null,
        );
        $notification->note = $note;
        $this->keep($notification);
        while (count($this->notifications) > self::KEPT) {
            $this->forget($this->notifications[array_key_first($this->notifications)]);
        }
        $this->dirty = true;
        if ($url === null) {
            $notification->state = Notification::NOT_SENT;
        } else {
            $notification->nextAt = $this->clock->now();
            $this->schedule($notification, 0.0);
        }
        return $notification;
    }

    private function keep(Notification $notification): void
    {
        $this->notifications[$notification->id] = $notification;
        $this->byOrder[self::key($notification->clientId, $notification->invoice)][$notification->id] = $notification;
    }

    private function forget(Notification $notification): void
    {
        $id = $notification->id;
        $key = self::key($notification->clientId, $notification->invoice);
        $this->loop->cancel($this->timers[$id] ?? null);
        unset($this->notifications[$id], $this->timers[$id], $this->byOrder[$key][$id]);
        if ($this->byOrder[$key] === []) {
            unset($this->byOrder[$key]);
        }
    }

    private static function key(string $clientId, string $invoice): string
    {
        return $clientId . "\n" . $invoice;
    }

    /** Those that DOKU makes are no UUIDs, except for QRIS: the channel's name and digits, up to 75 characters. */
    private function requestId(): string
    {
        if ($this->quirks->has('uuid_request_ids')) {
            return Signature::uuid();
        }
        $id = 'PEER_TO_PEER_AKULAKU';
        while (strlen($id) < 75) {
            $id .= random_int(0, 9);
        }
        return $id;
    }

    /** An override may change the host only: its path must be that of the configured URL. */
    private function target(Order $order): array
    {
        $configured = $this->settings->notificationUrl;
        if ($configured === null) {
            return [null, 'no notification URL is configured'];
        }
        if ($order->overrideUrl === null) {
            return [$configured, ''];
        }
        if (self::path($order->overrideUrl) !== self::path($configured)) {
            return [$configured, 'override_notification_url has another path than the configured URL: not used'];
        }
        return [$order->overrideUrl, 'override_notification_url'];
    }

    private static function path(string $url): string
    {
        $path = parse_url($url, PHP_URL_PATH);
        return is_string($path) && $path !== '' ? $path : '/';
    }

    /** Calls back when the next attempt has ended, or at once when there will be none. */
    public function afterAttempt(Notification $notification, \Closure $callback): void
    {
        if ($notification->state === Notification::NOT_SENT) {
            $callback($notification);
            return;
        }
        $this->waiters[$notification->id][] = $callback;
    }

    private function schedule(Notification $notification, float $seconds): void
    {
        $this->timers[$notification->id] = $this->loop->after($seconds, fn () => $this->send($notification));
    }

    private function send(Notification $notification): void
    {
        unset($this->timers[$notification->id]);
        $notification->state = Notification::SENDING;
        $started = Loop::now();
        $headers = $this->headers($notification);
        $done = function (?int $status, string $error, string $answer) use ($notification, $headers, $started): void {
            $this->attempted($notification, [
                'time' => $this->clock->stamp(),
                'timestamp' => array_column($headers, 1, 0)['Request-Timestamp'] ?? null,
                'status' => $status,
                'error' => $error === '' ? null : $error,
                'seconds' => round(Loop::now() - $started, 3),
                'answer' => $answer,
            ]);
        };
        $body = $notification->body;
        if ($notification->forge === 'body') {
            $body = str_replace('"status":"', '"status": "', $body);
        }
        $client = new HttpClient(
            $this->loop,
            (string) $notification->url,
            $headers,
            $body,
            $this->tls,
            $this->settings->notificationTimeout,
            $done,
        );
        $client->start();
    }

    /** @param array<string, mixed> $attempt */
    private function attempted(Notification $notification, array $attempt): void
    {
        $notification->attempts[] = $attempt;
        $number = count($notification->attempts);
        $status = $attempt['status'];
        $this->log->line("notification $notification->id for $notification->invoice, attempt $number: "
            . ($status ?? $attempt['error']));
        if ($status !== null && $status >= 200 && $status < 300) {
            $notification->state = Notification::DELIVERED;
        } elseif ($notification->forge !== null || !isset(self::SCHEDULE[$number - 1])) {
            $notification->state = Notification::GIVEN_UP;
        } elseif (isset($this->notifications[$notification->id])) {
            $pause = self::SCHEDULE[$number - 1];
            $notification->state = Notification::WAITING;
            $notification->nextAt = $this->clock->now() + $pause;
            $this->schedule($notification, $this->clock->real($pause));
        }
        $this->dirty = true;
        $waiters = $this->waiters[$notification->id] ?? [];
        unset($this->waiters[$notification->id]);
        foreach ($waiters as $callback) {
            $callback($notification);
        }
    }

    /** @return list<array{string, string}> */
    private function headers(Notification $notification): array
    {
        $forge = $notification->forge;
        $now = $this->clock->now();
        $time = Signature::timestamp(match ($forge) {
            'stale' => $now - 86400,
            'future' => $now + 86400,
            default => $now,
        });
        $notification->firstTimestamp ??= $time;
        if ($this->quirks->has('stale_retries')) {
            $time = $notification->firstTimestamp;
        }
        $clientId = $forge === 'client_id' ? 'MCH-OTHER-0001' : $notification->clientId;
        $secret = $forge === 'secret' ? 'fake-secret-of-a-forger' : $this->secrets[$notification->clientId] ?? '';
        $signature = Signature::make(
            $secret,
            $clientId,
            $notification->requestId,
            $time,
            $forge === 'target' ? '/another/path' : self::path((string) $notification->url),
            $notification->body,
            $forge === 'response_layout',
        );
        if ($forge === 'signature') {
            $signature = Signature::PREFIX . base64_encode(hash('sha256', $signature, true));
        }
        if ($this->quirks->has('unpadded_signature')) {
            $signature = rtrim($signature, '=');
        }
        $headers = [
            'no_client_id' => ['Client-Id', $clientId],
            'no_request_id' => ['Request-Id', $notification->requestId],
            'no_timestamp' => ['Request-Timestamp', $time],
            'no_signature' => ['Signature', $signature],
            'type' => ['Content-Type', 'application/json'],
        ];
        unset($headers[(string) $forge]);
        return array_values($headers);
    }

    /**
     * @param array<string, true>|null $invoices null = all
     * @return array{items: list<Notification>, older: ?int, newer: ?int}
     */
    public function page(Page $page, ?array $invoices): array
    {
        return $page->take(
            $this->notifications,
            static fn (Notification $one): int => $one->id,
            $invoices === null ? null : static fn (Notification $one): bool => isset($invoices[$one->invoice]),
        );
    }

    public function latestOf(Order $order): ?Notification
    {
        return $this->of($order)[0] ?? null;
    }

    /** @return list<Notification> newest first */
    public function of(Order $order): array
    {
        return array_reverse(array_values($this->byOrder[self::key($order->clientId, $order->invoice)] ?? []));
    }

    /** @return array<string, mixed> */
    public function export(): array
    {
        return [
            'next_id' => $this->nextId,
            'notifications' => array_map(
                static fn (Notification $one): array => $one->export(),
                array_values($this->notifications),
            ),
        ];
    }

    /** @param array<string, mixed> $state */
    public function import(array $state): void
    {
        $this->nextId = (int) $state['next_id'];
        foreach ($state['notifications'] as $row) {
            $notification = Notification::import($row);
            $this->keep($notification);
            if (in_array($notification->state, [Notification::WAITING, Notification::SENDING], true)) {
                $pause = max(0, $notification->nextAt - $this->clock->now());
                $this->schedule($notification, $this->clock->real($pause));
            }
        }
        $this->dirty = false;
    }
}
