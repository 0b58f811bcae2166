<?php

declare(strict_types=1);

namespace DokuAkulaku\OpenTelemetry;

use DokuAkulaku\ApiException;
use DokuAkulaku\Exception as CallException;
use DokuAkulaku\IndeterminateException;
use DokuAkulaku\Notification;
use DokuAkulaku\Response;
use DokuAkulaku\ResponseException;
use DokuAkulaku\SignatureException;
use OpenTelemetry\API\Globals;
use OpenTelemetry\API\Trace\Span;
use OpenTelemetry\API\Trace\SpanInterface;
use OpenTelemetry\API\Trace\SpanKind;
use OpenTelemetry\API\Trace\StatusCode;
use OpenTelemetry\API\Trace\TracerInterface;
use OpenTelemetry\Context\Context;

/**
 * One span for each call to DOKU and each notification, by hooks of ext-opentelemetry. Arguments are never read: they hold
 * the customer, and those of a constructor the secret. Of a result only what the extension logs too: state, invoice number,
 * Request-Id, HTTP status, attempts. Exceptions are told by class and message, without their stack, which has arguments.
 */
final class Instrumentation
{
    public const NAME = 'doku_akulaku';
    private const SCHEMA = 'https://opentelemetry.io/schemas/1.30.0';
    /** method => operation, as in the extension's log, and the span's kind */
    private const METHODS = [
        'generateOrder' => ['generate-order', SpanKind::KIND_CLIENT],
        'cancelOrder' => ['cancel', SpanKind::KIND_CLIENT],
        'refundOrder' => ['refund', SpanKind::KIND_CLIENT],
        'checkStatus' => ['check-status', SpanKind::KIND_CLIENT],
        'request' => ['request', SpanKind::KIND_CLIENT],
        'parseNotification' => ['notification', SpanKind::KIND_INTERNAL],
        'receiveNotification' => ['notification', SpanKind::KIND_INTERNAL],
    ];

    private static bool $isRegistered = false;

    /** Once a process. False: ext-opentelemetry or ext-doku_akulaku is not loaded. */
    public static function register(): bool
    {
        if (!function_exists('OpenTelemetry\\Instrumentation\\hook') || !extension_loaded('doku_akulaku')) {
            return false;
        }
        if (!self::$isRegistered) {
            self::$isRegistered = true;
            foreach (self::METHODS as $method => [$operation, $kind]) {
                \OpenTelemetry\Instrumentation\hook(
                    \DokuAkulaku::class,
                    $method,
                    pre: static fn () => self::begin($operation, $kind),
                    post: static fn (mixed $object, array $arguments, mixed $result, ?\Throwable $error) => self::end($result, $error)
                );
            }
        }
        return true;
    }

    /** @param SpanKind::KIND_* $kind */
    private static function begin(string $operation, int $kind): void
    {
        $parent = Context::getCurrent();
        $span = self::tracer()->spanBuilder("DOKU $operation")->setParent($parent)->setSpanKind($kind)
            ->setAttribute('doku.operation', $operation)->startSpan();
        Context::storage()->attach($span->storeInContext($parent));
    }

    private static function end(mixed $result, ?\Throwable $error): void
    {
        $scope = Context::storage()->scope();
        if ($scope === null) {
            return;
        }
        $scope->detach();
        $span = Span::fromContext($scope->context());
        if ($error !== null) {
            self::failed($span, $error);
        } elseif ($result instanceof Response) {
            self::answered($span, $result);
            $span->setAttribute('doku.outcome', $result->succeeded ? 'succeeded' : 'not_succeeded');
        } elseif ($result instanceof Notification) {
            $span->setAttributes(['doku.outcome' => 'verified', 'doku.status' => $result->status->value,
                'doku.invoice_number' => $result->invoiceNumber, 'doku.request_id' => $result->requestId]);
        }
        $span->end();
    }

    private static function answered(SpanInterface $span, Response $response): void
    {
        $span->setAttributes(array_filter([
            'http.response.status_code' => $response->httpStatus, 'doku.status' => $response->status->value,
            'doku.request_id' => $response->requestId, 'doku.invoice_number' => $response->invoiceNumber,
            'http.request.resend_count' => $response->attempts > 1 ? $response->attempts - 1 : null,
            'doku.replayed' => $response->replayed,
        ], static fn (mixed $value): bool => $value !== null));
    }

    private static function failed(SpanInterface $span, \Throwable $error): void
    {
        $class = substr((string) strrchr('\\' . $error::class, '\\'), 1);
        $span->setAttributes(['doku.outcome' => $class, 'error.type' => $error::class]);
        $hasAnswer = $error instanceof ApiException || $error instanceof ResponseException;
        if ($hasAnswer && $error->getResponse() !== null) {
            self::answered($span, $error->getResponse());
        }
        if ($error instanceof ApiException || $error instanceof IndeterminateException) {
            $span->setAttribute('http.response.status_code', $error->getHttpStatus());
        }
        if ($error instanceof ApiException) {
            $span->setAttribute('doku.error_code', $error->getErrorCode());
        }
        if ($error instanceof CallException) {
            $span->setAttribute('doku.request_id', $error->getRequestId());
        }
        if ($error instanceof SignatureException || $error instanceof ResponseException) {
            $span->setAttribute('doku.reason', $error->getReason());
        }
        $span->addEvent('exception', ['exception.type' => $error::class, 'exception.message' => $error->getMessage()]);
        $span->setStatus(StatusCode::STATUS_ERROR, $class);
    }

    private static function tracer(): TracerInterface
    {
        return Globals::tracerProvider()->getTracer('doku-akulaku/opentelemetry', null, self::SCHEMA);
    }
}
