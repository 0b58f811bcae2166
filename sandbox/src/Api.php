<?php

declare(strict_types=1);

namespace DokuSandbox;

/**
 * DOKU's four Akulaku calls and the release of a settlement: what they do and what they answer.
 * Knows no sockets and no faults.
 */
final class Api
{
    public const GENERATE = '/akulaku-peer-to-peer/v2/generate-order';
    public const CANCEL = '/akulaku-peer-to-peer/v2/cancel';
    public const REFUND = '/akulaku-peer-to-peer/v2/refund';
    public const RELEASE = '/finance/v1/release';
    public const STATUS = '/orders/v1/status/';

    /** @var array<string, true> client and Request-Id of requests that are not answered yet */
    private array $inFlight = [];
    private ?\Closure $whenExecuted = null;

    /** @param array<string, string> $secrets Client-Id => secret key */
    public function __construct(
        #[\SensitiveParameter] private readonly array $secrets,
        private readonly Gate $gate,
        private readonly OrderBook $orders,
        private readonly OrderFlow $flow,
        private readonly Quirks $quirks,
        private readonly Clock $clock,
        private readonly Ledger $ledger,
        private readonly Settings $settings,
    ) {
    }

    /** Called after each call that was taken, before its answer goes out. */
    public function onExecuted(\Closure $callback): void
    {
        $this->whenExecuted = $callback;
    }

    /** Names the operation in the ledger; false when no route fits. */
    public function route(Request $request, LedgerEntry $entry): bool
    {
        $operation = match (true) {
            $request->method === 'POST' && $request->path === self::GENERATE => 'generate',
            $request->method === 'POST' && $request->path === self::CANCEL => 'cancel',
            $request->method === 'POST' && $request->path === self::REFUND => 'refund',
            $request->method === 'POST' && $request->path === self::RELEASE => 'release',
            $request->method === 'GET' && str_starts_with($request->path, self::STATUS)
                && strlen($request->path) > strlen(self::STATUS) => 'status',
            default => null,
        };
        if ($operation === null) {
            return false;
        }
        $entry->operation = $operation;
        $entry->invoice = $this->invoiceOf($request, $operation);
        return true;
    }

    private function invoiceOf(Request $request, string $operation): ?string
    {
        if ($operation === 'status') {
            return rawurldecode(substr($request->path, strlen(self::STATUS)));
        }
        $body = json_decode($request->body, true, 32);
        $order = is_array($body) ? $body['order'] ?? null : null;
        $invoice = is_array($order) ? $order['invoice_number'] ?? null : null;
        return is_string($invoice) ? $invoice : null;
    }

    /** Answers a request completely; the answer is not signed yet. */
    public function handle(Request $request, LedgerEntry $entry, string $payBase, bool $fail = false): Response
    {
        $refusal = $this->verify($request, $entry);
        if ($refusal !== null) {
            return $refusal;
        }
        if ($request->method === 'GET') {
            $entry->processed = true;
            return $this->status($request, (string) $entry->invoice);
        }
        return $this->replay($request, $entry) ?? $this->execute($request, $entry, $payBase, $fail);
    }

    /** The checks that come before the body, recorded in the ledger. */
    public function verify(Request $request, LedgerEntry $entry): ?Response
    {
        if ($entry->operation === 'unknown') {
            $entry->refusal = 'no_route';
            $entry->reason = self::noRoute($request);
            return Response::json(404, ['message' => $entry->reason]);
        }
        return $this->gate->check($request, $entry);
    }

    /** DOKU's words: the path stands there without the slash in front. */
    public static function noRoute(Request $request): string
    {
        return 'No static resource ' . ltrim($request->path, '/') . '.';
    }

    /** A repeated Request-Id gets the first answer again, whatever its body says now. */
    private function replay(Request $request, LedgerEntry $entry): ?Response
    {
        $clientId = $request->header('Client-Id');
        $requestId = $request->header('Request-Id');
        if (isset($this->inFlight[$clientId . "\n" . $requestId])) {
            $entry->inFlight = true;
            $entry->refusal = 'idempotent_request';
            $entry->reason = 'Request is being processed';
            return Response::json(409, Gate::envelope($entry->refusal, $entry->reason));
        }
        $answer = $this->orders->answer($clientId, $requestId);
        if ($answer === null) {
            return null;
        }
        $entry->replayed = true;
        $this->ledger->count('replayed');
        return new Response(409, $answer['body'], [['Content-Type', 'application/json']]);
    }

    public function holdInFlight(Request $request): void
    {
        $this->inFlight[$request->header('Client-Id') . "\n" . $request->header('Request-Id')] = true;
    }

    public function releaseInFlight(Request $request): void
    {
        unset($this->inFlight[$request->header('Client-Id') . "\n" . $request->header('Request-Id')]);
    }

    public function resetInFlight(): void
    {
        $this->inFlight = [];
    }

    private function execute(Request $request, LedgerEntry $entry, string $payBase, bool $fail): Response
    {
        $body = json_decode($request->body, false, 32, JSON_BIGINT_AS_STRING);
        if (!$body instanceof \stdClass) {
            return $this->refuse($entry, ['INVALID JSON']);
        }
        $table = match ($entry->operation) {
            'generate' => FieldRules::GENERATE,
            'cancel' => FieldRules::CANCEL,
            'release' => FieldRules::RELEASE,
            default => FieldRules::REFUND,
        };
        $messages = FieldRules::check($body, $table);
        if ($messages === [] && $this->settings->safeCharacters && !FieldRules::isSafe($body, $table)) {
            $messages = [FieldRules::UNSAFE];
        }
        if ($messages !== []) {
            return $this->refuse($entry, $messages);
        }
        $clientId = $request->header('Client-Id');
        $requestId = $request->header('Request-Id');
        try {
            $result = match ($entry->operation) {
                'generate' => $this->flow->generate($clientId, $requestId, $body, $payBase, $fail),
                'cancel' => $this->flow->cancel($clientId, $body),
                'release' => $this->flow->release($clientId, $body),
                default => $this->flow->refund($clientId, $body),
            };
        } catch (BusinessError $error) {
            return $this->refuse($entry, [$error->getMessage()]);
        }
        $entry->processed = true;
        $entry->executed = $result['effect'];
        if ($result['effect']) {
            $this->ledger->count('executed');
        }
        $json = $this->quirks->encode($result['body']);
        // Only answers of requests that were taken are kept; a refused body may be sent again, corrected,
        // under the same Request-Id. DOKU does not say what it does there.
        $this->orders->remember($clientId, $requestId, 200, $json, $entry->invoice);
        if ($this->whenExecuted !== null) {
            ($this->whenExecuted)();
        }
        return new Response(200, $json, [['Content-Type', 'application/json']]);
    }

    /** @param list<string> $messages */
    private function refuse(LedgerEntry $entry, array $messages): Response
    {
        $entry->refusal = 'business';
        $entry->reason = implode('; ', $messages);
        return Response::json(400, ['message' => $messages]);
    }

    private function status(Request $request, string $id): Response
    {
        $order = $this->orders->byInvoiceOrRequestId($request->header('Client-Id'), $id);
        if ($order !== null && $this->quirks->has('status_lag')
            && Signature::parseTimestamp($order->created) + 60 > $this->clock->now()) {
            $order = null;
        }
        if ($order === null) {
            // Neither the status nor the shape is documented for this call.
            return Response::json(404, ['message' => 'Order Not Found']);
        }
        $json = $this->quirks->encode($this->flow->report($order));
        return new Response(200, $json, [['Content-Type', 'application/json']]);
    }

    /** Adds the four headers of a signed answer; refusals go out without them. */
    public function sign(Request $request, Response $answer): void
    {
        $this->signWith($request, $answer, $request->header('Client-Id'), $request->header('Request-Id'));
    }

    /** As sign(), with another Client-Id or Request-Id in headers and signature alike. */
    public function signAs(Request $request, Response $answer, Fault $fault): void
    {
        $clientId = $request->header('Client-Id');
        $requestId = $request->header('Request-Id');
        if ($fault->name === 'wrong_client_id') {
            $clientId = $fault->get('value');
        } else {
            $requestId = $fault->get('value');
        }
        $this->signWith($request, $answer, $clientId, $requestId);
    }

    private function signWith(Request $request, Response $answer, string $clientId, string $requestId): void
    {
        $secret = $this->secrets[$request->header('Client-Id')] ?? null;
        if ($secret === null) {
            return;
        }
        $timestamp = $this->clock->stamp();
        // For a GET the documents leave open whether the answer's signature has a Digest.
        $withDigest = $request->method !== 'GET' || $this->quirks->has('get_digest');
        $body = $withDigest ? $answer->body : null;
        $signature = Signature::make($secret, $clientId, $requestId, $timestamp, $request->path, $body, true);
        $answer->set('Client-Id', $clientId);
        $answer->set('Request-Id', $requestId);
        $answer->set('Response-Timestamp', $timestamp);
        $answer->set('Signature', $signature);
    }

    /** A signature with the right key over the layout of a request: wrong for an answer. */
    public function requestLayout(Request $request, Response $answer): string
    {
        return Signature::make(
            $this->secrets[$request->header('Client-Id')] ?? '',
            $request->header('Client-Id'),
            $request->header('Request-Id'),
            $this->clock->stamp(),
            $request->path,
            $answer->body,
        );
    }
}
