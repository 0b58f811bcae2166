<?php

/** @generate-class-entries */

namespace {

    /**
     * Client of DOKU's Direct API (non-SNAP) for Akulaku paylater.
     *
     * Amounts are whole rupiah. Times are Unix seconds, timeouts seconds. Making an object does no
     * network work. No method emits a warning: misuse is a ValueError, TypeError or Error, and every
     * failure of a call is a DokuAkulaku\Exception.
     *
     * @strict-properties
     * @not-serializable
     */
    final class DokuAkulaku
    {
        /**
         * @var string
         * @cvalue PHP_DOKU_AKULAKU_VERSION
         */
        public const VERSION = UNKNOWN;

        /**
         * Host api-sandbox.doku.com.
         * @var string
         */
        public const SANDBOX = "sandbox";

        /**
         * Host api.doku.com.
         * @var string
         */
        public const PRODUCTION = "production";

        /**
         * @param string $clientId 1 to 128 visible ASCII characters, from DOKU's dashboard
         * @param string|array $secretKey the secret; of several, the first signs and every
         *        one verifies (key rotation)
         * @param array $options environment, base_url, connect_timeout, timeout, idle_timeout, retries,
         *        notification_max_age, verify_response, characters, ca_file, proxy, logger, app_info,
         *        transport;
         *        the INI setting of the same name is the default of each but logger, app_info and transport,
         *        which have none
         * @throws ValueError for a bad value, also one of the INI settings
         */
        public function __construct(string $clientId, #[\SensitiveParameter] string|array $secretKey, #[\SensitiveParameter] array $options = []) {}

        /**
         * A client from doku_akulaku.client_id and doku_akulaku.secret_file. The secret is read from the
         * file and never becomes a PHP value.
         *
         * @param array $options as for the constructor
         * @throws DokuAkulaku\ConfigurationException for the secret file
         */
        public static function fromIni(#[\SensitiveParameter] array $options = []): \DokuAkulaku {}

        /**
         * POST /akulaku-peer-to-peer/v2/generate-order.
         *
         * @param array $payload order, payment, customer, additional_info
         * @param string|null $requestId the idempotency key; store it and the payload before the first
         *        send, and send exactly these again after an IndeterminateException
         * @throws DokuAkulaku\Exception
         */
        public function generateOrder(#[\SensitiveParameter] array $payload, ?string $requestId = null): \DokuAkulaku\Response {}

        /**
         * POST /akulaku-peer-to-peer/v2/cancel.
         *
         * @param array $payload order.invoice_number, payment.merchant_unique_reference,
         *        payment.identifier (optional)
         * @throws DokuAkulaku\Exception
         */
        public function cancelOrder(#[\SensitiveParameter] array $payload, ?string $requestId = null): \DokuAkulaku\Response {}

        /**
         * POST /akulaku-peer-to-peer/v2/refund. Full refunds only: Akulaku knows no other.
         *
         * @param array $payload order.invoice_number, payment.merchant_unique_reference,
         *        payment.identifier, refund.merchant_unique_reference (a new one)
         * @throws DokuAkulaku\Exception
         */
        public function refundOrder(#[\SensitiveParameter] array $payload, ?string $requestId = null): \DokuAkulaku\Response {}

        /**
         * GET /orders/v1/status/{id}. DOKU asks to wait 60 seconds after the payment; "not found" is no
         * proof that an order does not exist.
         *
         * @param string $id an invoice number or the Request-Id of the generate call
         * @param string|null $invoiceNumber the invoice that the answer must name, whatever $id is;
         *        another one is a ResponseException with the reason "mismatch"
         * @throws DokuAkulaku\Exception
         */
        public function checkStatus(string $id, ?string $invoiceNumber = null): \DokuAkulaku\Response {}

        /**
         * Many status look-ups at once, yielded as they arrive: string $id => Response or Exception.
         *
         * The ids are drawn on demand. An id that cannot be looked up is yielded with a ValidationException;
         * the others go on.
         * @param int $concurrency look-ups in flight, 1 to 256
         * Yields string $id => DokuAkulaku\Response or DokuAkulaku\Exception.
         */
        public function checkStatuses(iterable $ids, int $concurrency = 16): \DokuAkulaku\StatusIterator {}

        /**
         * Exactly what generateOrder() would send, without sending it.
         *
         * @param array $payload as for generateOrder()
         * @param int|null $timestamp Unix seconds to sign for; null: now
         * @throws DokuAkulaku\ValidationException
         */
        public function prepareOrder(#[\SensitiveParameter] array $payload, ?string $requestId = null, ?int $timestamp = null): \DokuAkulaku\Request {}

        /**
         * @param array $payload as for generateOrder()
         * @return array the violations: path => ['rule' => string, 'message' => string, 'limit' => int
         *         (where there is one)]; empty when the payload is valid
         */
        public function validateOrder(#[\SensitiveParameter] array $payload): array {}

        /**
         * Any other call of the API: signed, sent, retried and verified like the four above.
         *
         * @param string $method GET, POST, PUT, PATCH or DELETE
         * @param string $path starts with "/"; signed as it stands
         * @param array|null $payload sent as JSON; not with GET
         * @throws DokuAkulaku\Exception
         */
        public function request(string $method, string $path, #[\SensitiveParameter] ?array $payload = null, ?string $requestId = null): \DokuAkulaku\Response {}

        /**
         * Verifies and decodes a notification of DOKU.
         *
         * @param string $body the raw bytes, as received
         * @param array $headers $_SERVER, getallheaders(), PSR-7 or WordPress shape
         * @param string $requestTarget path (with or without query) or full address that DOKU was given
         * @throws DokuAkulaku\SignatureException
         * @throws ValueError for a target that is neither
         */
        public function parseNotification(#[\SensitiveParameter] string $body, #[\SensitiveParameter] array $headers, string $requestTarget): \DokuAkulaku\Notification {}

        /**
         * As parseNotification(), reading body and headers of the current web request.
         *
         * @param string|null $requestTarget null: REQUEST_URI as received
         * @throws DokuAkulaku\SignatureException
         * @throws ValueError as parseNotification(), for a target that was passed
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
        case Pending = "PENDING";
        case Success = "SUCCESS";
        case Failed = "FAILED";
        case Expired = "EXPIRED";
        case Cancelled = "CANCELLED";
        case Refunded = "REFUNDED";
        case Unknown = "UNKNOWN";

        /** True for Success, Expired, Cancelled, Refunded. A FAILED may still become a SUCCESS. */
        public function isFinal(): bool {}

        /** May a shop that knows $known move to this one? To be used under the order's row lock. */
        public function supersedes(Status $known): bool {}
    }

    /**
     * A usable answer. Made by the extension only.
     *
     * @strict-properties
     * @not-serializable
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
        /** Where to send the customer: an absolute http or https address. */
        public readonly ?string $paymentUrl;
        /** DOKU's own words. */
        public readonly ?string $message;
        /** name and value pairs, ready to go into cancel and refund. */
        public readonly array $identifiers;
        public readonly ?string $invoiceNumber;
        public readonly ?string $merchantUniqueReference;
        /** Whole rupiah. */
        public readonly ?int $amount;
        /** the decoded answer. */
        public readonly array $body;
        public readonly string $rawBody;
        /** Keys dns: float, connect: float, tls: float, first_byte: float, total: float, reused: bool: seconds of the last attempt. */
        public readonly array $timing;
    }

    /**
     * A notification whose signature is valid and whose Client-Id is ours. Made by the extension only.
     *
     * @strict-properties
     * @not-serializable
     */
    final class Notification
    {
        public readonly Status $status;
        public readonly string $invoiceNumber;
        /** Whole rupiah. */
        public readonly ?int $amount;
        /** DOKU's, unique a notification. */
        public readonly string $requestId;
        /** Request-Timestamp in Unix seconds. */
        public readonly int $timestamp;
        /** Request-Id of the generate call. */
        public readonly ?string $originalRequestId;
        public readonly ?string $merchantUniqueReference;
        /** name and value pairs, as received. */
        public readonly array $identifiers;
        /** channel.id: one address may receive other payment methods too. */
        public readonly ?string $channel;
        /** the decoded body. */
        public readonly array $body;
        public readonly string $rawBody;
    }

    /**
     * A signed request. Made by the extension only.
     *
     * @strict-properties
     * @not-serializable
     */
    final class Request
    {
        public readonly string $method;
        public readonly string $url;
        /** name => value. */
        public readonly array $headers;
        public readonly string $body;
        public readonly string $requestId;
        /** The path as signed. */
        public readonly string $requestTarget;
    }

    /**
     * What checkStatuses() returns. Forward only; leaving the loop cancels what is in flight.
     *
     * @strict-properties
     * @not-serializable
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
        private ?string $requestId = null;

        public function getRequestId(): ?string {}
    }

    /** The payload breaks a documented rule. Nothing was sent. */
    class ValidationException extends Exception
    {
        private array $violations = [];

        /** @return array path => ['rule' => string, 'message' => string, 'limit' => int (where there is one)] */
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
        private int $httpStatus = 0;
        private string $errorCode = "";
        private string $errorType = "";
        private string $errorMessage = "";
        private ?Response $response = null;

        public function getHttpStatus(): int {}

        public function getErrorCode(): string {}

        public function getErrorType(): string {}

        public function getErrorMessage(): string {}

        public function getResponse(): ?Response {}
    }

    /**
     * The request was started and no definite answer came: money may have moved. Repeat the same call
     * with the same Request-Id and payload, or check the status.
     */
    class IndeterminateException extends Exception
    {
        private ?int $httpStatus = null;
        private ?string $errorCode = null;
        private int $attempts = 0;

        public function getHttpStatus(): ?int {}

        public function getErrorCode(): ?string {}

        public function getAttempts(): int {}
    }

    /** An answer came and is unusable: money may have moved. */
    class ResponseException extends IndeterminateException
    {
        private string $reason = "";
        private ?Response $response = null;

        /** One of not_json, too_large, wrong_shape, signature, no_page, amount, mismatch; "" when made by hand. */
        public function getReason(): string {}

        /** The answer, where it was a JSON object. For reason amount all but the amount, which is null. */
        public function getResponse(): ?Response {}
    }

    /** A notification is refused. */
    class SignatureException extends Exception
    {
        private string $reason = "";

        /** One of missing_header, malformed, client_id, mismatch, stale; "" when made by hand. */
        public function getReason(): string {}
    }

}
