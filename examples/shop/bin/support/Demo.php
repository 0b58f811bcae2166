<?php

declare(strict_types=1);

namespace ExampleShop\Support;

use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Call;
use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Operation;
use DokuAkulaku\Payments\PdoStore;
use DokuAkulaku\Status;
use ExampleShop\Language;
use ExampleShop\Orders;
use ExampleShop\Settings;

use function ExampleShop\rupiah;

/** The steps of the demo. Everything goes over HTTP; the shop's database is only read. */
final class Demo
{
    private const CUSTOMER = ['name' => 'Anton Budiman', 'phone' => '0812 3456 7890',
        'address' => 'Menara Mulia Lantai 8', 'city' => 'Jakarta Selatan', 'state' => 'DKI Jakarta',
        'postcode' => '12930'];
    private const CART_A = ['quantity[GAYO]' => '1.5', 'quantity[SHIRT]' => '3', 'delivery' => 'courier',
        'voucher' => 'HEMAT10'];
    private const CART_B = ['quantity[DRIPPER]' => '1', 'delivery' => 'pickup', 'voucher' => ''];

    private readonly Orders $orders;
    private readonly PdoStore $store;
    private readonly Visitor $customer;
    private readonly Visitor $office;
    private int $step = 0;

    public function __construct(
        private readonly string $shop,
        private readonly ?string $control,
        private readonly int $wait,
    ) {
        $this->orders = Settings::orders();
        $this->store = Settings::store();
        $this->customer = new Visitor();
        $this->office = new Visitor();
    }

    public function runWithSimulator(): void
    {
        $this->heading('Order A: a form with mistakes, a forged notification, paid, refunded');
        $this->mistakes();
        $a = $this->order(self::CART_A);
        $this->forgery($a);
        $this->approve($a);
        $this->notification($a);
        $this->check($a, Status::Success);
        $this->refund($a);
        $this->check($a, Status::Refunded);

        $this->heading('Order B: cancelled before it is paid');
        $b = $this->order(self::CART_B);
        $this->cancel($b);
        $this->check($b, Status::Cancelled);

        $this->heading('The simulator\'s own ledger');
        $this->compare($a, 'REFUNDED', ['generate', 'refund']);
        $this->compare($b, 'CANCELLED', ['generate', 'cancel']);
        echo "\nAll $this->step steps were as expected.\n";
    }

    public function runWithDoku(): void
    {
        $this->heading('Order A at DOKU: you are the buyer');
        $a = $this->order(self::CART_A);
        $this->waitForBuyer($a);
        $this->refund($a);
        $this->check($a, Status::Refunded);

        $this->heading('Order B: cancelled before it is paid');
        $b = $this->order(self::CART_B);
        $this->cancel($b);
        $this->check($b, Status::Cancelled);
        echo "\nAll $this->step steps were as expected. Not shown here: a notification, because DOKU cannot reach a "
            . "shop on this machine.\n";
    }

    private function mistakes(): void
    {
        $this->step('The customer makes mistakes in the form');
        $before = $this->requestsSeen();
        $form = ['name' => '', 'phone' => '12ab', 'postcode' => 'A1'] + self::CUSTOMER;
        $this->tell('sent', 'POST /checkout with no name, phone "12ab", postcode "A1"');
        $this->customer->get($this->shop . '/checkout?' . http_build_query($this->query(self::CART_A)));
        $this->customer->post($this->shop . '/checkout', self::CART_A + $form + ['token' => $this->customer->token()]);
        $errors = $this->customer->fieldErrors();
        foreach ($errors as $field => $sentence) {
            $this->tell($field, $sentence);
        }
        $this->expect($this->customer->status === 422, "the shop answered HTTP {$this->customer->status}, not 422");
        $this->expect(array_keys($errors) === ['name', 'phone', 'postcode'], 'not these three fields are marked');
        $this->expect($this->requestsSeen() === $before, 'something was sent to DOKU');
        $this->tell('as expected', 'HTTP 422, all mistakes at once, and nothing was sent to DOKU');
    }

    /** @param array<string, string> $cart */
    private function order(array $cart): string
    {
        $this->step('The customer orders: generate');
        $known = $this->orders->newest(1)[0]->id ?? '';
        $this->customer->get($this->shop . '/checkout?' . http_build_query($this->query($cart)));
        $form = $cart + self::CUSTOMER + ['token' => $this->customer->token()];
        $this->customer->post($this->shop . '/checkout', $form);
        $order = $this->orders->newest(1)[0] ?? null;
        $payment = $order === null ? null : $this->store->attempts($order->id)->latest();
        if ($order === null || $order->id === $known || $payment === null) {
            throw new StepFailed("the shop took no order (HTTP {$this->customer->status})");
        }
        $call = $this->lastCall($payment, Operation::Generate);
        foreach ($order->lines as $line) {
            $this->tell('line', sprintf('%d x %s  %s', $line['quantity'], rupiah($line['price']), $line['name']));
        }
        $this->tell('sent', "generate $payment->invoice over " . rupiah($payment->amount));
        $this->answer($call);
        $this->state(Status::Unknown, $payment->status);
        if ($call->state !== CallState::Done) {
            throw new StepFailed("DOKU did not make the order: {$call->state->value}, $call->message");
        }
        $this->expect($payment->status === Status::Pending, 'the order is not PENDING');
        $this->expect(
            $this->customer->status === 303 && $this->customer->location === $payment->url,
            'the customer was not sent to the payment page'
        );
        $this->tell('payment page', (string) $payment->url);
        return $payment->invoice;
    }

    private function forgery(string $invoice): void
    {
        $this->step('Somebody forges a notification: "SUCCESS", with a wrong signature');
        $before = $this->payment($invoice)->status;
        $sent = Visitor::json("$this->control/_sandbox/notify/$invoice", ['status' => 'SUCCESS', 'forge' => 'signature',
            'wait' => true])['notification'];
        $http = $sent['attempts'][0]['status'] ?? null;
        $this->tell('sent', "POST /notification, SUCCESS for $invoice");
        $this->tell('Request-Id', $sent['request_id']);
        $this->tell('answer', "HTTP $http");
        $this->state($before, $this->payment($invoice)->status);
        $this->expect($http === 401, 'the shop did not answer HTTP 401');
        $this->expect($this->payment($invoice)->status === $before, 'the order has moved');
    }

    private function approve(string $invoice): void
    {
        $this->step('The buyer opens the payment page and approves');
        $url = (string) $this->payment($invoice)->url;
        $this->customer->get($url);
        $this->tell('sent', "GET $url");
        $this->expect(
            $this->customer->status === 200 && str_contains($this->customer->body, $invoice),
            'the payment page does not show this order'
        );
        $this->customer->post($url, ['decision' => 'approve', 'plan' => '3m']);
        $this->tell('sent', 'POST with plan "3 months", Approve');
        $this->expect($this->customer->status === 303, "the payment page answered HTTP {$this->customer->status}");
        $this->tell('sent back to', $this->customer->location);
        $this->customer->get($this->customer->location);
        $this->expect($this->customer->status === 200, "the return page answered HTTP {$this->customer->status}");
        $headline = $this->customer->text('headline');
        $this->tell('page says', "\"$headline\"" . ($headline === 'Paid' ? ' (the notification was faster)' : ''));
    }

    private function notification(string $invoice): void
    {
        $this->step('DOKU\'s notification arrives and is verified');
        $until = microtime(true) + 15;
        do {
            usleep(50_000);
            $list = Visitor::json("$this->control/_sandbox/notifications?invoice=$invoice")['notifications'];
            $genuine = array_values(array_filter($list, static fn (array $one): bool => $one['forge'] === null));
        } while (($genuine[0]['state'] ?? '') !== 'delivered' && microtime(true) < $until);
        $this->expect(($genuine[0]['state'] ?? '') === 'delivered', 'the notification was not delivered in 15 s');
        $moved = null;
        foreach ($this->store->events($invoice) as $event) {
            $moved = $event->source === 'notification' ? $event : $moved;
        }
        $this->tell('received', "POST /notification, {$genuine[0]['status']} for $invoice");
        $this->tell('Request-Id', $genuine[0]['request_id']);
        $this->tell('answer', 'HTTP ' . ($genuine[0]['attempts'][0]['status'] ?? 'none'));
        $this->state(Status::Pending, $this->payment($invoice)->status);
        $this->expect(
            $moved?->requestId === $genuine[0]['request_id'] && $moved->result === 'applied',
            'it was not this notification that moved the order'
        );
        $this->expect($this->payment($invoice)->status === Status::Success, 'the order is not SUCCESS');
        $this->customer->get($this->shop . '/order/' . $this->tokenOf($invoice));
        $this->tell('page says', '"' . $this->customer->text('headline') . '"');
    }

    private function check(string $invoice, Status $expected): void
    {
        $this->step('The back office asks DOKU: status');
        $before = $this->payment($invoice)->status;
        $this->press($invoice, 'status');
        $events = $this->store->events($invoice);
        $last = $events[count($events) - 1];
        $this->tell('sent', "status of $invoice");
        $this->tell('Request-Id', (string) $last->requestId);
        $this->tell('answer', $this->httpStatus((string) $last->requestId) . $this->office->messages());
        $this->state($before, $this->payment($invoice)->status);
        $this->expect(
            $last->source === 'status' && $last->status === $expected,
            "DOKU's status is {$last->status->value}, not $expected->value"
        );
        $this->expect($this->payment($invoice)->status === $expected, "the order is not $expected->value");
    }

    private function refund(string $invoice): void
    {
        $this->step('The back office refunds; the page asks first, and names the whole amount');
        $before = $this->payment($invoice);
        $requests = $this->requestsSeen();
        $this->office->get("$this->shop/orders/$invoice/refund");
        $this->tell('page asks', '"' . $this->office->text('question') . '"');
        $this->expect(
            str_contains($this->office->text('question'), Language::of('en')->rupiah($before->amount)),
            'the question does not name the amount'
        );
        $this->expect($this->requestsSeen() === $requests, 'something was sent before the answer');
        $this->press($invoice, 'refund');
        $this->changed($invoice, Operation::Refund, $before, Status::Refunded);
    }

    private function cancel(string $invoice): void
    {
        $this->step('The back office cancels: cancel');
        $before = $this->payment($invoice);
        $this->press($this->orders->byId($before->order)->number ?? '', 'cancel');
        $this->changed($invoice, Operation::Cancel, $before, Status::Cancelled);
    }

    private function changed(string $invoice, Operation $operation, Attempt $before, Status $expected): void
    {
        $call = $this->lastCall($before, $operation);
        $reference = is_array($call->payload['refund'] ?? null) ? $call->payload['refund']['merchant_unique_reference'] : null;
        $this->tell('sent', "$operation->value $invoice" . (is_string($reference) ? ", refund reference $reference" : ''));
        $this->answer($call);
        $this->tell('page says', $this->office->messages());
        $this->state($before->status, $this->payment($invoice)->status);
        $this->expect($call->state === CallState::Done, "the call ended as {$call->state->value}: $call->message");
        $this->expect($this->payment($invoice)->status === $expected, "the order is not $expected->value");
    }

    private function waitForBuyer(string $invoice): void
    {
        $this->step("Waiting for you to pay on that page, $this->wait s at most");
        $until = microtime(true) + $this->wait;
        do {
            // Every 10 s: a payment takes a person a minute or more.
            sleep((int) max(1, min(10, $until - microtime(true))));
            $this->press($invoice, 'status');
            $status = $this->payment($invoice)->status;
            $this->tell(gmdate('H:i:s'), $this->office->messages());
        } while (!$status->isFinal() && $status !== Status::Failed && microtime(true) < $until);
        $this->state(Status::Pending, $status);
        if ($status !== Status::Success) {
            throw new StepFailed("nobody has paid $invoice within $this->wait s (it is $status->value). The order "
                . 'stays as it is; refund and cancel were not shown.');
        }
    }

    /** @param list<string> $executed */
    private function compare(string $invoice, string $status, array $executed): void
    {
        $ledger = Visitor::json("$this->control/_sandbox/ledger?invoice=$invoice");
        $did = [];
        foreach ($ledger['requests'] as $request) {
            if ($request['executed']) {
                $did[] = $request['operation'];
            }
        }
        $this->tell($invoice, $ledger['orders'][0]['status'] . ', executed: ' . implode(', ', $did));
        $this->expect(
            count($ledger['orders']) === 1 && $ledger['orders'][0]['status'] === $status,
            "the simulator does not have $invoice as $status"
        );
        $this->expect($did === $executed, 'the simulator executed other calls than the shop made');
    }

    /** @param string $name an order's number for cancel, else an invoice */
    private function press(string $name, string $action): void
    {
        $this->office->get($this->shop . '/orders');
        $this->office->post("$this->shop/orders/$name/$action", ['token' => $this->office->token()]);
        $this->expect($this->office->status === 303, "the back office answered HTTP {$this->office->status}");
        $this->office->get($this->office->location);
    }

    /**
     * quantity[X] => 1 as http_build_query wants it.
     *
     * @param array<string, string> $cart
     * @return array<mixed>
     */
    private function query(array $cart): array
    {
        parse_str(http_build_query($cart), $query);
        return $query;
    }

    private function payment(string $invoice): Attempt
    {
        return $this->store->find($invoice) ?? throw new StepFailed("the shop has no payment $invoice");
    }

    private function tokenOf(string $invoice): string
    {
        return $this->orders->byId($this->payment($invoice)->order)->token ?? '';
    }

    private function lastCall(Attempt $payment, Operation $operation): Call
    {
        foreach (array_reverse($this->store->calls($payment->invoice)) as $call) {
            if ($call->operation === $operation) {
                return $call;
            }
        }
        throw new StepFailed("the shop made no call $operation->value: " . $this->office->messages());
    }

    private function requestsSeen(): int
    {
        return $this->control === null ? 0 : Visitor::json("$this->control/_sandbox/totals")['requests'];
    }

    /** The shop keeps it for calls only, so for a status check it is the simulator that tells. */
    private function httpStatus(string $requestId): string
    {
        if ($this->control === null) {
            return '';
        }
        $seen = Visitor::json("$this->control/_sandbox/ledger?request_id=$requestId")['requests'];
        return 'HTTP ' . ($seen[0]['status'] ?? 'none') . ', ';
    }

    private function answer(Call $call): void
    {
        $this->tell('Request-Id', $call->requestId);
        $this->tell('answer', $call->httpStatus === null ? "none ({$call->state->value})" : "HTTP $call->httpStatus");
    }

    private function state(Status $before, Status $after): void
    {
        $this->tell('state', $before === $after ? "$before->value, unchanged" : "$before->value -> $after->value");
    }

    private function heading(string $text): void
    {
        echo "\n$text\n";
    }

    private function step(string $text): void
    {
        $this->step++;
        printf("\n%3d. %s\n", $this->step, $text);
    }

    private function tell(string $label, string $text): void
    {
        printf("     %-13s %s\n", $label, $text);
    }

    private function expect(bool $as, string $otherwise): void
    {
        if (!$as) {
            throw new StepFailed("step $this->step: $otherwise");
        }
    }
}
