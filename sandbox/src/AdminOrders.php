<?php

declare(strict_types=1);

namespace DokuSandbox;

/** The orders on the developer's page, with their notifications and what the shop answered. */
final class AdminOrders
{
    public function __construct(private readonly Notifier $notifier, private readonly \Closure $payBase)
    {
    }

    /** DOKU documents notifications of payment and of refusal, and no others. */
    public static function notifiable(Order $order): bool
    {
        return in_array($order->status, [Order::PAID, Order::FAILED], true);
    }

    public function card(Order $order, Listener $listener): string
    {
        $token = Html::text($order->token);
        $facts = Html::fact('Reference', $order->reference)
            . Html::fact('Customer', $order->details['customer']['name'] ?? '')
            . Html::fact('Request-Id', $order->requestId)
            . Html::fact('Akulaku order', $order->orderId)
            . Html::fact('Created', $order->created)
            . Html::fact('Updated', $order->updated);
        foreach (
            ['Plan' => $order->plan, 'Refund reference' => $order->refundReference,
                'Settlement' => $order->settlement] as $name => $value
        ) {
            $facts .= $value === null ? '' : Html::fact($name, $value);
        }
        return '<article id="' . $token . '" class="card"><div class="head"><h2>' . Html::text($order->invoice)
            . '</h2><span class="status ' . strtolower($order->status) . '">' . Html::text($order->status) . '</span>'
            . '<span class="amount">' . Html::rupiah($order->amount) . '</span></div><dl>' . $facts . '</dl>'
            . $this->buttons($order, $listener) . $this->notifications($this->notifier->of($order)) . '</article>';
    }

    private function buttons(Order $order, Listener $listener): string
    {
        $buttons = '';
        if ($order->status === Order::PENDING) {
            $buttons .= '<a class="button" href="' . Html::text(($this->payBase)($listener) . '/pay/' . $order->token)
                . '">Payment page</a><button name="action" value="pay">Pay</button>'
                . '<button name="action" value="decline">Decline</button>'
                . '<button name="action" value="expire">Expire order</button>';
        }
        if (self::notifiable($order)) {
            $buttons .= '<button name="action" value="resend">Send notification</button>';
        }
        $forgeries = '';
        foreach (Notifier::FORGERIES as $forge) {
            $forgeries .= "<option>$forge</option>";
        }
        return '<form method="post" action="/admin"><input type="hidden" name="token" value="'
            . Html::text($order->token) . '"><div class="buttons">' . $buttons . '</div><details id="forge-'
            . Html::text($order->token) . '"><summary>Forged notification</summary><div class="buttons">'
            . '<label>Wrong: <select name="forge">' . $forgeries . '</select></label>'
            . '<button name="action" value="forge">Send it</button></div></details></form>';
    }

    /** @param list<Notification> $notifications newest first */
    private function notifications(array $notifications): string
    {
        if ($notifications === []) {
            return '<p class="none">No notifications.</p>';
        }
        $rows = '';
        foreach ($notifications as $notification) {
            $rows .= $this->notification($notification);
        }
        return '<h3>Notifications</h3><ul class="notifications">' . $rows . '</ul>';
    }

    private function notification(Notification $notification): string
    {
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
        return '<li><strong>' . Html::text($kind) . '</strong> '
            . Html::text(str_replace('_', ' ', $notification->state)) . '<span class="url">'
            . Html::text($notification->url ?? '') . '</span><small>' . Html::text($notification->note) . '</small>'
            . '<ol>' . $attempts . '</ol></li>';
    }
}
