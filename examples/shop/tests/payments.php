<?php

declare(strict_types=1);

namespace ExampleShop\Tests;

use DokuAkulaku;
use DokuAkulaku\ConnectionException;
use DokuAkulaku\IndeterminateException;
use DokuAkulaku\Request;
use DokuAkulaku\Status;
use ExampleShop\Customer;
use ExampleShop\Log;
use ExampleShop\Order;
use ExampleShop\OrderStore;
use ExampleShop\Payments;

/** A shop whose transport gives the planned answers, one an attempt, and keeps what was sent. */
final class PlannedShop
{
    public readonly OrderStore $store;
    public readonly Payments $payments;
    public readonly Order $order;
    /** @var list<Request> */
    public array $sent = [];
    /** @var list<array{int, array<mixed>}|\Throwable> */
    public array $plan = [];

    public function __construct()
    {
        $this->store = new OrderStore(':memory:');
        $this->order = new_order($this->store);
        $doku = new DokuAkulaku('MCH-TEST-0001', 'fake-secret-of-the-tests', ['retries' => 0,
            'transport' => $this->transport(...)]);
        $this->payments = new Payments($this->store, $doku, new Log());
    }

    public function pay(): string
    {
        return $this->payments->pay($this->order, 'https://shop.example/order/x')->kind;
    }

    /** Makes every payment older. */
    public function grow(int $seconds): void
    {
        $database = (new \ReflectionProperty($this->store, 'database'))->getValue($this->store);
        $database->exec("UPDATE payments SET created = created - $seconds, asked_at = asked_at - $seconds");
    }

    /** @return array{int, array<mixed>} */
    public function generated(string $status, int $attempt = 1): array
    {
        return [200, ['order' => ['invoice_number' => $this->order->number . "-$attempt", 'amount' => 90000],
            'payment' => ['merchant_unique_reference' => 'REF-' . $this->order->number . "-$attempt",
                'status' => $status, 'url' => 'https://pay.example/1',
                'identifier' => [['name' => 'ORDER_ID', 'value' => '1000035148']]]]];
    }

    /** @return array{status: int, headers: array<string, string>, body: string} */
    private function transport(Request $request): array
    {
        $this->sent[] = $request;
        $answer = array_shift($this->plan) ?? throw new \LogicException('sent more than planned');
        if ($answer instanceof \Throwable) {
            throw $answer;
        }
        return ['status' => $answer[0], 'headers' => ['Content-Type' => 'application/json'],
            'body' => json_encode($answer[1], JSON_THROW_ON_ERROR)];
    }
}

return static function (Runner $runner): void {
    $refusal = [400, ['error' => ['code' => 'invalid_signature', 'message' => 'Invalid Header Signature',
        'type' => 'invalid_request_error']]];

    $runner->test('payments: not reached: the same try later, with the same Request-Id and bytes', static function (): void {
        $shop = new PlannedShop();
        $shop->plan = [new ConnectionException('no route'), $shop->generated('PENDING')];
        Runner::same('later', $shop->pay(), 'first');
        Runner::same(Status::Unknown, $shop->store->byId($shop->order->id)->status(), 'state');
        Runner::same('done', $shop->pay(), 'second');
        Runner::same(
            [$shop->sent[0]->requestId, $shop->sent[0]->body],
            [$shop->sent[1]->requestId, $shop->sent[1]->body],
            'what was sent'
        );
        Runner::same(Status::Pending, $shop->store->byId($shop->order->id)->status(), 'state');
    });

    $runner->test('payments: phone numbers as people write them', static function (): void {
        $phone = static fn (string $typed): string => Customer::payload(['phone' => $typed], 'C-1')['phone'];
        foreach (
            ['0812-3456 7890' => '6281234567890', '812 3456 7890' => '6281234567890', '(0812) 34567890' => '6281234567890',
            '+62 812 3456 7890' => '6281234567890', '62 81234567890' => '6281234567890', '+81 90 1234' => '81901234',
            '00628123' => '00628123'] as $typed => $sent
        ) {
            Runner::same($sent, $phone((string) $typed), (string) $typed);
        }
    });

    $runner->test('payments: unknown stays unknown until a usable answer comes', static function () use ($refusal): void {
        $shop = new PlannedShop();
        $original = $shop->generated('PENDING');
        $shop->plan = [new IndeterminateException('cut off'), $refusal, new ConnectionException('refused'), [503, []],
            [409, $original[1]]];
        for ($number = 0; $number < 4; $number++) {
            Runner::same('unknown', $shop->pay(), "call $number");
            $latest = $shop->store->byId($shop->order->id)->latest();
            Runner::same([1, Status::Unknown, 'unknown'], [$latest->attempt, $latest->status,
                $shop->store->calls($latest->id)[0]->outcome], "state after call $number");
        }
        Runner::same('done', $shop->pay(), '409 with the original answer');
        Runner::same(
            1,
            count(array_unique(array_map(static fn ($one) => $one->requestId . $one->body, $shop->sent))),
            'five times the same'
        );
        Runner::same('https://pay.example/1', $shop->store->byId($shop->order->id)->latest()->url, 'payment page');
    });

    $runner->test('payments: a refusal ends the try, the next one has a new invoice', static function () use ($refusal): void {
        $shop = new PlannedShop();
        $shop->plan = [$refusal, $shop->generated('PENDING', 2)];
        $outcome = $shop->payments->pay($shop->order, 'https://shop.example/order/x');
        Runner::same('refused', $outcome->kind, 'first');
        Runner::true(!str_contains($outcome->text, 'Signature'), "the customer does not read the operator's words");
        Runner::same(Status::Failed, $shop->store->byId($shop->order->id)->status(), 'state');
        Runner::same('done', $shop->pay(), 'second');
        Runner::true($shop->sent[0]->requestId !== $shop->sent[1]->requestId, 'a new Request-Id');
        Runner::true(str_contains($shop->sent[1]->body, $shop->order->number . '-2'), 'a new invoice');
    });

    $runner->test('payments: HTTP 200 with FAILED is tried again with a new invoice', static function (): void {
        $shop = new PlannedShop();
        $shop->plan = [$shop->generated('FAILED'), $shop->generated('PENDING', 2)];
        Runner::same('refused', $shop->pay(), 'first');
        Runner::same('done', $shop->pay(), 'second');
        Runner::same(
            [Status::Failed, Status::Pending],
            array_column($shop->store->byId($shop->order->id)->payments, 'status'),
            'states'
        );
    });

    $runner->test('payments: an order that was paid by an older try is not paid again', static function (): void {
        $shop = new PlannedShop();
        $shop->plan = [$shop->generated('FAILED'), $shop->generated('PENDING', 2)];
        $shop->pay();
        $shop->pay();
        $shop->store->move($shop->order->number . '-1', Status::Success, 90_000, 'notification');
        Runner::same(null, $shop->payments->pay($shop->order, 'https://shop.example/order/x')->paymentUrl, 'page');
        Runner::same(2, count($shop->sent), 'sent');
    });

    $runner->test('payments: an answer about another amount is no answer', static function (): void {
        $shop = new PlannedShop();
        $answer = $shop->generated('PENDING');
        $answer[1]['order']['amount'] = 1;
        $shop->plan = [$answer];
        Runner::same('unknown', $shop->pay(), 'outcome');
    });

    $runner->test('payments: a part of the amount is refused, and nothing is sent', static function (): void {
        $shop = new PlannedShop();
        $shop->plan = [$shop->generated('PENDING')];
        $shop->pay();
        $payment = $shop->store->byId($shop->order->id)->latest();
        $shop->store->move($payment->invoice, Status::Success, 90_000, 'notification');
        foreach ([1, 45_000, 89_999, 90_001, 0, -1] as $amount) {
            $outcome = $shop->payments->refund($shop->store->payment($payment->invoice), $amount);
            Runner::same(['refused', true], [$outcome->kind, str_contains($outcome->text, 'in full only')], "$amount");
        }
        Runner::same(1, count($shop->sent), 'sent');
    });

    $runner->test('payments: a refund without known identifiers asks for them first', static function (): void {
        $shop = new PlannedShop();
        $generated = $shop->generated('PENDING');
        unset($generated[1]['payment']['identifier']);
        $invoice = $shop->order->number . '-1';
        $order = ['invoice_number' => $invoice, 'amount' => 90000];
        $shop->plan = [
            $generated,
            [200, ['order' => $order, 'transaction' => ['status' => 'SUCCESS'],
                'peer_to_peer_info' => ['identifier' => [['name' => 'ORDER_ID', 'value' => '77']]]]],
            [200, ['order' => $order, 'payment' => ['status' => 'REFUNDED'], 'refund' => ['status' => 'SUCCESS']]],
        ];
        $shop->pay();
        $shop->store->move($invoice, Status::Success, 90_000, 'notification');
        Runner::same('done', $shop->payments->refund($shop->store->payment($invoice), 90_000)->kind, 'refund');
        Runner::true(str_contains($shop->sent[2]->body, '{"name":"ORDER_ID","value":"77"}'), 'identifier was sent');
        Runner::same(Status::Refunded, $shop->store->payment($invoice)->status, 'state');
    });

    $runner->test('payments: the page that waits asks DOKU now and then', static function (): void {
        $shop = new PlannedShop();
        $invoice = $shop->order->number . '-1';
        $shop->plan = [$shop->generated('PENDING'), [200, ['order' => ['invoice_number' => $invoice, 'amount' => 90000],
            'transaction' => ['status' => 'SUCCESS']]]];
        $shop->pay();
        $shop->payments->checkNowAndThen($shop->store->payment($invoice));
        Runner::same(1, count($shop->sent), 'not in the first seconds');
        $shop->grow(50);
        $shop->payments->checkNowAndThen($shop->store->payment($invoice));
        Runner::same(1, count($shop->sent), 'not in the first minute');
        $shop->grow(950);
        Runner::true($shop->store->claimStatusCheck($shop->store->payment($invoice)->id, 900), 'asked long ago');
        $shop->grow(100);
        $shop->payments->checkNowAndThen($shop->store->payment($invoice));
        Runner::same(1, count($shop->sent), 'less often when it is old');
        $shop->grow(500);
        $shop->payments->checkNowAndThen($shop->store->payment($invoice));
        Runner::same([2, Status::Success], [count($shop->sent), $shop->store->payment($invoice)->status], 'later');
        $shop->payments->checkNowAndThen($shop->store->payment($invoice), 0);
        Runner::same(2, count($shop->sent), 'never when it is settled');
    });

    $runner->test('payments: a cancel that did not work leaves the state to a status check', static function (): void {
        $shop = new PlannedShop();
        $invoice = $shop->order->number . '-1';
        $order = ['invoice_number' => $invoice, 'amount' => 90000];
        $shop->plan = [
            $shop->generated('PENDING'),
            [200, ['order' => $order, 'payment' => ['status' => 'FAILED'], 'cancel' => ['status' => 'FAILED']]],
            [200, ['order' => $order, 'transaction' => ['status' => 'SUCCESS']]],
        ];
        $shop->pay();
        Runner::same('refused', $shop->payments->cancel($shop->store->payment($invoice))->kind, 'cancel');
        Runner::same(Status::Success, $shop->store->payment($invoice)->status, 'state');
    });
};
