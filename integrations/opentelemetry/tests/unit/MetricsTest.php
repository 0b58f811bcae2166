<?php

declare(strict_types=1);

namespace DokuAkulaku\OpenTelemetry\Tests;

use DokuAkulaku;
use DokuAkulaku\IndeterminateException;
use DokuAkulaku\OpenTelemetry\CallMetrics;
use DokuAkulaku\Payments\Tests\Simulator;
use DokuAkulaku\Payments\Tests\TestAccounts;
use OpenTelemetry\SDK\Metrics\Data\HistogramDataPoint;
use OpenTelemetry\SDK\Metrics\Data\Metric;
use OpenTelemetry\SDK\Metrics\Data\NumberDataPoint;
use OpenTelemetry\SDK\Metrics\MeterProvider;
use OpenTelemetry\SDK\Metrics\MetricExporter\InMemoryExporter;
use OpenTelemetry\SDK\Metrics\MetricReader\ExportingReader;
use PHPUnit\Framework\TestCase;

final class MetricsTest extends TestCase
{
    private InMemoryExporter $exporter;
    private ExportingReader $reader;
    private DokuAkulaku $client;
    /** @var list<array{mixed, string, array<mixed>}> */
    private array $handedOn = [];

    protected function setUp(): void
    {
        Simulator::get()->reset();
        $this->exporter = new InMemoryExporter();
        $this->reader = new ExportingReader($this->exporter);
        $meters = MeterProvider::builder()->addReader($this->reader)->build();
        $next = new class ($this->handedOn) {
            /** @param list<array{mixed, string, array<mixed>}> $lines */
            public function __construct(private array &$lines)
            {
            }

            /** @param array<mixed> $context */
            public function log(mixed $level, string|\Stringable $message, array $context = []): void
            {
                $this->lines[] = [$level, (string) $message, $context];
            }
        };
        $this->client = new DokuAkulaku('MCH-0001-10791114622547', TestAccounts::SECRET, ['base_url' => Simulator::get()->http,
            'retries' => 1, 'logger' => new CallMetrics($next, $meters)]);
    }

    /** @return array<string, list<HistogramDataPoint|NumberDataPoint>> */
    private function points(): array
    {
        $this->reader->collect();
        $points = [];
        foreach ($this->exporter->collect() as $metric) {
            self::assertInstanceOf(Metric::class, $metric);
            foreach ($metric->data->dataPoints as $point) {
                $points[$metric->name][] = $point;
            }
        }
        return $points;
    }

    /** @return array<mixed> */
    private static function order(string $invoice): array
    {
        return ['order' => ['invoice_number' => $invoice, 'amount' => 90000, 'callback_url' => 'https://shop.example/',
            'line_items' => [['name' => 'Kaus', 'price' => 90000, 'quantity' => 1, 'sku' => 'K', 'category' => 'C']]],
            'payment' => ['merchant_unique_reference' => $invoice],
            'customer' => ['id' => 'C1', 'name' => 'Siti Aminah', 'phone' => '6281234567890']];
    }

    public function testEachCallIsMeasuredOnceByOperationAndOutcome(): void
    {
        $this->client->generateOrder(self::order('INV-1'));
        Simulator::get()->faults([['fault' => 'close_after_request', 'count' => 2]]);
        try {
            $this->client->generateOrder(self::order('INV-2'));
        } catch (IndeterminateException) {
        }
        iterator_to_array($this->client->checkStatuses(['INV-1', 'INV-NONE']));
        $points = $this->points();
        $seen = [];
        foreach ($points['doku.client.call.duration'] as $point) {
            self::assertInstanceOf(HistogramDataPoint::class, $point);
            $labels = $point->attributes->toArray();
            $seen[] = implode(' ', array_map(static fn (mixed $one): string => var_export($one, true), $labels)) . " x$point->count";
        }
        sort($seen);
        self::assertSame([
            "'check-status' 'ApiException' false 404 x1",
            "'check-status' 'succeeded' false 200 x1",
            "'generate-order' 'IndeterminateException' false x1",
            "'generate-order' 'succeeded' false 200 x1",
        ], $seen);
        $attempts = [];
        foreach ($points['doku.client.call.attempts'] as $point) {
            self::assertInstanceOf(NumberDataPoint::class, $point);
            $attempts[implode(' ', array_map(strval(...), $point->attributes->toArray()))] = $point->value;
        }
        ksort($attempts);
        self::assertSame(['check-status' => 2, 'generate-order' => 3], $attempts, 'three requests: one, and one sent twice');
    }

    public function testTheTimeIsThatOfTheWholeCall(): void
    {
        Simulator::get()->faults([['fault' => 'delay', 'seconds' => 0.2]]);
        $this->client->generateOrder(self::order('INV-1'));
        $point = $this->points()['doku.client.call.duration'][0];
        self::assertInstanceOf(HistogramDataPoint::class, $point);
        self::assertGreaterThanOrEqual(0.2, $point->sum);
        self::assertLessThan(30, $point->sum, 'seconds');
    }

    public function testEveryRecordIsHandedOnAndNothingOfTheCustomerBecomesALabel(): void
    {
        $this->client->generateOrder(self::order('INV-1'));
        self::assertSame(['DOKU request', 'DOKU answered', 'DOKU response', 'DOKU call ended'], array_column($this->handedOn, 1));
        $text = '';
        foreach ($this->points() as $points) {
            foreach ($points as $point) {
                $text .= json_encode($point->attributes->toArray());
            }
        }
        foreach (['Siti', '6281234567890', TestAccounts::SECRET, 'INV-1', 'MCH-'] as $word) {
            self::assertStringNotContainsString($word, $text);
        }
    }

    public function testABrokenNextLoggerChangesNothing(): void
    {
        $broken = new class {
            public function log(): never
            {
                throw new \RuntimeException('disk full');
            }
        };
        $meters = MeterProvider::builder()->addReader($this->reader)->build();
        $client = new DokuAkulaku('MCH-0001-10791114622547', TestAccounts::SECRET, ['base_url' => Simulator::get()->http,
            'logger' => new CallMetrics($broken, $meters)]);
        self::assertTrue($client->generateOrder(self::order('INV-3'))->succeeded);
        self::assertCount(1, $this->points()['doku.client.call.duration']);
        $this->expectException(\TypeError::class);
        new CallMetrics(new \stdClass(), $meters);
    }

    public function testANotificationWithAnUnreadableAmountCounts(): void
    {
        $body = '{"order":{"invoice_number":"INV-1","amount":"Rp 45.000"},"transaction":{"status":"SUCCESS"}}';
        $id = 'one';
        $time = gmdate('Y-m-d\TH:i:s\Z');
        $headers = ['Client-Id' => 'MCH-0001-10791114622547', 'Request-Id' => $id, 'Request-Timestamp' => $time,
            'Signature' => $this->client->sign('/n', $body, $id, $time)];
        try {
            $this->client->parseNotification($body, $headers, '/n');
            self::fail('it was taken');
        } catch (DokuAkulaku\SignatureException) {
        }
        $point = $this->points()['doku.notifications.refused'][0];
        self::assertInstanceOf(NumberDataPoint::class, $point);
        self::assertSame([1, ['doku.operation' => 'notification']], [$point->value, $point->attributes->toArray()]);
    }
}
