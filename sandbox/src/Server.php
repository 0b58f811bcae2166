<?php

declare(strict_types=1);

namespace DokuSandbox;

/** Puts the parts together: listeners, connections, routes, timers, the end. */
final class Server
{
    /** stream_select cannot watch more than 1024 descriptors. */
    private const MAX_CONNECTIONS = 900;

    private Loop $loop;
    private Clock $clock;
    private Settings $settings;
    private Ledger $ledger;
    private FaultQueue $faults;
    private FaultRunner $runner;
    private OrderBook $orders;
    private OrderFlow $flow;
    private Notifier $notifier;
    private Api $api;
    private Control $control;
    private PaymentPage $paymentPage;
    private AdminPage $adminPage;
    private Log $log;
    private ?Store $store = null;
    private bool $saveFailed = false;
    /** @var array<string, Listener> */
    private array $listeners = [];
    /** @var array<int, Connection> */
    private array $connections = [];
    private ?string $temporaryDirectory = null;
    private ?string $caFile = null;
    private bool $accepting = true;
    /** @var array<int, int> object id of a listener => timer that opens it again */
    private array $reopening = [];

    public function __construct(private readonly Options $options)
    {
        $this->loop = new Loop();
        $this->log = new Log($options->quiet);
        $this->clock = new Clock($options->speed);
        Response::useClock($this->clock);
        $this->settings = new Settings();
        $this->settings->notificationUrl = $options->notificationUrl;
        $this->settings->publicUrl = $options->publicUrl;
        $this->settings->expiry = $options->expiry;
        $this->settings->safeCharacters = $options->safeCharacters;
        $this->settings->notificationTimeout = $options->notifyTimeout;
        // Before anything is made that has to be removed, and before anybody is told that we are ready.
        $this->watchSignals();
        $this->build();
    }

    private function build(): void
    {
        $options = $this->options;
        $quirks = new Quirks();
        $quirks->set($options->quirks);
        $this->openListeners();
        $payBase = fn (Listener $listener): string => $this->payBase($listener);
        $this->ledger = new Ledger($this->clock, $options->ledgerLimit);
        $this->faults = new FaultQueue();
        $this->orders = new OrderBook($options->orderLimit);
        $this->flow = new OrderFlow($this->orders, $quirks, $this->clock, $this->settings);
        $this->notifier = new Notifier(
            $this->loop,
            $options->clients,
            $this->flow,
            $quirks,
            $this->clock,
            $this->settings,
            $this->notificationTls(),
            $this->log,
        );
        $this->flow->onSettled(fn (Order $order) => $this->notifier->queue($order));
        $this->flow->onMade(fn (Order $order) => $this->watchExpiry($order));
        $gate = new Gate($options->clients, $this->clock);
        $this->api = new Api(
            $options->clients,
            $gate,
            $this->orders,
            $this->flow,
            $quirks,
            $this->clock,
            $this->ledger,
            $this->settings,
        );
        $this->runner = new FaultRunner($this->loop, $this->api, $this->clock, $payBase, $this->refuse(...));
        $this->paymentPage = new PaymentPage($this->orders, $this->flow, $this->log);
        $this->adminPage = new AdminPage(
            $this->orders,
            $this->flow,
            $this->notifier,
            $this->settings,
            $this->ledger,
            new AdminFaults($this->faults),
            new AdminRefusals($this->ledger),
            new AdminOrders($this->notifier, $payBase),
        );
        $this->control = new Control(
            $this->ledger,
            $this->faults,
            $this->orders,
            $this->flow,
            $this->notifier,
            $this->api,
            $quirks,
            $this->settings,
            $this->clock,
            $payBase,
            $this->controlListeners(...),
        );
        if ($options->state !== null) {
            $this->store = new Store($options->state, $this->orders, $this->notifier);
            $this->store->load();
            // A file that cannot be written is told now, not after the first order.
            $this->store->save();
            // A change is kept before it is answered: who ends the server then must not make it forget.
            $this->api->onExecuted($this->saveState(...));
            $this->flow->onSettled(fn () => $this->saveState());
            array_map($this->watchExpiry(...), $this->orders->all());
        }
    }

    private function openListeners(): void
    {
        $options = $this->options;
        $this->listen('control', '127.0.0.1', $options->controlPort, null);
        if ($options->port !== null) {
            $this->listen('http', $options->host, $options->port, null);
        }
        if ($options->httpsPort === null && $options->extraTls === []) {
            return;
        }
        $maker = new CertificateMaker($options->caDirectory ?? $this->temporaryDirectory());
        if ($options->httpsPort !== null) {
            $this->listen('https', $options->host, $options->httpsPort, $maker->serverOptions('good', $options->host));
        }
        foreach ($options->extraTls as $kind) {
            $this->listen($kind, $options->host, 0, $maker->serverOptions($kind, $options->host));
        }
        $this->caFile = realpath($maker->caFile()) ?: null;
        if ($this->caFile === null) {
            // Only the "unknown-ca" port was asked for: the known authority must exist all the same.
            $maker->serverOptions('good', $options->host);
            $this->caFile = realpath($maker->caFile()) ?: null;
        }
    }

    /** @param array<string, mixed>|null $tls */
    private function listen(string $name, string $host, int $port, ?array $tls): void
    {
        $this->listeners[$name] = new Listener($this->loop, $name, $host, $port, $tls, $this->accept(...));
    }

    private function temporaryDirectory(): string
    {
        $directory = sys_get_temp_dir() . '/doku-sandbox-' . bin2hex(random_bytes(8));
        if (!mkdir($directory, 0700)) {
            throw new \RuntimeException("cannot make $directory");
        }
        return $this->temporaryDirectory = $directory;
    }

    /** @return array<string, mixed> */
    private function notificationTls(): array
    {
        if ($this->options->notifyInsecure) {
            return ['verify_peer' => false, 'verify_peer_name' => false];
        }
        $file = $this->options->notifyCa ?? $this->caFile;
        return $file === null ? [] : ['cafile' => $file];
    }

    /** The buyer's browser does not know the self-made authority, so plain HTTP comes first. */
    private function payBase(Listener $listener): string
    {
        return $this->settings->publicUrl ?? ($this->listeners['http'] ?? $listener)->url();
    }

    private function watchExpiry(Order $order): void
    {
        if ($order->expiresAt === 0 || $order->status !== Order::PENDING) {
            return;
        }
        $pause = $this->clock->real(max(0, $order->expiresAt - $this->clock->now()));
        $this->loop->after($pause, function () use ($order): void {
            if ($this->flow->expire($order)) {
                $this->log->line("order $order->invoice: expired");
            }
        });
    }

    /** @param resource $stream */
    private function accept(Listener $listener, $stream, string $peer): void
    {
        $control = $listener->name === 'control';
        $record = $control
            ? new ConnectionRecord(0, 'control', false, $peer, '')
            : $this->ledger->connection($listener, $peer);
        $connection = new Connection(
            $this->loop,
            $stream,
            $record->id,
            $listener,
            $peer,
            $this->options->idle,
            $this->dispatch(...),
            $this->closed(...),
            $record,
        );
        $this->connections[spl_object_id($connection)] = $connection;
        if (count($this->connections) > self::MAX_CONNECTIONS) {
            $connection->close('too_many_connections');
            return;
        }
        $fault = $control ? null : $this->faults->forConnection($listener);
        if ($fault !== null) {
            $record->fault = $fault->export();
            AcceptFaults::apply($this->loop, $connection, $fault);
            if ($fault->refuseNext !== null) {
                $this->refuse($listener, $fault->refuseNext, $connection);
            }
            return;
        }
        $connection->start();
    }

    private function closed(Connection $connection): void
    {
        unset($this->connections[spl_object_id($connection)]);
    }

    /** A mistake in here must not end the server for all others. */
    private function dispatch(Connection $connection, Request $request): void
    {
        try {
            $this->route($connection, $request);
        } catch (\Throwable $error) {
            $text = get_class($error) . ': ' . $error->getMessage() . ' at ' . basename($error->getFile())
                . ':' . $error->getLine();
            fwrite(STDERR, 'sandbox: internal error: ' . $text . "\n");
            $this->answer($connection, $request, Response::json(500, ['message' => 'simulator: ' . $text]));
        }
    }

    private function route(Connection $connection, Request $request): void
    {
        $path = $request->path;
        $control = str_starts_with($path, '/_sandbox/');
        $page = $path === '/' || $path === '/admin';
        if ($control || $page) {
            if (!$connection->isLoopback() || $this->comesFromOtherSite($request)) {
                $this->answer($connection, $request, Response::json(403, ['message' => 'only from this machine']));
                return;
            }
            if ($page) {
                $this->answer($connection, $request, $this->adminPage->handle($request, $connection->listener));
                return;
            }
            $reply = fn (Response $response) => $this->answer($connection, $request, $response);
            $this->control->handle($request, $connection->listener, $reply);
            return;
        }
        if (str_starts_with($path, '/pay/')) {
            $this->answer($connection, $request, $this->paymentPage->handle($request));
            return;
        }
        $this->serveApi($connection, $request);
    }

    /** A page of another site must not press buttons here, nor read under a name that leads to this machine. */
    private function comesFromOtherSite(Request $request): bool
    {
        if (!preg_match('~^((localhost|[0-9.]+|\[[0-9a-f:.]+\])(:\d+)?)?$~Di', $request->header('Host'))) {
            return true;
        }
        $origin = $request->header('Origin');
        return $origin !== '' && $origin !== 'http://' . $request->header('Host')
            && $origin !== 'https://' . $request->header('Host');
    }

    private function serveApi(Connection $connection, Request $request): void
    {
        $entry = $this->ledger->begin($connection, $request);
        $this->api->route($request, $entry);
        $next = $connection->nextRequestFault;
        if ($next !== null) {
            $connection->nextRequestFault = null;
            $this->runner->runNext($connection, $request, $entry, $next);
            $this->logRequest($entry);
            return;
        }
        try {
            $header = $request->header('X-Sandbox-Fault');
            $fault = $header === ''
                ? $this->faults->forRequest($connection->listener, $request, $entry)
                : Fault::fromSpec($header[0] === '{' ? json_decode($header, true) : $header);
        } catch (\InvalidArgumentException $error) {
            $this->answer($connection, $request, Response::json(400, ['message' => $error->getMessage()]));
            return;
        }
        $this->runner->run($connection, $request, $entry, $fault);
        $this->logRequest($entry);
    }

    private function logRequest(LedgerEntry $entry): void
    {
        if ($entry->refusal !== null && !$entry->inFlight) {
            $this->ledger->refuse($entry);
        }
        if ($this->options->quiet) {
            return;
        }
        $what = $entry->refusal ?? ($entry->replayed ? 'replayed' : ($entry->executed ? 'executed' : ''));
        $fault = $entry->fault === null ? '' : ' fault ' . $entry->fault['fault'];
        $this->log->line($entry->method . ' ' . $entry->path . ' ' . ($entry->status ?? '-')
            . ' ' . $what . $fault);
    }

    private function answer(Connection $connection, Request $request, Response $response): void
    {
        $close = $request->wantsClose();
        $body = $request->method === 'HEAD' ? '' : $response->body;
        $connection->send([
            Step::bytes($response->head($close) . $body),
            $close ? Step::close() : Step::done(),
        ]);
    }

    /** Refuses new connections for a while; idle kept ones are closed, so that a client has to connect. */
    private function refuse(Listener $listener, float $seconds, ?Connection $keep = null): void
    {
        $listener->close();
        foreach ($this->connections as $connection) {
            if ($connection !== $keep && $connection->listener === $listener) {
                $connection->closeIfIdle('refuse');
            }
        }
        $this->cancelReopening($listener);
        $this->reopening[spl_object_id($listener)] = $this->loop->after($seconds, function () use ($listener): void {
            unset($this->reopening[spl_object_id($listener)]);
            if ($this->accepting) {
                $listener->open();
            }
        });
    }

    /** Whoever opens or closes a listener by hand has the last word. */
    private function cancelReopening(Listener $listener): void
    {
        $this->loop->cancel($this->reopening[spl_object_id($listener)] ?? null);
        unset($this->reopening[spl_object_id($listener)]);
    }

    /** @param array<string, mixed> $wanted listener name => "open" or "closed" */
    private function controlListeners(string $what, array $wanted): bool
    {
        foreach ($wanted as $name => $state) {
            if ($name === 'control' || !isset($this->listeners[$name]) || !in_array($state, ['open', 'closed'], true)) {
                throw new \InvalidArgumentException('send {"<listener>": "open" or "closed"}');
            }
        }
        foreach ($this->listeners as $name => $listener) {
            if ($what === 'open' || isset($wanted[$name])) {
                $this->cancelReopening($listener);
            }
            if ($what === 'open' || ($wanted[$name] ?? '') === 'open') {
                $listener->open();
            } elseif (($wanted[$name] ?? '') === 'closed') {
                $listener->close();
                foreach ($this->connections as $connection) {
                    if ($connection->listener === $listener) {
                        $connection->closeIfIdle('refuse');
                    }
                }
            }
        }
        return true;
    }

    /** @return array<string, mixed> */
    public function readiness(): array
    {
        $extra = [];
        foreach ($this->options->extraTls as $kind) {
            $extra[$kind] = $this->listeners[$kind]->url();
        }
        return [
            'http' => isset($this->listeners['http']) ? $this->listeners['http']->url() : null,
            'https' => isset($this->listeners['https']) ? $this->listeners['https']->url() : null,
            'control' => $this->listeners['control']->url(),
            'extra_tls' => (object) $extra,
            'ca_file' => $this->caFile,
            'client_id' => array_key_first($this->options->clients),
            'pid' => getmypid(),
        ];
    }

    public function run(): void
    {
        if ($this->options->exitWithParent) {
            $this->watchStdin();
        }
        if ($this->store !== null) {
            $this->saveSoon();
        }
        $this->loop->run();
        $this->shutDown();
    }

    private function watchSignals(): void
    {
        if (!function_exists('pcntl_signal')) {
            return;
        }
        pcntl_async_signals(true);
        foreach ([SIGTERM, SIGINT, SIGHUP] as $signal) {
            pcntl_signal($signal, fn () => $this->loop->stop());
        }
    }

    private function watchStdin(): void
    {
        stream_set_blocking(STDIN, false);
        $this->loop->onReadable(STDIN, function (): void {
            $bytes = fread(STDIN, 8192);
            if (($bytes === '' || $bytes === false) && feof(STDIN)) {
                $this->loop->stop();
            }
        });
    }

    private function saveSoon(): void
    {
        $this->loop->after(0.2, function (): void {
            $this->saveState();
            $this->saveSoon();
        });
    }

    /** The server goes on without a file that it cannot write any more, and says so once. */
    private function saveState(): void
    {
        try {
            $this->store?->saveIfChanged();
            $this->saveFailed = false;
        } catch (\RuntimeException $error) {
            if (!$this->saveFailed) {
                fwrite(STDERR, 'sandbox: ' . $error->getMessage() . "\n");
            }
            $this->saveFailed = true;
        }
    }

    private function shutDown(): void
    {
        $this->accepting = false;
        foreach ($this->listeners as $listener) {
            $listener->close();
        }
        foreach ($this->connections as $connection) {
            $connection->close('shutdown');
        }
        $this->saveState();
        if ($this->temporaryDirectory !== null) {
            array_map('unlink', glob($this->temporaryDirectory . '/*') ?: []);
            @rmdir($this->temporaryDirectory);
        }
    }
}
