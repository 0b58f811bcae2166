<?php

declare(strict_types=1);

namespace DokuAkulaku\Testing;

/**
 * Answers of the shapes that DOKU documents, or that were seen at its hosts. The values are made up; amounts are whole
 * rupiah. A test that needs another field changes Answer::$body by its own.
 */
final class Answers
{
    public const REFERENCE = 'MUR-TEST-1';
    public const PAGE = 'https://pay.example/akulaku/1';
    public const DATE = '2026-01-05T03:04:05Z';

    /** Generate: payment.status PENDING, a page to send the customer to. */
    public static function generated(string $invoice, int $amount, string $reference = self::REFERENCE): Answer
    {
        return Answer::json(200, [
            'order' => ['invoice_number' => $invoice, 'amount' => $amount],
            'payment' => [
                'merchant_unique_reference' => $reference,
                'url' => self::PAGE,
                'status' => 'PENDING',
                'identifier' => self::identifiers($reference),
            ],
        ]);
    }

    /** Generate: the order is made and cannot be paid by this answer, for it names no page. */
    public static function withoutPage(string $invoice, int $amount, string $reference = self::REFERENCE): Answer
    {
        return Answer::json(200, [
            'order' => ['invoice_number' => $invoice, 'amount' => $amount],
            'payment' => ['merchant_unique_reference' => $reference, 'status' => 'PENDING'],
        ]);
    }

    /** Generate: payment.status FAILED. The next try needs another invoice and another reference. */
    public static function declined(string $invoice, int $amount, string $reference = self::REFERENCE): Answer
    {
        return Answer::json(200, [
            'order' => ['invoice_number' => $invoice, 'amount' => $amount],
            'payment' => ['merchant_unique_reference' => $reference, 'status' => 'FAILED'],
        ]);
    }

    /** Cancel: done, or FAILED where $done is false. */
    public static function cancelled(
        string $invoice,
        int $amount,
        bool $done = true,
        string $reference = self::REFERENCE,
    ): Answer {
        return Answer::json(200, [
            'order' => ['invoice_number' => $invoice, 'amount' => $amount],
            'payment' => [
                'status' => $done ? 'CANCELLED' : 'FAILED',
                'date' => self::DATE,
                'merchant_unique_reference' => $reference,
                'identifier' => self::identifiers($reference),
            ],
            'cancel' => ['status' => $done ? 'SUCCESS' : 'FAILED', 'date' => self::DATE],
        ]);
    }

    /** Cancel, refund or check: HTTP 200 that holds nothing but a message, as DOKU's guide shows it. */
    public static function orderNotFound(): Answer
    {
        return Answer::json(200, ['message' => 'Order Not Found']);
    }

    /** Refund: done. DOKU answers the same to a refund that was already requested. */
    public static function refunded(
        string $invoice,
        int $amount,
        string $refundReference,
        string $reference = self::REFERENCE,
    ): Answer {
        return self::refund($invoice, $amount, 'REFUNDED', 'SUCCESS', $refundReference, $reference);
    }

    /** @param 'FAILED'|'CANCELED'|'PENDING' $payment why it cannot be refunded: failed, cancelled, not paid */
    public static function notRefunded(
        string $invoice,
        int $amount,
        string $payment,
        string $refundReference,
        string $reference = self::REFERENCE,
    ): Answer {
        return self::refund($invoice, $amount, $payment, 'FAILED', $refundReference, $reference);
    }

    /** Check: transaction.status as given, PENDING for example. */
    public static function status(string $invoice, int $amount, string $status, string $originalRequestId = ''): Answer
    {
        return Answer::json(200, Bodies::status($invoice, $amount, $status, $originalRequestId));
    }

    /** A refusal of the gateway: HTTP 400 with the object "error". */
    public static function refused(GatewayError $error): Answer
    {
        return Answer::json(400, [
            'error' => ['code' => $error->value, 'message' => $error->message(), 'type' => 'invalid_request_error'],
        ]);
    }

    /** A refusal of the business rules, INVOICE ALREADY USED for example. */
    public static function message(string $message, int $status = 400): Answer
    {
        return Answer::json($status, ['message' => [$message]]);
    }

    /** The same in the words of DOKU's Checkout. */
    public static function errorMessages(string ...$messages): Answer
    {
        return Answer::json(400, ['error_messages' => array_values($messages)]);
    }

    /** DOKU refuses a character that its Safe String does not hold, and does not say in which field. */
    public static function unsafeCharacter(): Answer
    {
        return self::message("Invalid character, allowed only a-z A-Z 0-9 . - / + , = _ : ' @ % ( )");
    }

    /** Another worker's call with the same Request-Id is in flight. DOKU's words for it are not known, its code is. */
    public static function inFlight(): Answer
    {
        return Answer::json(409, ['error' => ['code' => 'idempotent_request', 'message' => '']]);
    }

    /** 429; $retryAfter in seconds. */
    public static function tooManyRequests(int $retryAfter = 1): Answer
    {
        return new Answer(429, '', ['Retry-After' => (string) $retryAfter]);
    }

    /** 500, 502, 503, 504: what a broken server or a proxy in front of it says. It proves nothing about the order. */
    public static function brokenServer(int $status = 502): Answer
    {
        return new Answer($status, "<html><body><h1>$status</h1></body></html>", ['Content-Type' => 'text/html']);
    }

    /** A firewall's page: a 403 that is not DOKU's, and proves nothing about the order. */
    public static function firewall(): Answer
    {
        return new Answer(403, '<html><body>Request blocked</body></html>', ['Content-Type' => 'text/html']);
    }

    /** @return list<array{name: string, value: string}> */
    public static function identifiers(string $reference = self::REFERENCE): array
    {
        return [
            ['name' => 'ORDER_ID', 'value' => '1000000001'],
            ['name' => 'AKULAKU_UNIQUE_REFERENCE', 'value' => ScriptedTransport::CLIENT_ID . $reference],
        ];
    }

    private static function refund(
        string $invoice,
        int $amount,
        string $payment,
        string $refund,
        string $refundReference,
        string $reference,
    ): Answer {
        return Answer::json(200, [
            'order' => ['invoice_number' => $invoice, 'amount' => $amount],
            'payment' => [
                'date' => self::DATE,
                'status' => $payment,
                'merchant_unique_reference' => $reference,
                'identifier' => self::identifiers($reference),
            ],
            'refund' => ['date' => self::DATE, 'status' => $refund, 'merchant_unique_reference' => $refundReference],
        ]);
    }
}
