<?php

declare(strict_types=1);

namespace DokuSandbox;

/** What the server really did with one API request. */
final class LedgerEntry
{
    public string $operation = 'unknown';
    public ?string $invoice = null;
    /** Were the four headers present, well formed and in the time window? */
    public bool $headersOk = false;
    /** null = never looked at, because an earlier check failed or the path is not routed. */
    public ?bool $signatureOk = null;
    public ?string $refusal = null;
    /** The words of the refusal. */
    public ?string $reason = null;
    /** What should have been signed; told of a bad signature only. */
    public ?string $stringToSign = null;
    public ?string $signatureHint = null;
    /** Did the business code run? */
    public bool $processed = false;
    /** Did an effect happen: an order made, cancelled or refunded? */
    public bool $executed = false;
    public bool $replayed = false;
    /** Refused because the first request of this id was still in flight. */
    public bool $inFlight = false;
    public ?array $fault = null;
    /** The HTTP status of the answer as (to be) sent; null when none was meant to be sent. */
    public ?int $status = null;
    /** none, partial, or full: how much of the answer went out to the kernel. */
    public string $answer = 'none';
    public int $answerBytes = 0;
    public readonly string $method;
    public readonly string $target;
    public readonly string $path;
    public readonly string $requestId;
    public readonly string $clientId;
    public readonly string $timestamp;
    public readonly string $signature;
    /** @var list<array{string, string}> */
    public readonly array $headerLines;
    public readonly int $bodyBytes;
    public readonly string $bodyHash;

    /** The body itself is not kept: ten thousand of the largest would not fit into memory. */
    public function __construct(
        public readonly int $sequence,
        public readonly string $time,
        public readonly int $connection,
        public readonly int $requestOnConnection,
        public readonly string $listener,
        Request $request,
    ) {
        $this->method = $request->method;
        $this->target = $request->target;
        $this->path = $request->path;
        $this->requestId = $request->header('Request-Id');
        $this->clientId = $request->header('Client-Id');
        $this->timestamp = $request->header('Request-Timestamp');
        $this->signature = $request->header('Signature');
        $this->headerLines = $request->headerLines;
        $this->bodyBytes = strlen($request->body);
        $this->bodyHash = hash('sha256', $request->body);
    }

    public function wrote(int $bytes): void
    {
        $this->answerBytes += $bytes;
        if ($this->answer === 'none') {
            $this->answer = 'partial';
        }
    }

    /** @return array<string, mixed> */
    public function export(): array
    {
        return [
            'sequence' => $this->sequence,
            'time' => $this->time,
            'connection' => $this->connection,
            'request_on_connection' => $this->requestOnConnection,
            'listener' => $this->listener,
            'method' => $this->method,
            'target' => $this->target,
            'path' => $this->path,
            'request_id' => $this->requestId,
            'client_id' => $this->clientId,
            'request_timestamp' => $this->timestamp,
            'headers' => $this->headerLines,
            'body_bytes' => $this->bodyBytes,
            'body_sha256' => $this->bodyHash,
            'operation' => $this->operation,
            'invoice' => $this->invoice,
            'headers_ok' => $this->headersOk,
            'signature_ok' => $this->signatureOk,
            'refusal' => $this->refusal,
            'reason' => $this->reason,
            'string_to_sign' => $this->stringToSign,
            'signature_hint' => $this->signatureHint,
            'processed' => $this->processed,
            'executed' => $this->executed,
            'replayed' => $this->replayed,
            'in_flight' => $this->inFlight,
            'fault' => $this->fault,
            'status' => $this->status,
            'answer' => $this->answer,
            'answer_bytes' => $this->answerBytes,
        ];
    }
}
