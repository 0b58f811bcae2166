<?php

declare(strict_types=1);

namespace DokuSandbox;

/** The life of an order: made, paid or declined, cancelled, refunded, expired; and how DOKU tells it. */
final class OrderFlow
{
    /** @var list<\Closure(Order): void> */
    private array $whenSettled = [];
    private \Closure $whenMade;

    public function __construct(
        private readonly OrderBook $orders,
        private readonly Quirks $quirks,
        private readonly Clock $clock,
        private readonly Settings $settings,
    ) {
        $this->whenMade = static function (Order $order): void {
        };
    }

    /** Called with each order that the buyer paid or declined. */
    public function onSettled(\Closure $callback): void
    {
        $this->whenSettled[] = $callback;
    }

    /** Called with each new order. */
    public function onMade(\Closure $callback): void
    {
        $this->whenMade = $callback;
    }

    /** @return array{effect: bool, body: array<string, mixed>} */
    public function generate(string $clientId, string $requestId, \stdClass $body, string $payBase, bool $fail): array
    {
        $invoice = $body->order->invoice_number;
        $reference = $body->payment->merchant_unique_reference;
        if (!FieldRules::addsUp($body->order)) {
            throw new BusinessError('AMOUNT NOT MATCH');
        }
        if ($this->orders->byInvoice($clientId, $invoice) !== null) {
            throw new BusinessError('INVOICE ALREADY USED');
        }
        if ($this->orders->byReference($clientId, $reference) !== null) {
            throw new BusinessError('MERCHANT UNIQUE REFERENCE ALREADY USED');
        }
        $order = new Order(
            $clientId,
            $invoice,
            (int) $body->order->amount,
            $reference,
            $requestId,
            $this->orders->nextOrderId(),
            bin2hex(random_bytes(16)),
            $this->clock->stamp(),
            $this->details($body),
        );
        $order->overrideUrl = $body->additional_info->override_notification_url ?? null;
        $order->settlement = ($body->additional_info->hold_settlement ?? false) ? Order::HELD : null;
        $order->status = $fail ? Order::FAILED : Order::PENDING;
        if ($this->settings->expiry > 0) {
            $order->expiresAt = $this->clock->now() + $this->settings->expiry;
        }
        $this->orders->add($order);
        ($this->whenMade)($order);
        return ['effect' => true, 'body' => $this->generated($order, $payBase)];
    }

    /** @return array<string, mixed> what the payment page shows */
    private function details(\stdClass $body): array
    {
        return [
            'callback_url' => $body->order->callback_url,
            'line_items' => array_map(static fn (\stdClass $item): array => [
                'name' => $item->name,
                'price' => (int) $item->price,
                'quantity' => (int) $item->quantity,
            ], $body->order->line_items),
            'customer' => array_map(strval(...), array_filter((array) $body->customer, is_scalar(...))),
        ];
    }

    /** @return array<string, mixed> */
    private function generated(Order $order, string $payBase): array
    {
        $answer = [
            'order' => ['invoice_number' => $order->invoice, 'amount' => $order->amount],
            'payment' => [
                'merchant_unique_reference' => $order->reference,
                'url' => $payBase . '/pay/' . $order->token,
                'status' => $order->status,
                'identifier' => $order->identifiers(),
            ],
        ];
        if ($this->quirks->has('p2p_identifier_only')) {
            unset($answer['payment']['identifier']);
            $answer['peer_to_peer_info'] = ['identifier' => $order->identifiers()];
        }
        return $answer;
    }

    /** @return array{effect: bool, body: array<string, mixed>} */
    public function cancel(string $clientId, \stdClass $body): array
    {
        $order = $this->orders->byInvoice($clientId, $body->order->invoice_number);
        if ($order === null) {
            return ['effect' => false, 'body' => $this->notFound()];
        }
        $this->checkIdentity($order, $body);
        $possible = $order->status === Order::PENDING;
        if ($possible) {
            $this->move($order, Order::CANCELLED);
        }
        $stamp = $this->clock->stamp();
        return ['effect' => $possible, 'body' => [
            'order' => ['invoice_number' => $order->invoice, 'amount' => $order->amount],
            'payment' => [
                'status' => $this->word($order->status),
                'date' => $this->quirks->has('local_dates')
                    ? gmdate('YmdHis', $this->clock->now() + 7 * 3600)
                    : $order->updated,
                'merchant_unique_reference' => $order->reference,
                'identifier' => $order->identifiers(),
            ],
            'cancel' => ['status' => $possible ? 'SUCCESS' : 'FAILED', 'date' => $stamp],
        ]];
    }

    /** @return array{effect: bool, body: array<string, mixed>} */
    public function refund(string $clientId, \stdClass $body): array
    {
        $order = $this->orders->byInvoice($clientId, $body->order->invoice_number);
        if ($order === null) {
            return ['effect' => false, 'body' => ['message' => 'Order Not Found']];
        }
        $this->checkIdentity($order, $body);
        $reference = $body->refund->merchant_unique_reference;
        $known = $this->orders->byRefundReference($clientId, $reference);
        if ($known !== null && $known !== $order) {
            throw new BusinessError('REFUND REFERENCE ALREADY USED');
        }
        $paidAt = $order->updated;
        $possible = $order->status === Order::PAID;
        if ($possible) {
            $this->move($order, Order::REFUNDED);
            $this->orders->setRefundReference($order, $reference);
        }
        return ['effect' => $possible, 'body' => [
            'order' => ['invoice_number' => $order->invoice, 'amount' => $order->amount],
            'payment' => [
                'date' => $paidAt,
                'status' => $this->refundWord($order->status),
                'merchant_unique_reference' => $order->reference,
                'identifier' => $order->identifiers(),
            ],
            'refund' => [
                'date' => $this->clock->stamp(),
                'status' => $possible ? 'SUCCESS' : 'FAILED',
                'merchant_unique_reference' => $reference,
                'identifier' => [
                    ['name' => 'AKULAKU_UNIQUE_REFERENCE', 'value' => 'REF-' . $order->clientId . $reference],
                ],
            ],
        ]];
    }

    /**
     * Lets go of a settlement that the order held back. Of this call the documents tell the path and the invoice;
     * when it is refused and what it answers is the simulator's own choice.
     *
     * @return array{effect: bool, body: array<string, mixed>}
     */
    public function release(string $clientId, \stdClass $body): array
    {
        $order = $this->orders->byInvoice($clientId, $body->order->invoice_number);
        if ($order === null) {
            throw new BusinessError('Order Not Found');
        }
        if ($order->settlement === null) {
            throw new BusinessError('SETTLEMENT NOT ON HOLD');
        }
        if ($order->status !== Order::PAID) {
            throw new BusinessError('ORDER NOT PAID');
        }
        $effect = $order->settlement === Order::HELD;
        $order->settlement = Order::RELEASED;
        $this->orders->dirty = true;
        return ['effect' => $effect, 'body' => [
            'order' => ['invoice_number' => $order->invoice, 'amount' => $order->amount],
            'settlement' => ['status' => $order->settlement],
        ]];
    }

    /** The refund table knows REFUNDED, FAILED, CANCELED (this spelling) and PENDING only. */
    private function refundWord(string $status): string
    {
        return match ($status) {
            Order::CANCELLED => 'CANCELED',
            Order::EXPIRED => 'FAILED',
            default => $status,
        };
    }

    private function word(string $status): string
    {
        return $status === Order::CANCELLED ? $this->quirks->cancelled() : $status;
    }

    /** @return array<string, mixed> */
    private function notFound(): array
    {
        return $this->quirks->has('cancel_message')
            ? ['cancel' => ['status' => 'FAILED', 'date' => $this->clock->stamp(), 'message' => 'Order Not Found']]
            : ['message' => 'Order Not Found'];
    }

    private function checkIdentity(Order $order, \stdClass $body): void
    {
        if ($body->payment->merchant_unique_reference !== $order->reference) {
            throw new BusinessError('MERCHANT UNIQUE REFERENCE NOT MATCH');
        }
        $own = array_column($order->identifiers(), 'value', 'name');
        foreach ($body->payment->identifier ?? [] as $pair) {
            if (($own[$pair->name] ?? null) !== $pair->value) {
                throw new BusinessError('IDENTIFIER NOT MATCH');
            }
        }
    }

    /** The buyer's decision on the payment page; false when the order takes none any more. */
    public function settle(Order $order, bool $approve, ?string $plan = null, bool $force = false): bool
    {
        $open = $order->status === Order::PENDING
            || ($force && in_array($order->status, [Order::FAILED, Order::EXPIRED], true));
        if (!$open) {
            return false;
        }
        $order->plan = $approve ? $plan : null;
        $this->move($order, $approve ? Order::PAID : Order::FAILED);
        foreach ($this->whenSettled as $callback) {
            $callback($order);
        }
        return true;
    }

    /** DOKU documents no notification for this, so none is sent. */
    public function expire(Order $order): bool
    {
        if ($order->status !== Order::PENDING) {
            return false;
        }
        $this->move($order, Order::EXPIRED);
        return true;
    }

    private function move(Order $order, string $status): void
    {
        $order->move($status, $this->clock->stamp());
        $this->orders->dirty = true;
    }

    /**
     * The body of a notification, and of a status answer, which "is similar to" it.
     *
     * @return array<string, mixed>
     */
    public function report(Order $order, ?string $status = null): array
    {
        $null = $this->quirks->has('null_channel');
        $status ??= $order->status;
        $created = (int) Signature::parseTimestamp($order->created);
        $expires = $order->expiresAt > 0 ? $order->expiresAt : $created + 86400;
        return [
            'service' => ['id' => $null ? null : 'PEER_TO_PEER'],
            'acquirer' => ['id' => $null ? null : 'AKULAKU'],
            'channel' => ['id' => $null ? null : 'PEER_TO_PEER_AKULAKU'],
            'order' => ['invoice_number' => $order->invoice, 'amount' => $order->amount],
            'transaction' => [
                'status' => $this->word($status),
                'date' => $order->updated,
                'original_request_id' => $order->requestId,
            ],
            'peer_to_peer_info' => [
                'created_date' => gmdate('YmdHis', $created + 7 * 3600),
                'expired_date' => gmdate('YmdHis', $expires + 7 * 3600),
                'status' => $this->word($status),
                'merchant_unique_reference' => $order->reference,
                'identifier' => $order->identifiers(),
            ],
            'payment' => ['merchant_unique_reference' => $order->reference],
        ];
    }
}
