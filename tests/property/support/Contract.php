<?php

declare(strict_types=1);

namespace DokuTest\Property;

/**
 * The retry rule and the exception table of the public contract, written down a second time: from what the server's
 * ledger says that it did to what the caller must be told.
 */
final class Contract
{
    public const DONE = 'Response';
    public const REFUSED = 'ApiException';
    public const NOT_SENT = 'ConnectionException';
    public const UNKNOWN = 'IndeterminateException';
    public const UNUSABLE = 'ResponseException';

    private const NOT_JSON = ['truncated_json', 'not_json', 'duplicate_keys', 'deep_json', 'nul_key', 'trailing_data',
        'invalid_utf8', 'gzip_bomb'];
    private const TOO_LARGE = ['huge_body', 'many_headers', 'big_headers'];
    private const CUT = ['close_after_request', 'close_after_half_headers', 'close_after_half_body', 'reset',
        'chunked_garbage', 'bad_status_line'];
    private const SIGNATURE = ['wrong_request_id', 'wrong_client_id', 'bad_signature', 'missing_signature'];

    /** Every shape of a refusal: JSON objects that hold no order. */
    public const ENVELOPES = ['a', 'bare', 'b_string', 'b_array', 'error_messages', 'errors', 'spring', 'snap'];

    public function __construct(
        private readonly string $operation,
        private readonly string $verifyResponse,
        private readonly bool $tls,
    ) {
    }

    /** A connection that ended before it brought a request. */
    public function ofConnection(array $fault): Verdict
    {
        $name = $fault['fault'];
        if ($this->tls) {
            return Verdict::notSent();
        }
        // Without TLS the request is on its way as soon as the connection stands.
        return new Verdict(self::UNKNOWN, true, '', $name === 'stall');
    }

    /** One request that the server read whole. */
    public function ofRequest(array $entry): Verdict
    {
        $fault = $entry['fault'] ?? ['fault' => 'none'];
        $name = $fault['fault'];
        if (($fault['next'] ?? false) === true || in_array($name, self::CUT, true)) {
            return Verdict::unknown(true);
        }
        if ($name === 'wrong_content_length' && $fault['by'] > 0) {
            return Verdict::unknown(true);
        }
        if ($entry['answer'] !== 'full') {
            return in_array($name, self::TOO_LARGE, true) ? Verdict::unusable('too_large', false)
                : new Verdict(self::UNKNOWN, true, '', true);
        }
        if (in_array($name, self::TOO_LARGE, true)) {
            return Verdict::unusable('too_large', false);
        }
        return match (true) {
            $name === 'status' && $fault['status'] >= 200 => $this->ofStatus($fault, $entry),
            $name === 'redirect' => Verdict::unknown(false),
            $name === 'conflict' => $this->ofConflict($fault, $entry),
            default => $this->ofAnswer($fault, $entry),
        };
    }

    /** The usual answer, or one with a spoilt body or signature. */
    private function ofAnswer(array $fault, array $entry): Verdict
    {
        $name = $fault['fault'];
        $status = $entry['status'];
        $raw = $this->operation === 'raw';
        $notJson = in_array($name, self::NOT_JSON, true)
            || ($name === 'wrong_content_length' && $fault['by'] < 0);
        if ($status === 409 && ($entry['in_flight'] || $notJson)) {
            return Verdict::unknown(true);
        }
        if ($status === 503) {
            return Verdict::unknown(true);
        }
        if ($status >= 400 && $status !== 409) {
            return Verdict::refused(false);
        }
        if ($notJson) {
            return Verdict::unusable('not_json', true);
        }
        if ($name === 'wrong_shape' && $this->isWrongShape($fault['shape'])) {
            return $status === 409 ? Verdict::unknown(true) : Verdict::unusable('wrong_shape', false);
        }
        if ($this->signatureIsRefused($name, $entry)) {
            return Verdict::unusable('signature', false);
        }
        if (!$raw && ($name === 'other_order' || ($name === 'other_amount' && $this->operation === 'generate'))) {
            return Verdict::unusable('mismatch', false);
        }
        return Verdict::done($status === 409);
    }

    private function isWrongShape(string $shape): bool
    {
        if (in_array($shape, ['string', 'number', 'null'], true)) {
            return true;
        }
        return match ($this->operation) {
            'raw' => false, // any object or list is an answer
            'check' => in_array($shape, ['empty_object', 'list'], true),
            default => true,
        };
    }

    private function signatureIsRefused(string $fault, array $entry): bool
    {
        if ($this->verifyResponse !== 'require' || !in_array($fault, self::SIGNATURE, true)) {
            return false;
        }
        return $entry['method'] !== 'GET' || !in_array($fault, ['missing_signature'], true);
    }

    /** An answer of another status, made up by the fault. */
    private function ofStatus(array $fault, array $entry): Verdict
    {
        $status = $fault['status'];
        $envelope = $fault['envelope'];
        $known = in_array($envelope, self::ENVELOPES, true);
        if ($known && $fault['code'] === 'idempotent_request' && in_array($envelope, ['a', 'bare'], true)) {
            return Verdict::unknown($status === 409 || $status >= 500, $fault['retry_after']);
        }
        if ($status < 300) {
            return $this->ofSuccess($fault, $entry);
        }
        if (in_array($status, [408, 409, 500, 502, 503, 504], true)) {
            return Verdict::unknown(true, $fault['retry_after']);
        }
        if ($status === 429) {
            return Verdict::refused(true, $fault['retry_after']);
        }
        if ($status < 400 || $status >= 500) {
            return Verdict::unknown(false);
        }
        if ($known) {
            return Verdict::refused(false);
        }
        return Verdict::unusable($envelope === 'normal' ? 'wrong_shape' : 'not_json', false);
    }

    private function ofSuccess(array $fault, array $entry): Verdict
    {
        $envelope = $fault['envelope'];
        if ($envelope === 'normal') {
            return Verdict::done(false);
        }
        if ($envelope === 'html' || $envelope === 'empty') {
            return Verdict::unusable('not_json', true, $fault['retry_after']);
        }
        // These two hundreds are unsigned. On cancel and refund they are refusals, which are not required to be signed.
        $isRefusal = in_array($this->operation, ['cancel', 'refund'], true);
        if ($this->verifyResponse === 'require' && $entry['method'] !== 'GET' && !$isRefusal) {
            return Verdict::unusable('signature', false);
        }
        return match ($this->operation) {
            'raw' => Verdict::done(false),
            'generate' => Verdict::unusable('wrong_shape', false),
            default => Verdict::refused(false),
        };
    }

    private function ofConflict(array $fault, array $entry): Verdict
    {
        if ($fault['variant'] === 'original' || ($fault['variant'] === 'other_order' && $this->operation === 'raw')) {
            return Verdict::done(true);
        }
        return $fault['variant'] === 'other_order' ? Verdict::unusable('mismatch', false) : Verdict::unknown(true);
    }
}
