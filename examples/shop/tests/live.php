<?php

declare(strict_types=1);

namespace ExampleShop\Tests;

use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\PdoStore;
use DokuAkulaku\Payments\Tests\Times;
use DokuAkulaku\Status;
use ExampleShop\Order;
use ExampleShop\Orders;
use ExampleShop\Support\Servers;
use ExampleShop\Support\Visitor;
use PDO;

require dirname(__DIR__) . '/bin/support/Servers.php';
require dirname(__DIR__) . '/bin/support/Visitor.php';
require dirname(__DIR__, 3) . '/integrations/payments/tests/support/Times.php';

/** Customers and the back office at a running shop, with the simulator behind it. */
final class LiveShop
{
    public readonly Servers $servers;
    public readonly Orders $orders;
    public readonly PdoStore $store;
    public Visitor $customer;
    private readonly PDO $connection;

    public function __construct(string $extension)
    {
        $this->servers = new Servers($extension);
        $this->orders = new Orders($this->servers->database);
        $this->connection = new PDO('sqlite:' . $this->servers->database . '.payments', null, null, [PDO::ATTR_TIMEOUT => 10]);
        $this->store = new PdoStore($this->connection);
        $this->store->install();
        $this->customer = new Visitor();
    }

    /**
     * What a checkout form sends; without a visitor it is opened by a new one, with a cart of its own.
     *
     * @param array<string, string> $changes
     * @return array<string, string>
     */
    public function form(array $changes = [], ?Visitor $visitor = null): array
    {
        $this->customer = $visitor ?? new Visitor();
        $this->customer->get($this->servers->shop . '/checkout?quantity%5BSHIRT%5D=2&delivery=courier');
        return $changes + ['quantity[SHIRT]' => '2', 'delivery' => 'courier', 'voucher' => '', 'name' => 'Siti Aminah',
            'phone' => '+62 812-3456-7890', 'token' => $this->customer->token()];
    }

    /** @param array<string, string> $changes */
    public function order(array $changes = [], ?Visitor $visitor = null): Order
    {
        $form = $this->form($changes, $visitor);
        $this->customer->post($this->servers->shop . '/checkout', $form);
        Runner::same(303, $this->customer->status, 'checkout');
        return $this->orders->newest(1)[0];
    }

    public function attempt(Order $order): Attempt
    {
        return $this->store->attempts($order->id)->latest() ?? throw new \RuntimeException('the order has no try');
    }

    public function path(Order $order): string
    {
        return $this->servers->shop . '/order/' . $order->token;
    }

    public function headline(Order $order): string
    {
        return $this->customer->get($this->path($order))->text('headline');
    }

    public function payAgain(Order $order): void
    {
        $token = $this->customer->get($this->path($order))->token();
        $this->customer->post($this->path($order) . '/pay', ['token' => $token]);
    }

    public function press(string $name, string $action): string
    {
        $office = new Visitor();
        $office->get($this->servers->shop . '/orders');
        $office->post($this->servers->shop . "/orders/$name/$action", ['token' => $office->token()]);
        return $office->get($office->location)->messages();
    }

    /** @return list<string> the kinds of the marks at this order in the back office */
    public function marks(Order $order): array
    {
        $page = (new Visitor())->get($this->servers->shop . '/orders')->body;
        preg_match('~<article[^>]*id="order-' . preg_quote($order->number, '~') . '".*?</article>~s', $page, $article);
        preg_match_all('~data-mark="(\w+)"~', $article[0] ?? '', $marks);
        return $marks[1];
    }

    /** The simulator decides as the buyer, and waits for the first try of the notification. */
    public function buyer(Attempt $attempt, string $decision, bool $force = false): ?int
    {
        $answer = Visitor::json(
            $this->servers->control . "/_sandbox/orders/$attempt->invoice/$decision",
            ['wait' => true, 'force' => $force]
        );
        return $answer['notification']['attempts'][0]['status'] ?? null;
    }

    /** @param array<string, mixed> $what */
    public function notify(Attempt $attempt, array $what): ?int
    {
        $answer = Visitor::json($this->servers->control . "/_sandbox/notify/$attempt->invoice", $what + ['wait' => true]);
        return $answer['notification']['attempts'][0]['status'] ?? null;
    }

    public function state(Attempt $attempt): ?Status
    {
        return $this->store->find($attempt->invoice)?->status;
    }

    /** Time passes for the payments. */
    public function pass(int $seconds): void
    {
        Times::passIn($this->connection, $seconds);
    }

    /** @return array{int, string} */
    public function reconcile(): array
    {
        return $this->servers->php([dirname(__DIR__) . '/bin/reconcile.php', '--seconds', '20']);
    }

    /**
     * The same request several times at once, each over a connection of its own.
     *
     * @param list<array{string, array<string, string>}> $posts address, fields
     * @return list<string> Location of each answer
     */
    public function atOnce(array $posts): array
    {
        $sockets = [];
        foreach ($posts as [$url, $fields]) {
            $authority = parse_url($url, PHP_URL_HOST) . ':' . parse_url($url, PHP_URL_PORT);
            $socket = stream_socket_client("tcp://$authority", $code, $text, 5) ?: throw new \RuntimeException($text);
            $body = http_build_query($fields);
            $sockets[] = [$socket, 'POST ' . parse_url($url, PHP_URL_PATH) . " HTTP/1.0\r\nHost: $authority\r\n"
                . 'Cookie: ' . $this->customer->cookies($url) . "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                . 'Content-Length: ' . strlen($body) . "\r\n\r\n$body"];
        }
        foreach ($sockets as [$socket, $request]) {
            fwrite($socket, $request);
        }
        $locations = [];
        foreach ($sockets as [$socket]) {
            stream_set_timeout($socket, 60);
            preg_match('/^Location: (\S+)/mi', (string) stream_get_contents($socket), $match);
            $location = $match[1] ?? '';
            $locations[] = str_starts_with($location, '/') ? $this->servers->shop . $location : $location;
        }
        return $locations;
    }

    /** What the simulator has of this order: invoice => state. @return array<string, string> */
    public function ledger(Order $order): array
    {
        $states = [];
        foreach ($this->store->attempts($order->id) as $attempt) {
            foreach ($this->servers->ledger($attempt->invoice)['orders'] as $one) {
                $states[$attempt->invoice] = $one['status'];
            }
        }
        return $states;
    }

    /** @return list<string> those that the simulator saw for this invoice */
    public function requestIds(string $invoice, string $operation): array
    {
        $requests = array_filter($this->servers->ledger($invoice)['requests'],
            static fn (array $one): bool => $one['operation'] === $operation);
        return array_values(array_unique(array_column($requests, 'request_id')));
    }

    /** Of all that this visitor ordered exactly one can be paid, here and at DOKU. */
    public function expectOnePayable(Order $order): void
    {
        $payable = 0;
        foreach ($this->store->attempts($order->id) as $attempt) {
            $payable += $attempt->payable() ? 1 : 0;
        }
        $pending = array_keys($this->ledger($order), 'PENDING', true);
        Runner::same([1, 1], [$payable, count($pending)], 'payable here, PENDING at DOKU: ' . implode(', ', $pending));
    }
}

return static function (Runner $runner): void {
    $live = new LiveShop($runner->extension);
    $servers = $live->servers;
    foreach (['customer', 'double', 'office', 'faults'] as $part) {
        require __DIR__ . "/live-$part.php";
    }
    $servers->stop();
};
