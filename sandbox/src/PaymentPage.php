<?php

declare(strict_types=1);

namespace DokuSandbox;

/** The stand-in for the paylater company's checkout: plain HTML forms, no script, narrow screens first. */
final class PaymentPage
{
    /** plan => [name, months, flat interest a month in hundredths of a percent] */
    private const PLANS = [
        '30d' => ['Pay in 30 days', 1, 0],
        '3m' => ['3 months', 3, 260],
        '6m' => ['6 months', 6, 260],
        '12m' => ['12 months', 12, 260],
    ];

    private const HEADER = '<header class="bar"><span class="brand"><span class="mark" aria-hidden="true"></span>'
        . 'Pay&thinsp;Later</span><span class="tag">Sandbox</span></header>';

    public function __construct(
        private readonly OrderBook $orders,
        private readonly OrderFlow $flow,
        private readonly Log $log,
    ) {
    }

    public function handle(Request $request): Response
    {
        $order = $this->orders->byToken(substr($request->path, strlen('/pay/')));
        if ($order === null) {
            return $this->notice(404, 'This link is not valid', 'No order belongs to this payment link.', null);
        }
        if ($request->method === 'POST') {
            return $this->decide($request, $order);
        }
        if ($request->method !== 'GET' && $request->method !== 'HEAD') {
            return new Response(405, '', [['Allow', 'GET, POST']]);
        }
        return $order->status === Order::PENDING ? $this->checkout($order) : $this->closed($order);
    }

    private function decide(Request $request, Order $order): Response
    {
        $form = $request->form();
        $decision = $form['decision'] ?? '';
        if (!in_array($decision, ['approve', 'decline'], true)) {
            return $this->notice(400, 'Nothing chosen', 'Choose Approve or Decline.', $order);
        }
        $plan = $form['plan'] ?? '30d';
        if ($decision === 'approve' && !self::hasPlan($plan)) {
            return $this->notice(400, 'No such plan', 'Choose one of the offered plans.', $order);
        }
        if (!$this->flow->settle($order, $decision === 'approve', $plan)) {
            return $this->closed($order);
        }
        $this->log->line("order $order->invoice: buyer chose to $decision");
        return Response::seeOther($order->callbackUrl());
    }

    public static function hasPlan(mixed $plan): bool
    {
        return is_string($plan) && isset(self::PLANS[$plan]);
    }

    /** The monthly amount, rounded up to whole rupiah. */
    public static function monthly(int $amount, string $plan): int
    {
        [, $months, $interest] = self::PLANS[$plan];
        $total = $amount * (10000 + $interest * $months);
        return intdiv($total + 10000 * $months - 1, 10000 * $months);
    }

    private function checkout(Order $order): Response
    {
        $content = self::HEADER . "\n<main>\n"
            . '<p class="hint" role="note">This is a test page. No money moves and no credit is given.</p>'
            . '<section class="total"><h1>Confirm your purchase</h1><p class="amount">'
            . Html::rupiah($order->amount) . '</p><p class="sub">Order ' . Html::text($order->invoice)
            . '</p></section>'
            . $this->lines($order) . $this->customer($order) . $this->form($order) . "\n</main>";
        return $this->page(200, 'Confirm your purchase', $content);
    }

    private function lines(Order $order): string
    {
        $rows = '';
        foreach ($order->details['line_items'] as $item) {
            $rows .= '<li><span class="item"><span class="name">' . Html::text($item['name']) . '</span>'
                . '<span class="qty">' . $item['quantity'] . ' × ' . Html::rupiah($item['price']) . '</span></span>'
                . '<span class="sum">' . Html::rupiah($item['price'] * $item['quantity']) . '</span></li>';
        }
        return '<section class="card" aria-labelledby="lines"><h2 id="lines">Order</h2><ul class="lines">' . $rows
            . '</ul><p class="grand"><span>Total</span><span>' . Html::rupiah($order->amount) . '</span></p></section>';
    }

    private function customer(Order $order): string
    {
        $customer = $order->details['customer'];
        $address = array_filter([
            $customer['address'] ?? '',
            $customer['city'] ?? '',
            trim(($customer['state'] ?? '') . ' ' . ($customer['postcode'] ?? '')),
        ], static fn (string $part): bool => trim($part) !== '');
        $rows = ['Name' => $customer['name'] ?? '', 'Phone' => '+' . ($customer['phone'] ?? ''),
            'Address' => implode(', ', $address)];
        $list = '';
        foreach ($rows as $label => $value) {
            if ($value !== '') {
                $list .= '<div><dt>' . $label . '</dt><dd>' . Html::text($value) . '</dd></div>';
            }
        }
        return '<section class="card" aria-labelledby="buyer"><h2 id="buyer">Customer</h2><dl>' . $list
            . '</dl></section>';
    }

    private function form(Order $order): string
    {
        $choices = '';
        foreach (self::PLANS as $key => [$name, $months, $interest]) {
            $monthly = self::monthly($order->amount, $key);
            $detail = $months === 1 ? '<small>No interest</small>'
                : '<small>' . number_format($interest / 100, 1) . "\u{a0}% a month</small><small>Total "
                    . Html::rupiah($monthly * $months) . '</small>';
            $choices .= '<div class="plan"><input type="radio" name="plan" id="plan-' . $key . '" value="' . $key . '"'
                . ($key === '30d' ? ' checked' : '') . '><label for="plan-' . $key . '"><span class="what"><strong>'
                . $name . '</strong>' . $detail . '</span><span class="each">' . Html::rupiah($monthly)
                . ($months === 1 ? '' : '<small>a month</small>') . '</span></label></div>';
        }
        return '<form method="post" action="/pay/' . Html::text($order->token) . '"><fieldset class="card">'
            . '<legend>How would you like to pay?</legend>' . $choices . '</fieldset><div class="actions"><div>'
            . '<button id="approve" class="yes" name="decision" value="approve">Approve</button>'
            . '<button id="decline" class="no" name="decision" value="decline">Decline</button></div></div></form>';
    }

    private function closed(Order $order): Response
    {
        [$title, $text] = match ($order->status) {
            Order::PAID => ['Already paid', 'This order has been approved. There is nothing more to do.'],
            Order::FAILED => ['Payment declined', 'This order was declined. The shop can make a new one.'],
            Order::CANCELLED => ['Order cancelled', 'The shop has cancelled this order. It cannot be paid any more.'],
            Order::REFUNDED => ['Order refunded', 'This order was paid and has been refunded in full.'],
            default => ['Order expired', 'The time to pay for this order is over.'],
        };
        return $this->notice($order->status === Order::PAID ? 200 : 410, $title, $text, $order);
    }

    private function notice(int $status, string $title, string $text, ?Order $order): Response
    {
        $back = '';
        $facts = '';
        if ($order !== null) {
            $facts = '<p class="sub">Order ' . Html::text($order->invoice) . ' · '
                . Html::rupiah($order->amount) . '</p>';
            $back = $order->status === Order::PENDING
                ? '<p><a class="back" href="/pay/' . Html::text($order->token) . '">Choose again</a></p>'
                : '<p><a class="back" id="back" href="' . Html::text($order->callbackUrl())
                    . '">Back to the shop</a></p>';
        }
        $content = self::HEADER . '<main><section class="card notice"><h1>' . Html::text($title)
            . '</h1><p>' . Html::text($text) . '</p>' . $facts . $back . '</section></main>';
        return $this->page($status, $title, $content);
    }

    private function page(int $status, string $title, string $content): Response
    {
        return Response::html($status, Html::page($title . ' · Sandbox', self::STYLE, $content));
    }

    private const STYLE = <<<'CSS'
:root { --ink: #16202e; --soft: #55637a; --line: #dde3ec; --back: #f3f5f9; --main: #17537a; --deep: #0f3d5c;
  --tint: #e8f1f7; --warn: #7a4b00; --warnback: #fff4dc; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; }
.bar { background: var(--deep); color: #fff; padding: 14px 20px; display: flex; justify-content: space-between;
  align-items: center; }
.brand { font-weight: 700; font-size: 18px; display: flex; align-items: center; gap: 10px; }
.mark { width: 22px; height: 22px; border-radius: 50%; background: conic-gradient(#7fd1c7 0 75%, #ffffff40 0); }
.tag { border: 1px solid #ffffff80; border-radius: 99px; padding: 2px 12px; font-size: 13px; }
main { max-width: 480px; margin: 0 auto; padding: 16px 16px 104px; }
.hint { background: var(--warnback); color: var(--warn); border-radius: 10px; padding: 10px 14px; margin: 0 0 16px;
  font-size: 14px; }
h1 { font-size: 16px; font-weight: 600; color: var(--soft); margin: 0; }
h2, legend { font-size: 15px; font-weight: 700; margin: 0 0 10px; padding: 0; }
.total { text-align: center; margin: 20px 0; }
.amount { font-size: 36px; line-height: 1.2; font-weight: 750; letter-spacing: -.02em; margin: 4px 0;
  font-variant-numeric: tabular-nums; }
.sub { color: var(--soft); font-size: 14px; margin: 0; overflow-wrap: anywhere; }
.card { background: #fff; border: 1px solid var(--line); border-radius: 14px; padding: 16px; margin: 0 0 14px; }
.lines { list-style: none; margin: 0; padding: 0; }
.lines li { display: flex; justify-content: space-between; gap: 16px; padding: 8px 0; }
.item { min-width: 0; }
.name { display: block; overflow-wrap: anywhere; }
.qty { display: block; color: var(--soft); font-size: 14px; }
.sum, .each { white-space: nowrap; font-variant-numeric: tabular-nums; }
.grand { display: flex; justify-content: space-between; border-top: 1px solid var(--line); margin: 8px 0 0;
  padding: 12px 0 0; font-weight: 700; }
dl { margin: 0; }
dl div { display: flex; gap: 12px; padding: 4px 0; }
dt { color: var(--soft); flex: 0 0 76px; }
dd { margin: 0; overflow-wrap: anywhere; }
fieldset { min-width: 0; }
legend { float: left; width: 100%; }
legend + .plan { clear: both; }
.plan { position: relative; margin-bottom: 8px; }
.plan:last-child { margin-bottom: 0; }
.plan input { position: absolute; left: 14px; top: 50%; width: 20px; height: 20px; margin: -10px 0 0;
  accent-color: var(--main); }
.plan label { display: flex; justify-content: space-between; align-items: center; gap: 12px; min-height: 60px;
  padding: 8px 14px 8px 46px; border: 1px solid var(--line); border-radius: 10px; cursor: pointer; }
.plan input:checked + label { border-color: var(--main); box-shadow: inset 0 0 0 1px var(--main);
  background: var(--tint); }
.plan input:focus-visible + label { outline: 3px solid #7fb7dd; outline-offset: 1px; }
.plan small { display: block; color: var(--soft); font-size: 13px; font-weight: 400; }
.each { font-weight: 700; text-align: right; }
.actions { position: fixed; left: 0; right: 0; bottom: 0; background: #fff; border-top: 1px solid var(--line);
  padding: 12px 16px calc(12px + env(safe-area-inset-bottom)); }
.actions div { max-width: 448px; margin: 0 auto; display: grid; grid-template-columns: 2fr 1fr; gap: 10px; }
button, .back { font: inherit; font-weight: 700; min-height: 48px; border-radius: 12px; border: 1px solid transparent;
  width: 100%; cursor: pointer; }
.yes, .back { background: var(--main); color: #fff; }
.yes:hover, .back:hover { background: var(--deep); }
.no { background: #fff; color: var(--ink); border-color: #b6c0cf; }
.no:hover { background: var(--back); }
button:focus-visible, .back:focus-visible { outline: 3px solid #7fb7dd; outline-offset: 2px; }
.notice { text-align: center; margin-top: 32px; padding: 28px 20px; }
.notice h1 { font-size: 24px; color: var(--ink); }
.back { display: block; margin-top: 20px; padding: 11px; text-decoration: none; }
@media (min-width: 700px) { main { padding-bottom: 40px; } .actions { position: static; border: 0; padding: 0;
  background: none; } .actions div { max-width: none; } }

CSS;
}
