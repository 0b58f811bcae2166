<?php

declare(strict_types=1);

namespace DokuSandbox;

/** All orders with their indexes, and the stored answers that make Request-Ids idempotent. */
final class OrderBook
{
    /** @var array<string, Order> by client and invoice */
    private array $orders = [];
    /** @var array<string, Order> by client and Request-Id */
    private array $byRequestId = [];
    /** @var array<string, Order> by token of the payment page */
    private array $byToken = [];
    /** @var array<string, Order> by client and merchant_unique_reference */
    private array $byReference = [];
    /** @var array<string, Order> by client and refund reference */
    private array $byRefund = [];
    /** @var array<string, array{status: int, body: string, invoice: ?string}> by client and Request-Id */
    private array $answers = [];
    /** @var array<string, list<Order>> by invoice, of any client */
    private array $byInvoice = [];
    private int $nextOrderId = 1000035148;
    public bool $dirty = false;

    public function __construct(private readonly int $limit)
    {
    }

    private static function key(string $clientId, string $id): string
    {
        return $clientId . "\n" . $id;
    }

    public function reset(): void
    {
        $this->orders = $this->byRequestId = $this->byToken = $this->byReference = [];
        $this->byRefund = $this->answers = $this->byInvoice = [];
        $this->dirty = true;
    }

    public function nextOrderId(): string
    {
        return (string) $this->nextOrderId++;
    }

    public function add(Order $order): void
    {
        $this->orders[self::key($order->clientId, $order->invoice)] = $order;
        $this->byRequestId[self::key($order->clientId, $order->requestId)] = $order;
        $this->byReference[self::key($order->clientId, $order->reference)] = $order;
        $this->byToken[$order->token] = $order;
        $this->byInvoice[$order->invoice][] = $order;
        if ($order->refundReference !== null) {
            $this->byRefund[self::key($order->clientId, $order->refundReference)] = $order;
        }
        while (count($this->orders) > $this->limit) {
            $this->forget($this->orders[array_key_first($this->orders)]);
        }
        $this->dirty = true;
    }

    private function forget(Order $order): void
    {
        unset(
            $this->orders[self::key($order->clientId, $order->invoice)],
            $this->byRequestId[self::key($order->clientId, $order->requestId)],
            $this->byReference[self::key($order->clientId, $order->reference)],
            $this->byToken[$order->token],
            $this->byRefund[self::key($order->clientId, (string) $order->refundReference)],
        );
        $same = $this->byInvoice[$order->invoice];
        $same = array_values(array_filter($same, static fn (Order $other): bool => $other !== $order));
        $this->byInvoice[$order->invoice] = $same;
        if ($same === []) {
            unset($this->byInvoice[$order->invoice]);
        }
    }

    public function setRefundReference(Order $order, string $reference): void
    {
        $order->refundReference = $reference;
        $this->byRefund[self::key($order->clientId, $reference)] = $order;
        $this->dirty = true;
    }

    public function byInvoice(string $clientId, string $invoice): ?Order
    {
        return $this->orders[self::key($clientId, $invoice)] ?? null;
    }

    public function byReference(string $clientId, string $reference): ?Order
    {
        return $this->byReference[self::key($clientId, $reference)] ?? null;
    }

    public function byRefundReference(string $clientId, string $reference): ?Order
    {
        return $this->byRefund[self::key($clientId, $reference)] ?? null;
    }

    public function byInvoiceOrRequestId(string $clientId, string $id): ?Order
    {
        return $this->byInvoice($clientId, $id) ?? $this->byRequestId[self::key($clientId, $id)] ?? null;
    }

    public function byToken(string $token): ?Order
    {
        return $this->byToken[$token] ?? null;
    }

    /** The first order of any client with this invoice number. */
    public function find(string $invoice): ?Order
    {
        return $this->byInvoice[$invoice][0] ?? null;
    }

    /**
     * @param array<string, true>|null $invoices null = all
     * @return array{items: list<Order>, older: ?int, newer: ?int} by their Akulaku order number
     */
    public function page(Page $page, ?array $invoices): array
    {
        $orders = $this->orders;
        if ($invoices !== null) {
            $orders = array_merge([], ...array_values(array_intersect_key($this->byInvoice, $invoices)));
            usort($orders, static fn (Order $a, Order $b): int => (int) $a->orderId <=> (int) $b->orderId);
        }
        return $page->take($orders, static fn (Order $order): int => (int) $order->orderId);
    }

    public function count(): int
    {
        return count($this->orders);
    }

    /** @return list<Order> oldest first */
    public function all(): array
    {
        return array_values($this->orders);
    }

    /** @return array{status: int, body: string, invoice: ?string}|null */
    public function answer(string $clientId, string $requestId): ?array
    {
        return $this->answers[self::key($clientId, $requestId)] ?? null;
    }

    public function remember(string $clientId, string $requestId, int $status, string $body, ?string $invoice): void
    {
        $this->answers[self::key($clientId, $requestId)]
            = ['status' => $status, 'body' => $body, 'invoice' => $invoice];
        // An order has a generate answer, a cancel or refund answer, and some more for repeated ones.
        while (count($this->answers) > 4 * $this->limit) {
            unset($this->answers[array_key_first($this->answers)]);
        }
        $this->dirty = true;
    }

    /** @return array<string, mixed> */
    public function export(): array
    {
        $orders = array_map(static fn (Order $order): array => $order->export(), $this->all());
        return ['next_order_id' => $this->nextOrderId, 'orders' => $orders, 'answers' => $this->answers];
    }

    /** @param array<string, mixed> $state */
    public function import(array $state): void
    {
        $this->nextOrderId = (int) $state['next_order_id'];
        foreach ($state['orders'] as $row) {
            $this->add(Order::import($row));
        }
        $this->answers = $state['answers'];
        $this->dirty = false;
    }
}
