<?php

declare(strict_types=1);

namespace DokuSandbox;

/** The page for the developer: orders, notifications, and what the shop answered to them. */
final class AdminPage
{
    private const SHOWN = 200;

    public function __construct(
        private readonly OrderBook $orders,
        private readonly OrderFlow $flow,
        private readonly Notifier $notifier,
        private readonly Settings $settings,
        private readonly Ledger $ledger,
        private readonly \Closure $payBase,
    ) {
    }

    public function handle(Request $request, Listener $listener): Response
    {
        if ($request->method === 'POST') {
            return $this->act($request);
        }
        return Response::html(200, Html::page('Akulaku sandbox', self::STYLE, $this->content($listener)));
    }

    private function act(Request $request): Response
    {
        $form = $request->form();
        $order = $this->orders->byToken($form['token'] ?? '');
        if ($order === null) {
            return Response::html(404, Html::page('Not found', self::STYLE, '<main><h1>No such order</h1></main>'));
        }
        if (($form['action'] ?? '') === 'expire') {
            $this->flow->expire($order);
        } elseif (($form['action'] ?? '') === 'resend' && self::notifiable($order)) {
            $this->notifier->queue($order);
        }
        return Response::seeOther('/admin#' . rawurlencode($order->token));
    }

    /** DOKU documents notifications of payment and of refusal, and no others. */
    private static function notifiable(Order $order): bool
    {
        return in_array($order->status, [Order::PAID, Order::FAILED], true);
    }

    private function content(Listener $listener): string
    {
        $orders = array_reverse($this->orders->all());
        $totals = $this->ledger->totals();
        $byOrder = [];
        foreach ($this->notifier->all() as $notification) {
            $byOrder[$notification->clientId . "\n" . $notification->invoice][] = $notification;
        }
        $cards = '';
        foreach (array_slice($orders, 0, self::SHOWN) as $order) {
            $cards .= $this->card($order, $byOrder[$order->clientId . "\n" . $order->invoice] ?? [], $listener);
        }
        if ($cards === '') {
            $cards = '<p class="empty">No orders yet. A generate-order call makes the first one.</p>';
        }
        $hidden = count($orders) - self::SHOWN;
        $more = $hidden > 0 ? '<p>' . $hidden . ' older orders are not shown.</p>' : '';
        return '<header><h1>Akulaku sandbox</h1><nav><a href="/admin">Refresh</a><a href="/_sandbox/ledger">Ledger</a>'
            . '<a href="/_sandbox/faults">Faults</a></nav></header><main><dl class="facts">'
            . $this->fact('Orders', (string) count($orders))
            . $this->fact('API requests', (string) $totals['requests'])
            . $this->fact('Executed', (string) $totals['executed'])
            . $this->fact('Notification URL', $this->settings->notificationUrl ?? 'not configured')
            . '</dl>' . $cards . $more . '</main>';
    }

    private function fact(string $name, string $value): string
    {
        return '<div><dt>' . $name . '</dt><dd>' . Html::text($value) . '</dd></div>';
    }

    /** @param list<Notification> $notifications */
    private function card(Order $order, array $notifications, Listener $listener): string
    {
        $token = Html::text($order->token);
        $facts = $this->fact('Reference', $order->reference)
            . $this->fact('Customer', $order->details['customer']['name'] ?? '')
            . $this->fact('Request-Id', $order->requestId)
            . $this->fact('Akulaku order', $order->orderId)
            . $this->fact('Created', $order->created)
            . $this->fact('Updated', $order->updated);
        if ($order->plan !== null) {
            $facts .= $this->fact('Plan', $order->plan);
        }
        if ($order->refundReference !== null) {
            $facts .= $this->fact('Refund reference', $order->refundReference);
        }
        $buttons = '<form method="post" action="/admin"><input type="hidden" name="token" value="' . $token . '">';
        if ($order->status === Order::PENDING) {
            $buttons .= '<a class="button" href="' . Html::text(($this->payBase)($listener) . '/pay/' . $order->token)
                . '">Payment page</a><button name="action" value="expire">Expire order</button>';
        }
        if (self::notifiable($order)) {
            $buttons .= '<button name="action" value="resend">Send notification</button>';
        }
        $buttons .= '</form>';
        return '<article id="' . $token . '"><div class="head"><h2>' . Html::text($order->invoice) . '</h2>'
            . '<span class="status ' . strtolower($order->status) . '">' . Html::text($order->status) . '</span>'
            . '<span class="amount">' . Html::rupiah($order->amount) . '</span></div><dl>' . $facts . '</dl>'
            . $buttons . $this->notifications($notifications) . '</article>';
    }

    /** @param list<Notification> $notifications */
    private function notifications(array $notifications): string
    {
        if ($notifications === []) {
            return '<p class="none">No notifications.</p>';
        }
        $rows = '';
        foreach ($notifications as $notification) {
            $attempts = '';
            foreach ($notification->attempts as $index => $attempt) {
                $answer = $attempt['status'] !== null ? 'HTTP ' . $attempt['status'] : $attempt['error'];
                $attempts .= '<li>' . ($index + 1) . '. ' . Html::text($attempt['time'] . ' · ' . $answer . ' · '
                    . $attempt['seconds'] . ' s') . '</li>';
            }
            if ($notification->state === Notification::WAITING) {
                $attempts .= '<li>next: ' . Signature::timestamp($notification->nextAt) . '</li>';
            }
            $kind = $notification->forge === null ? $notification->status
                : $notification->status . ', forged: ' . $notification->forge;
            $rows .= '<tr><td>' . $notification->id . '</td><td>' . Html::text($kind) . '</td><td>'
                . Html::text(str_replace('_', ' ', $notification->state)) . '</td><td class="url">'
                . Html::text($notification->url ?? '') . '<small>' . Html::text($notification->note) . '</small>'
                . '<ol>' . $attempts . '</ol></td></tr>';
        }
        return '<div class="scroll"><table><caption>Notifications</caption><thead><tr><th scope="col">No.</th>'
            . '<th scope="col">Status</th><th scope="col">State</th><th scope="col">Attempts</th></tr></thead><tbody>'
            . $rows . '</tbody></table></div>';
    }

    private const STYLE = <<<'CSS'
:root { --ink: #16202e; --soft: #55637a; --line: #dde3ec; --back: #f3f5f9; --main: #17537a; --deep: #0f3d5c; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; }
header { background: var(--deep); color: #fff; padding: 14px 20px; display: flex; flex-wrap: wrap; gap: 8px 24px;
  align-items: baseline; justify-content: space-between; }
h1 { font-size: 19px; margin: 0; }
nav { display: flex; gap: 18px; }
nav a { color: #fff; }
main { max-width: 1000px; margin: 0 auto; padding: 20px 16px 60px; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 8px 20px; margin: 12px 0; }
dt { color: var(--soft); font-size: 13px; }
dd { margin: 0; overflow-wrap: anywhere; }
.facts { background: #fff; border: 1px solid var(--line); border-radius: 12px; padding: 14px 16px; margin-top: 0; }
article { background: #fff; border: 1px solid var(--line); border-radius: 12px; padding: 16px; margin: 0 0 16px; }
.head { display: flex; flex-wrap: wrap; gap: 6px 14px; align-items: center; }
h2 { font-size: 17px; margin: 0; overflow-wrap: anywhere; }
.amount { margin-left: auto; font-weight: 700; font-variant-numeric: tabular-nums; }
.status { border-radius: 99px; padding: 2px 12px; font-size: 13px; font-weight: 700; background: #e6eaf0;
  color: #344054; }
.status.success { background: #dcf3e4; color: #125c2e; }
.status.pending { background: #fff0cc; color: #6d4300; }
.status.failed, .status.expired { background: #fde3e0; color: #8a1c12; }
.status.refunded { background: #e3e8fb; color: #2c3a8c; }
form { display: flex; flex-wrap: wrap; gap: 8px; margin: 12px 0; }
button, .button { font: inherit; font-weight: 600; padding: 7px 14px; border-radius: 9px; border: 1px solid #b6c0cf;
  background: #fff; color: var(--ink); cursor: pointer; text-decoration: none; }
.button { background: var(--main); border-color: var(--main); color: #fff; }
button:hover { background: var(--back); }
button:focus-visible, a:focus-visible { outline: 3px solid #7fb7dd; outline-offset: 2px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
caption { text-align: left; font-weight: 700; padding: 6px 0; }
th, td { text-align: left; vertical-align: top; padding: 6px 12px 6px 0; border-top: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; }
.url { overflow-wrap: anywhere; min-width: 140px; }
small { display: block; color: var(--soft); }
ol { margin: 4px 0 0; padding: 0; list-style: none; }
.none, .empty { color: var(--soft); margin: 8px 0 0; }
.empty { text-align: center; padding: 40px 0; }

CSS;
}
