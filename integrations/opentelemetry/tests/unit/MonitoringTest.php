<?php

declare(strict_types=1);

namespace DokuAkulaku\OpenTelemetry\Tests;

use DokuAkulaku\OpenTelemetry\CallMetrics;
use OpenTelemetry\SDK\Metrics\Data\Histogram;
use OpenTelemetry\SDK\Metrics\Data\Metric;
use OpenTelemetry\SDK\Metrics\MeterProvider;
use OpenTelemetry\SDK\Metrics\MetricExporter\InMemoryExporter;
use OpenTelemetry\SDK\Metrics\MetricReader\ExportingReader;
use PHPUnit\Framework\TestCase;

/** Rules and dashboard name only what CallMetrics really makes, as OpenTelemetry's Prometheus exporters spell it. */
final class MonitoringTest extends TestCase
{
    private const FOLDER = __DIR__ . '/../../monitoring/';
    private const OUTCOMES = ['succeeded', 'not_succeeded', 'ConnectionException', 'ConfigurationException', 'ValidationException',
        'ApiException', 'IndeterminateException', 'ResponseException'];

    /** @return array<string, list<string>> Prometheus' name => its labels */
    private static function made(): array
    {
        $exporter = new InMemoryExporter();
        $reader = new ExportingReader($exporter);
        $metrics = new CallMetrics(null, MeterProvider::builder()->addReader($reader)->build());
        $metrics->log('info', 'DOKU call ended', ['operation' => 'cancel', 'outcome' => 'succeeded', 'http_status' => 200, 'seconds' => 1.5,
            'attempts' => 1, 'replayed' => false]);
        $metrics->log('error', 'DOKU notification refused', ['operation' => 'notification']);
        $reader->collect();
        $made = [];
        foreach ($exporter->collect() as $metric) {
            self::assertInstanceOf(Metric::class, $metric);
            $name = strtr($metric->name, '.', '_') . ($metric->unit === 's' ? '_seconds' : '');
            $labels = [];
            foreach ($metric->data->dataPoints as $point) {
                $labels = array_map(static fn (string $label): string => strtr($label, '.', '_'), array_keys($point->attributes->toArray()));
            }
            foreach ($metric->data instanceof Histogram ? ['_bucket', '_count', '_sum'] : ['_total'] as $ending) {
                $made[$name . $ending] = [...$labels, 'le'];
            }
        }
        return $made;
    }

    /** @return iterable<string, array{string}> */
    public static function files(): iterable
    {
        yield 'rules' => ['alerts.yml'];
        yield 'dashboard' => ['dashboard.json'];
    }

    #[\PHPUnit\Framework\Attributes\DataProvider('files')]
    public function testNamesLabelsAndOutcomesAreThere(string $file): void
    {
        $made = self::made();
        $text = (string) file_get_contents(self::FOLDER . $file);
        $text = $file === 'dashboard.json' ? stripslashes($text) : $text;
        self::assertGreaterThan(4, preg_match_all('/\b(doku_(?:client|notifications)\w+)(?:\{([^}]*)\})?/', $text, $uses, PREG_SET_ORDER));
        foreach ($uses as $use) {
            self::assertArrayHasKey($use[1], $made);
            preg_match_all('/(\w+)\s*(?:!=|=~|=)\s*"([^"]*)"/', $use[2] ?? '', $labels, PREG_SET_ORDER);
            foreach ($labels as [, $label, $value]) {
                self::assertContains($label, $made[$use[1]], $use[0]);
                if ($label === 'doku_outcome') {
                    self::assertSame([], array_diff(explode('|', $value), self::OUTCOMES), $use[0]);
                }
            }
        }
        preg_match_all('/\bby \(([^)]*)\)/', $text, $groups);
        foreach ($groups[1] as $group) {
            foreach (array_map(trim(...), explode(',', $group)) as $label) {
                self::assertContains($label, array_merge(...array_values($made)));
            }
        }
    }

    public function testTheDashboardIsJsonWithPanels(): void
    {
        $dashboard = json_decode((string) file_get_contents(self::FOLDER . 'dashboard.json'), true, 32, JSON_THROW_ON_ERROR);
        self::assertIsArray($dashboard);
        self::assertCount(6, $dashboard['panels']);
    }
}
