<?php

/**
 * The classes of the extension doku_akulaku as declarations, with the shapes of every array, for editors and static
 * analysis. Never load this file into a running program: the extension itself declares these classes.
 *
 * PHPStan: add it to scanFiles. PhpStorm: having the package in vendor is enough.
 * Shapes end in "..." where DOKU may add fields, or where fields that DOKU does not document pass through unchanged.
 */

namespace {

    /**
     * Client of DOKU's Direct API (non-SNAP) for Akulaku paylater.
     *
     * Amounts are whole rupiah, times Unix seconds, timeouts seconds. Making an object does no network work. No method
     * emits a warning: misuse is a ValueError, TypeError or Error, every failure of a call a DokuAkulaku\Exception.
     *
     * @phpstan-type Text string|int
     * @phpstan-type Rupiah int|float|string
     * @phpstan-type Identifier array{name: string, value: string, ...}
     * @phpstan-type LineItem array{name: Text, price: Rupiah, quantity: Rupiah, sku: Text, category: Text, ...}
     * @phpstan-type Settlement array{bank_account_settlement_id: Text, value: Rupiah, type: 'PERCENTAGE'|'FIX', ...}
     * @phpstan-type AdditionalInfo array{
     *     override_notification_url?: string|null, settlement?: list<Settlement>|null, hold_settlement?: bool|null, ...
     * }
     * @phpstan-type OrderPayload array{
     *     order: array{
     *         invoice_number: Text, amount: Rupiah, callback_url: string, line_items: non-empty-list<LineItem>, ...
     *     },
     *     payment: array{merchant_unique_reference: Text, ...},
     *     customer: array{
     *         id: Text, name: Text, phone: Text,
     *         address?: Text|null, city?: Text|null, state?: Text|null, postcode?: Text|null, ...
     *     },
     *     additional_info?: AdditionalInfo|null,
     *     ...
     * }
     * @phpstan-type CancelPayload array{
     *     order: array{invoice_number: Text, ...},
     *     payment: array{merchant_unique_reference: Text, identifier?: list<Identifier>|null, ...},
     *     ...
     * }
     * @phpstan-type RefundPayload array{
     *     order: array{invoice_number: Text, ...},
     *     payment: array{merchant_unique_reference: Text, identifier: non-empty-list<Identifier>, ...},
     *     refund: array{merchant_unique_reference: Text},
     *     ...
     * }
     * @phpstan-type Rule 'required'|'type'|'max_length'|'range'|'charset'|'utf8'|'phone'|'url'|'sum'|'full_refund_only'|'safe_string'|'id'
     * @phpstan-type Violation array{rule: Rule, message: string, limit?: int}
     * @phpstan-type Timing array{
     *     dns: float, connect: float, tls: float, first_byte: float, total: float, reused: bool
     * }
     * @phpstan-type TransportAnswer array{status: int, headers: array<string, string|list<string>>, body: string}
     * @phpstan-type Options array{
     *     environment?: 'sandbox'|'production',
     *     base_url?: string,
     *     connect_timeout?: float|int,
     *     timeout?: float|int,
     *     retries?: int<0, 10>,
     *     verify_response?: 'report'|'require'|'off',
     *     notification_max_age?: int<0, max>,
     *     idle_timeout?: float|int,
     *     characters?: 'documented'|'safe',
     *     ca_file?: string,
     *     proxy?: string,
     *     logger?: object|callable(string, string, array<string, mixed>): mixed,
     *     app_info?: array{name: string, version?: string},
     *     transport?: callable(\DokuAkulaku\Request): (TransportAnswer|array<mixed>)
     * }
     */
    final class DokuAkulaku
    {
        /** @var string */
        public const VERSION = '';

        /** @var 'sandbox' host api-sandbox.doku.com */
        public const SANDBOX = 'sandbox';

        /** @var 'production' host api.doku.com */
        public const PRODUCTION = 'production';

        /**
         * @param string $clientId 1 to 128 visible ASCII characters, from DOKU's dashboard
         * @param string|list<string> $secretKey of several, the first signs and every one verifies
         * @param Options $options the INI setting of the same name is the default
         * @throws \ValueError for a bad value, also one of the INI settings
         */
        public function __construct(string $clientId, #[\SensitiveParameter] string|array $secretKey, #[\SensitiveParameter] array $options = []) {}

        /**
         * Client-Id and secret file from php.ini; the secret never becomes a PHP value.
         *
         * @param Options $options
         * @throws \DokuAkulaku\ConfigurationException for the secret file
         * @throws \ValueError for a bad setting
         */
        public static function fromIni(#[\SensitiveParameter] array $options = []): \DokuAkulaku {}

        /**
         * POST /akulaku-peer-to-peer/v2/generate-order.
         *
         * @param OrderPayload $payload
         * @param string|null $requestId the idempotency key, 1 to 128 visible ASCII characters; store it and the payload
         *        before the first send and send exactly these again after an IndeterminateException
         * @throws \DokuAkulaku\ValidationException nothing was sent
         * @throws \DokuAkulaku\ConnectionException nothing was sent
         * @throws \DokuAkulaku\ApiException DOKU refused
         * @throws \DokuAkulaku\IndeterminateException money may have moved
         */
        public function generateOrder(#[\SensitiveParameter] array $payload, ?string $requestId = null): \DokuAkulaku\Response {}

        /**
         * POST /akulaku-peer-to-peer/v2/cancel.
         *
         * @param CancelPayload $payload
         * @throws \DokuAkulaku\Exception as generateOrder()
         */
        public function cancelOrder(#[\SensitiveParameter] array $payload, ?string $requestId = null): \DokuAkulaku\Response {}

        /**
         * POST /akulaku-peer-to-peer/v2/refund. Full refunds only: a payload that names an amount is a violation.
         *
         * @param RefundPayload $payload
         * @throws \DokuAkulaku\Exception as generateOrder()
         */
        public function refundOrder(#[\SensitiveParameter] array $payload, ?string $requestId = null): \DokuAkulaku\Response {}

        /**
         * GET /orders/v1/status/{id}. DOKU asks to wait 60 seconds after the payment; "not found" is no proof that an
         * order does not exist.
         *
         * @param string $id an invoice number, or the Request-Id of the generate call
         * @param string|null $invoiceNumber the answer must name exactly this invoice, whatever $id is
         * @throws \DokuAkulaku\Exception
         */
        public function checkStatus(string $id, ?string $invoiceNumber = null): \DokuAkulaku\Response {}

        /**
         * Many look-ups at once, yielded as they arrive. The ids are drawn on demand.
         *
         * @param iterable<mixed, string|int> $ids
         * @param int<1, 256> $concurrency look-ups in flight
         */
        public function checkStatuses(iterable $ids, int $concurrency = 16): \DokuAkulaku\StatusIterator {}

        /**
         * Exactly what generateOrder() would send, without sending it.
         *
         * @param OrderPayload $payload
         * @param int|null $timestamp Unix seconds to sign for; null: now
         * @throws \DokuAkulaku\ValidationException
         */
        public function prepareOrder(#[\SensitiveParameter] array $payload, ?string $requestId = null, ?int $timestamp = null): \DokuAkulaku\Request {}

        /**
         * @param array<mixed> $payload shape of an order; anything may be wrong with it
         * @return array<string, Violation> by path, such as order.line_items[1].price; empty when valid
         */
        public function validateOrder(#[\SensitiveParameter] array $payload): array {}

        /**
         * Any other call of the API: signed, sent, retried and verified like the four above.
         *
         * @param 'GET'|'POST'|'PUT'|'PATCH'|'DELETE' $method
         * @param string $path starts with "/"; signed as it stands
         * @param array<mixed>|null $payload sent as JSON; not with GET
         * @throws \DokuAkulaku\Exception
         */
        public function request(string $method, string $path, #[\SensitiveParameter] ?array $payload = null, ?string $requestId = null): \DokuAkulaku\Response {}

        /**
         * Verifies and decodes a notification of DOKU.
         *
         * @param string $body the raw bytes, as received
         * @param array<mixed> $headers $_SERVER, getallheaders(), PSR-7 or WordPress shape
         * @param string $requestTarget path (with or without query) or full address that DOKU was given
         * @throws \DokuAkulaku\SignatureException
         * @throws \ValueError the target is neither a path nor an address
         */
        public function parseNotification(#[\SensitiveParameter] string $body, #[\SensitiveParameter] array $headers, string $requestTarget): \DokuAkulaku\Notification {}

        /**
         * As parseNotification(), reading body and headers of the current web request.
         *
         * @param string|null $requestTarget null: REQUEST_URI as received
         * @throws \DokuAkulaku\SignatureException
         */
        public function receiveNotification(?string $requestTarget = null): \DokuAkulaku\Notification {}

        /**
         * "HMACSHA256=..." of a request, or of a response.
         *
         * @param string|null $body null: no Digest line
         * @param string $timestamp as it stands in the header
         * @param bool $response true: the Response-Timestamp layout
         */
        public function sign(string $requestTarget, #[\SensitiveParameter] ?string $body, string $requestId, string $timestamp, bool $response = false): string {}

        /** Constant time in the signature's content; every secret is tried. */
        public function verify(string $signature, string $requestTarget, #[\SensitiveParameter] ?string $body, string $requestId, string $timestamp, bool $response = false): bool {}

        /** Closes this thread's idle connections; a call in progress keeps its own. */
        public static function closeConnections(): void {}
    }

}

namespace DokuAkulaku {

    /** State of an order. The word that DOKU used stays in the body. */
    enum Status: string
    {
        case Pending = 'PENDING';
        case Success = 'SUCCESS';
        case Failed = 'FAILED';
        case Expired = 'EXPIRED';
        case Cancelled = 'CANCELLED';
        case Refunded = 'REFUNDED';
        case Unknown = 'UNKNOWN';

        /** True for Success, Expired, Cancelled, Refunded. A FAILED may still become a SUCCESS. */
        public function isFinal(): bool {}

        /** May a shop that knows $known move to this one? To be used under the order's row lock. */
        public function supersedes(Status $known): bool {}
    }

    /**
     * A usable answer. Made by the extension only.
     *
     * @phpstan-import-type Identifier from \DokuAkulaku
     * @phpstan-import-type Timing from \DokuAkulaku
     */
    final class Response
    {
        /** DOKU did what was asked. */
        public readonly bool $succeeded;
        /** The state of the order, never of the operation. */
        public readonly Status $status;
        public readonly int $httpStatus;
        /** The one that was sent. */
        public readonly string $requestId;
        /** Response-Timestamp as received. */
        public readonly ?string $timestamp;
        /** null: not signed, or verify_response is "off". */
        public readonly ?bool $signatureValid;
        /** HTTP 409 that carried the original answer. */
        public readonly bool $replayed;
        public readonly int $attempts;
        /** Where to send the customer. */
        public readonly ?string $paymentUrl;
        /** DOKU's own words. */
        public readonly ?string $message;
        /** @var list<Identifier> ready to go into cancel and refund; keep generate's list */
        public readonly array $identifiers;
        public readonly ?string $invoiceNumber;
        public readonly ?string $merchantUniqueReference;
        /** Whole rupiah. */
        public readonly ?int $amount;
        /** @var array<mixed> the decoded answer */
        public readonly array $body;
        public readonly string $rawBody;
        /** @var Timing seconds of the last attempt */
        public readonly array $timing;
    }

    /**
     * A notification whose signature is valid and whose Client-Id is ours. Made by the extension only.
     *
     * @phpstan-import-type Identifier from \DokuAkulaku
     */
    final class Notification
    {
        public readonly Status $status;
        public readonly string $invoiceNumber;
        /** Whole rupiah; null only where DOKU sent none. */
        public readonly ?int $amount;
        /** DOKU's, unique a notification. */
        public readonly string $requestId;
        /** Request-Timestamp in Unix seconds. */
        public readonly int $timestamp;
        /** Request-Id of the generate call. */
        public readonly ?string $originalRequestId;
        public readonly ?string $merchantUniqueReference;
        /** @var list<Identifier> as received */
        public readonly array $identifiers;
        /** channel.id: one address may receive other payment methods too. */
        public readonly ?string $channel;
        /** @var array<mixed> the decoded body */
        public readonly array $body;
        public readonly string $rawBody;
    }

    /** A signed request. Made by the extension only. */
    final class Request
    {
        public readonly string $method;
        public readonly string $url;
        /** @var array<string, string> name => value */
        public readonly array $headers;
        public readonly string $body;
        public readonly string $requestId;
        /** The path as signed. */
        public readonly string $requestTarget;
    }

    /**
     * What checkStatuses() returns. Forward only; leaving the loop cancels what is in flight.
     *
     * @implements \Iterator<string, Response|Exception>
     */
    final class StatusIterator implements \Iterator
    {
        public function current(): Response|Exception|null {}

        public function key(): ?string {}

        public function next(): void {}

        public function rewind(): void {}

        public function valid(): bool {}
    }

    /** Base of every failure of a call. */
    class Exception extends \RuntimeException
    {
        public function getRequestId(): ?string {}
    }

    /**
     * The payload breaks a documented rule. Nothing was sent.
     *
     * @phpstan-import-type Violation from \DokuAkulaku
     */
    class ValidationException extends Exception
    {
        /** @return array<string, Violation> by path */
        public function getViolations(): array {}
    }

    /** The secret file cannot be used. Nothing was sent. */
    class ConfigurationException extends Exception
    {
    }

    /** DNS, connect, TLS or proxy failed: the request was never started. */
    class ConnectionException extends Exception
    {
    }

    /** DOKU answered and refused. No money moved. */
    class ApiException extends Exception
    {
        public function getHttpStatus(): int {}

        /** invalid_signature, for example; "" where DOKU named none. */
        public function getErrorCode(): string {}

        public function getErrorType(): string {}

        public function getErrorMessage(): string {}

        public function getResponse(): ?Response {}
    }

    /**
     * The request was started and no definite answer came: money may have moved. Repeat the same call with the same
     * Request-Id and payload, or check the status.
     */
    class IndeterminateException extends Exception
    {
        public function getHttpStatus(): ?int {}

        public function getErrorCode(): ?string {}

        public function getAttempts(): int {}
    }

    /** An answer came and is unusable: money may have moved. */
    class ResponseException extends IndeterminateException
    {
        /** @return 'not_json'|'too_large'|'wrong_shape'|'signature'|'no_page'|'amount'|'mismatch'|'' '' when made by hand */
        public function getReason(): string {}

        /** What could be read of the answer. */
        public function getResponse(): ?Response {}
    }

    /** A notification is refused. */
    class SignatureException extends Exception
    {
        /** @return 'missing_header'|'malformed'|'client_id'|'mismatch'|'stale'|'' '' when made by hand */
        public function getReason(): string {}
    }

}
