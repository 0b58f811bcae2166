<?php

declare(strict_types=1);

namespace DokuAkulaku\OpenTelemetry\Tests;

use DokuAkulaku;
use DokuAkulaku\OpenTelemetry\Instrumentation;
use DokuAkulaku\Payments\Tests\Simulator;
use DokuAkulaku\Payments\Tests\TestAccounts;
use OpenTelemetry\API\Trace\SpanKind;
use OpenTelemetry\API\Trace\StatusCode;
use OpenTelemetry\SDK\Sdk;
use OpenTelemetry\SDK\Trace\SpanDataInterface;
use OpenTelemetry\SDK\Trace\SpanExporter\InMemoryExporter;
use OpenTelemetry\SDK\Trace\SpanProcessor\SimpleSpanProcessor;
use OpenTelemetry\SDK\Trace\TracerProvider;
use PHPUnit\Framework\TestCase;

final class SpansTest extends TestCase
{
    private static InMemoryExporter $exporter;
    private static TracerProvider $tracers;
    private DokuAkulaku $client;

    public static function setUpBeforeClass(): void
    {
        self::$exporter = new InMemoryExporter();
        self::$tracers = new TracerProvider(new SimpleSpanProcessor(self::$exporter));
        Sdk::builder()->setTracerProvider(self::$tracers)->buildAndRegisterGlobal();
        self::assertTrue(Instrumentation::register());
        self::assertTrue(Instrumentation::register(), 'once more does nothing');
    }

    protected function setUp(): void
    {
        Simulator::get()->reset();
        self::$exporter->getStorage()->exchangeArray([]);
        $this->client = new DokuAkulaku('MCH-0001-10791114622547', TestAccounts::SECRET, ['base_url' => Simulator::get()->http, 'retries' => 0]);
    }

    /** @return list<SpanDataInterface> */
    private function spans(): array
    {
        return array_values(array_filter(self::$exporter->getSpans(), static fn (mixed $span): bool => $span instanceof SpanDataInterface));
    }

    /** @param array<mixed> $arguments */
    private function call(string $method, array $arguments): ?\Throwable
    {
        try {
            Hooks::call($this->client, $method, $arguments);
            return null;
        } catch (\Throwable $error) {
            return $error;
        }
    }

    /** @return array<mixed> */
    private static function order(): array
    {
        return ['order' => ['invoice_number' => 'INV-1', 'amount' => 90000, 'callback_url' => 'https://shop.example/',
            'line_items' => [['name' => 'Kaus', 'price' => 90000, 'quantity' => 1, 'sku' => 'K', 'category' => 'C']]],
            'payment' => ['merchant_unique_reference' => 'INV-1'],
            'customer' => ['id' => 'C1', 'name' => 'Siti Aminah', 'phone' => '6281234567890']];
    }

    public function testACallIsAClientSpanInTheCallersTrace(): void
    {
        $parent = self::$tracers->getTracer('test')->spanBuilder('checkout')->startSpan();
        $scope = $parent->activate();
        self::assertNull($this->call('generateOrder', [self::order()]));
        $scope->detach();
        $parent->end();
        [$span] = $this->spans();
        self::assertSame(['DOKU generate-order', SpanKind::KIND_CLIENT], [$span->getName(), $span->getKind()]);
        self::assertSame($parent->getContext()->getTraceId(), $span->getTraceId());
        self::assertSame($parent->getContext()->getSpanId(), $span->getParentSpanId());
        $attributes = $span->getAttributes()->toArray();
        self::assertSame(['generate-order', 'succeeded', 'PENDING', 200, 'INV-1', false], [$attributes['doku.operation'], $attributes['doku.outcome'],
            $attributes['doku.status'], $attributes['http.response.status_code'], $attributes['doku.invoice_number'], $attributes['doku.replayed']]);
        self::assertSame(StatusCode::STATUS_UNSET, $span->getStatus()->getCode());
    }

    public function testAFailureIsAnErrorSpanWithoutArguments(): void
    {
        Simulator::get()->faults([['fault' => 'close_after_request']]);
        self::assertInstanceOf(DokuAkulaku\IndeterminateException::class, $this->call('generateOrder', [self::order()]));
        self::assertInstanceOf(DokuAkulaku\ValidationException::class, $this->call('generateOrder', [['customer' => ['name' => "Siti\n"]]]));
        self::assertInstanceOf(DokuAkulaku\ApiException::class, $this->call('checkStatus', ['NONE']));
        $spans = $this->spans();
        self::assertSame(['IndeterminateException', 'ValidationException', 'ApiException'], array_map(
            static fn (SpanDataInterface $span): mixed => $span->getAttributes()->get('doku.outcome'),
            $spans
        ));
        self::assertSame(404, $spans[2]->getAttributes()->get('http.response.status_code'));
        $text = '';
        foreach ($spans as $span) {
            self::assertSame(StatusCode::STATUS_ERROR, $span->getStatus()->getCode());
            $text .= $span->getName() . json_encode($span->getAttributes()->toArray()) . $span->getStatus()->getDescription();
            foreach ($span->getEvents() as $event) {
                $text .= $event->getName() . json_encode($event->getAttributes()->toArray());
            }
        }
        foreach (['Siti', '6281234567890', TestAccounts::SECRET, '#0 '] as $word) {
            self::assertStringNotContainsString($word, $text);
        }
    }

    public function testANotificationIsASpanThatSaysWhyItWasRefused(): void
    {
        $body = '{"order":{"invoice_number":"INV-1","amount":90000},"transaction":{"status":"SUCCESS"}}';
        $time = gmdate('Y-m-d\TH:i:s\Z');
        $headers = ['Client-Id' => 'MCH-0001-10791114622547', 'Request-Id' => 'one', 'Request-Timestamp' => $time,
            'Signature' => $this->client->sign('/n', $body, 'one', $time)];
        self::assertNull($this->call('parseNotification', [$body, $headers, '/n']));
        self::assertInstanceOf(DokuAkulaku\SignatureException::class, $this->call('parseNotification', [$body, $headers, '/other']));
        [$good, $bad] = $this->spans();
        self::assertSame(['verified', 'SUCCESS', 'INV-1'], [$good->getAttributes()->get('doku.outcome'), $good->getAttributes()->get('doku.status'),
            $good->getAttributes()->get('doku.invoice_number')]);
        self::assertSame(['SignatureException', 'mismatch'], [$bad->getAttributes()->get('doku.outcome'), $bad->getAttributes()->get('doku.reason')]);
    }
}
