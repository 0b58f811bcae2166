<?php

declare(strict_types=1);

namespace ExampleShop;

use DokuAkulaku\Status;

/** The orders page: what happened, and the buttons for status, cancel, refund and repeating a call. */
final class BackOffice
{
    public function __construct(
        private readonly OrderStore $store,
        private readonly Payments $payments,
        private readonly Session $session,
    ) {
    }

    public function handle(string $route): void
    {
        if (!self::mayEnter()) {
            return;
        }
        if ($route === 'GET /orders') {
            $this->list();
            return;
        }
        if (preg_match('~^POST /orders/([A-Z0-9-]{1,64})/(status|cancel|refund|repeat)$~D', $route, $match) !== 1) {
            View::page(404, 'notice', 'Not found', ['text' => 'There is nothing at this address.']);
            return;
        }
        $payment = $this->store->payment($match[1]);
        if ($payment === null) {
            View::page(404, 'notice', 'Not found', ['text' => 'No payment has this invoice number.']);
            return;
        }
        if (!$this->session->isOwnForm($_POST['token'] ?? null)) {
            $this->session->tell('refused', 'The page was open for too long. Please press the button again.');
        } else {
            $this->session->release();
            $outcome = $this->act($match[2], $payment);
            $this->session->tell($outcome->kind, "$payment->invoice: $outcome->text");
        }
        View::seeOther('/orders');
    }

    private function act(string $action, Payment $payment): Outcome
    {
        return match ($action) {
            'status' => $this->payments->check($payment),
            'repeat' => $this->repeat($payment),
            'cancel' => $payment->status === Status::Pending
                ? $this->payments->cancel($payment)
                : new Outcome('refused', 'Only a pending payment can be cancelled; a paid one can be refunded.'),
            'refund' => $payment->status === Status::Success
                ? $this->payments->refund($payment, self::amount($_POST['amount'] ?? null))
                : new Outcome('refused', 'Only a paid order can be refunded.'),
        };
    }

    private function repeat(Payment $payment): Outcome
    {
        foreach ($this->store->calls($payment->id) as $call) {
            if (!$call->settled()) {
                return $this->payments->repeat($call);
            }
        }
        return new Outcome('done', 'There is no unanswered call.');
    }

    /** "90.000" and "Rp 90000" are read as people write them; what is no amount becomes -1, which is refused. */
    private static function amount(mixed $typed): int
    {
        $digits = is_string($typed) ? preg_replace('/^\s*(?:Rp)?[\s\x{a0}]*|[.\s]/u', '', $typed) : null;
        return is_string($digits) && preg_match('/^\d{1,12}$/D', $digits) === 1 ? (int) $digits : -1;
    }

    private function list(): void
    {
        $orders = $this->store->newest(50);
        $calls = [];
        $events = [];
        foreach ($orders as $order) {
            foreach ($order->payments as $payment) {
                $calls[$payment->id] = $this->store->calls($payment->id);
                $events[$payment->id] = $this->store->events($payment->id);
            }
        }
        View::page(200, 'back-office', 'Orders', ['orders' => $orders, 'calls' => $calls, 'events' => $events,
            'token' => $this->session->token(), 'messages' => $this->session->takeMessages()]);
    }

    /**
     * A real shop has its own login. Here: the password SHOP_BACK_OFFICE_PASSWORD (any user name), or, without one,
     * only PHP's built-in server and a visitor on the same machine.
     */
    private static function mayEnter(): bool
    {
        $password = (string) getenv('SHOP_BACK_OFFICE_PASSWORD');
        if ($password === '') {
            if (PHP_SAPI === 'cli-server' && in_array($_SERVER['REMOTE_ADDR'] ?? '', ['127.0.0.1', '::1'], true)) {
                return true;
            }
            View::page(403, 'notice', 'Closed', ['text' => 'The back office is closed: no password is set for it.']);
            return false;
        }
        if (hash_equals($password, (string) ($_SERVER['PHP_AUTH_PW'] ?? ''))) {
            return true;
        }
        header('WWW-Authenticate: Basic realm="Back office", charset="UTF-8"');
        View::page(401, 'notice', 'Log in', ['text' => 'The back office asks for its password.']);
        return false;
    }
}
