<?php

declare(strict_types=1);

namespace DokuAkulaku\OpenTelemetry;

use OpenTelemetry\API\Globals;
use OpenTelemetry\API\Metrics\CounterInterface;
use OpenTelemetry\API\Metrics\HistogramInterface;
use OpenTelemetry\API\Metrics\MeterProviderInterface;

/**
 * The option `logger` of the extension: makes metrics of the record with which each call ends, look-ups of checkStatuses()
 * too, and hands every record on. No hook and no argument of a call is needed:
 * DokuAkulaku::fromIni(['logger' => new CallMetrics($logger)]).
 *
 * doku.client.call.duration   histogram, seconds: the whole call, retries and pauses included
 * doku.client.call.attempts   counter: requests sent
 * doku.notifications.refused  counter: genuine notifications whose amount cannot be read
 *
 * Their attributes have few values each: doku.operation, doku.outcome, http.response.status_code, doku.replayed.
 */
final class CallMetrics
{
    private readonly HistogramInterface $duration;
    private readonly CounterInterface $attempts;
    private readonly CounterInterface $refused;

    /** @param ?object $next PSR-3, or any object with its log() */
    public function __construct(private readonly ?object $next = null, ?MeterProviderInterface $meters = null)
    {
        if ($next !== null && !is_callable([$next, 'log'])) {
            throw new \TypeError('CallMetrics: the next logger must have the method log($level, $message, array $context)');
        }
        $meter = ($meters ?? Globals::meterProvider())->getMeter('doku-akulaku/opentelemetry');
        $this->duration = $meter->createHistogram(
            'doku.client.call.duration',
            's',
            'Calls to DOKU, retries and pauses included',
            ['ExplicitBucketBoundaries' => [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]]
        );
        $this->attempts = $meter->createCounter('doku.client.call.attempts', '{request}', 'Requests sent to DOKU');
        $this->refused = $meter->createCounter('doku.notifications.refused', '{notification}', 'Genuine notifications with an unreadable amount');
    }

    /** @param array<mixed> $context */
    public function log(mixed $level, string|\Stringable $message, array $context = []): void
    {
        // A broken exporter is no reason to lose a line of the log.
        try {
            $this->measure((string) $message, $context);
        } finally {
            $log = $this->next === null ? null : [$this->next, 'log'];
            if (is_callable($log)) {
                $log($level, $message, $context);
            }
        }
    }

    /** @param array<mixed> $context */
    private function measure(string $message, array $context): void
    {
        $operation = is_string($context['operation'] ?? null) ? $context['operation'] : 'unknown';
        if ($message === 'DOKU notification refused') {
            $this->refused->add(1, ['doku.operation' => $operation]);
        } elseif ($message === 'DOKU call ended') {
            $status = $context['http_status'] ?? null;
            $labels = ['doku.operation' => $operation,
                'doku.outcome' => is_string($context['outcome'] ?? null) ? $context['outcome'] : 'unknown',
                'doku.replayed' => ($context['replayed'] ?? false) === true]
                + (is_int($status) && $status > 0 ? ['http.response.status_code' => $status] : []);
            $seconds = $context['seconds'] ?? 0;
            $this->duration->record(is_int($seconds) || is_float($seconds) ? $seconds : 0, $labels);
            $attempts = $context['attempts'] ?? 0;
            $this->attempts->add(is_int($attempts) ? max(0, $attempts) : 0, ['doku.operation' => $operation]);
        }
    }
}
