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

    public function __construct(
        public readonly int $sequence,
        public readonly string $time,
        public readonly int $connection,
        public readonly int $requestOnConnection,
        public readonly string $listener,
        public readonly Request $request,
    ) {
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
        $request = $this->request;
        return [
            'sequence' => $this->sequence,
            'time' => $this->time,
            'connection' => $this->connection,
            'request_on_connection' => $this->requestOnConnection,
            'listener' => $this->listener,
            'method' => $request->method,
            'target' => $request->target,
            'path' => $request->path,
            'request_id' => $request->header('Request-Id'),
            'client_id' => $request->header('Client-Id'),
            'request_timestamp' => $request->header('Request-Timestamp'),
            'headers' => $request->headerLines,
            'body_bytes' => strlen($request->body),
            'body_sha256' => hash('sha256', $request->body),
            'operation' => $this->operation,
            'invoice' => $this->invoice,
            'headers_ok' => $this->headersOk,
            'signature_ok' => $this->signatureOk,
            'refusal' => $this->refusal,
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
