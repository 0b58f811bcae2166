<?php

declare(strict_types=1);

namespace ExampleShop\Tests;

use DokuAkulaku\Status;
use ExampleShop\OrderStore;
use ExampleShop\Payment;
use ExampleShop\Support\Servers;
use ExampleShop\Support\Visitor;

require dirname(__DIR__) . '/bin/support/Servers.php';
require dirname(__DIR__) . '/bin/support/Visitor.php';

/** A customer and the back office at a running shop, with the simulator behind it. */
final class LiveShop
{
    public readonly Servers $servers;
    public readonly OrderStore $store;
    public Visitor $customer;
    private string $token = '';

    public function __construct(string $extension)
    {
        $this->servers = new Servers($extension);
        $this->store = new OrderStore($this->servers->database);
        $this->customer = new Visitor();
    }

    /** @param array<string, string> $customer */
    public function order(array $customer = []): Payment
    {
        $cart = ['quantity[SHIRT]' => '2', 'delivery' => 'courier', 'voucher' => ''];
        parse_str(http_build_query($cart), $query);
        $this->customer->get($this->servers->shop . '/checkout?' . http_build_query($query));
        $this->customer->post($this->servers->shop . '/checkout', $cart + $customer + ['name' => 'Siti Aminah',
            'phone' => '+62 812-3456-7890', 'token' => $this->token = $this->customer->token()]);
        Runner::same(303, $this->customer->status, 'checkout');
        return $this->store->newest(1)[0]->latest();
    }

    public function path(Payment $payment): string
    {
        return $this->servers->shop . '/order/' . $this->store->byId($payment->orderId)->token;
    }

    public function payAgain(Payment $payment): void
    {
        $this->customer->post($this->path($payment) . '/pay', ['token' => $this->token]);
    }

    /** @param array<string, string> $fields */
    public function press(Payment $payment, string $action, array $fields = []): string
    {
        $office = new Visitor();
        $office->get($this->servers->shop . '/orders');
        $office->post($this->servers->shop . "/orders/$payment->invoice/$action", $fields + ['token' => $office->token()]);
        return $office->get($office->location)->messages();
    }

    /** The simulator decides as the buyer, and waits for the first try of the notification. */
    public function buyer(Payment $payment, string $decision, bool $force = false): ?int
    {
        $answer = Visitor::json(
            $this->servers->control . "/_sandbox/orders/$payment->invoice/$decision",
            ['wait' => true, 'force' => $force]
        );
        return $answer['notification']['attempts'][0]['status'] ?? null;
    }

    /** @param array<string, mixed> $what */
    public function notify(Payment $payment, array $what): ?int
    {
        $answer = Visitor::json($this->servers->control . "/_sandbox/notify/$payment->invoice", $what + ['wait' => true]);
        return $answer['notification']['attempts'][0]['status'] ?? null;
    }

    public function state(Payment $payment): Status
    {
        return $this->store->payment($payment->invoice)->status;
    }

    /** @return array{int, string} */
    public function reconcile(string ...$arguments): array
    {
        return $this->servers->php([dirname(__DIR__) . '/bin/reconcile.php', '--older-than', '0', ...$arguments]);
    }

    /** One order at DOKU, made once, by one Request-Id and one body. */
    public function expectOneOrder(string $invoice, int $requests): void
    {
        $ledger = $this->servers->ledger($invoice);
        $generates = array_filter($ledger['requests'], static fn (array $one): bool => $one['operation'] === 'generate');
        Runner::same([1, 1, $requests, 1, 1], [count($ledger['orders']),
            count(array_filter($generates, static fn (array $one): bool => $one['executed'])), count($generates),
            count(array_unique(array_column($generates, 'request_id'))),
            count(array_unique(array_column($generates, 'body_sha256')))], 'orders, executed, requests, ids, bodies');
    }
}

return static function (Runner $runner): void {
    $live = new LiveShop($runner->extension);
    $servers = $live->servers;
    require __DIR__ . '/live-customer.php';
    require __DIR__ . '/live-faults.php';
    $servers->stop();
};
