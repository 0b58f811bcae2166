<?php

declare(strict_types=1);

namespace ExampleShop;

use DokuAkulaku\Payments\Attempt;

/** The orders page: what happened, what a person has to look at, and the buttons. What cannot be undone asks first. */
final readonly class BackOffice
{
    private const SHOWN = 50;

    public function __construct(private Orders $orders, private Desk $desk, private Session $session)
    {
    }

    public function handle(string $route): void
    {
        if (!self::mayEnter()) {
            return;
        }
        if ($route === 'GET /orders') {
            $this->list();
        } elseif (preg_match('~^POST /orders/site/(moved|copied)$~D', $route, $match) === 1) {
            $this->settleSite($match[1] === 'copied');
        } elseif (preg_match('~^(GET|POST) /orders/([A-Za-z0-9.-]{1,64})/(cancel)$~D', $route, $match) === 1) {
            $order = $this->orders->byNumber($match[2]);
            $order === null ? View::notFound() : $this->cancel($match[1], $order);
        } elseif (preg_match('~^(GET|POST) /orders/([A-Za-z0-9.-]{1,64})/(status|refund|repeat|close)$~D', $route, $match) === 1) {
            $attempt = $this->desk->store->find($match[2]);
            $attempt === null ? View::notFound() : $this->act($match[1], $match[3], $attempt);
        } else {
            View::notFound();
        }
    }

    private function cancel(string $method, Order $order): void
    {
        if ($method === 'GET') {
            $this->ask('cancel', $order->number, ['number' => $order->number, 'amount' => rupiah($order->amount)]);
            return;
        }
        $this->press($order->number, fn (): Message => $this->desk->cancel($order));
    }

    private function act(string $method, string $action, Attempt $attempt): void
    {
        if ($method === 'GET') {
            $action === 'refund' || $action === 'close' ? $this->ask($action, $attempt->invoice, [
                'number' => $attempt->invoice, 'amount' => rupiah($attempt->amount)]) : View::notFound();
            return;
        }
        $this->press($attempt->invoice, fn (): Message => match ($action) {
            'status' => $this->desk->check($attempt),
            'refund' => $this->desk->refund($attempt),
            'repeat' => $this->desk->repeat($attempt),
            default => $this->desk->close($attempt, 'back office'),
        });
    }

    /** @param array<string, string> $values */
    private function ask(string $action, string $name, array $values): void
    {
        $say = Language::current()->say(...);
        View::page(200, 'confirm', $say("confirm.$action.title"), [
            'question' => $say("confirm.$action.title", $values), 'text' => $say("confirm.$action.text", $values),
            'label' => $say("confirm.$action.button", $values), 'action' => "/orders/$name/$action",
            'token' => $this->session->token()]);
    }

    /** @param \Closure(): Message $work */
    private function press(string $name, \Closure $work): void
    {
        if (!$this->session->isOwnForm($_POST['token'] ?? null)) {
            $this->session->tell('refused', Language::current()->say('form.old_button'));
        } else {
            $this->session->release();
            $message = $work();
            $this->session->tell($message->kind, "$name: $message->text");
        }
        View::seeOther('/orders');
    }

    private function settleSite(bool $copied): void
    {
        $url = Settings::publicUrl();
        if ($url !== null && $this->session->isOwnForm($_POST['token'] ?? null)) {
            $this->orders->settleSite($url, $copied);
        }
        View::seeOther('/orders');
    }

    private function list(): void
    {
        $entries = [];
        foreach ($this->orders->newest(self::SHOWN) as $order) {
            $attempts = $this->desk->store->attempts($order->id);
            $calls = [];
            $events = [];
            foreach ($attempts as $attempt) {
                $calls[$attempt->invoice] = $this->desk->store->calls($attempt->invoice);
                $events[$attempt->invoice] = $this->desk->store->events($attempt->invoice);
            }
            $entries[] = ['order' => $order, 'attempts' => $attempts, 'calls' => $calls, 'events' => $events,
                'marks' => Marks::of($order, $attempts, $calls)];
        }
        View::page(200, 'back-office', Language::current()->say('title.office'), ['entries' => $entries,
            'siteUnknown' => $this->orders->site(Settings::publicUrl()) === null,
            'token' => $this->session->token(), 'messages' => $this->session->takeMessages()]);
    }

    /**
     * A real shop has its own login. Here: the password SHOP_BACK_OFFICE_PASSWORD (any user name), or, without one,
     * only PHP's built-in server and a visitor on the same machine.
     */
    private static function mayEnter(): bool
    {
        $say = Language::current()->say(...);
        $password = (string) getenv('SHOP_BACK_OFFICE_PASSWORD');
        if ($password === '') {
            if (PHP_SAPI === 'cli-server' && in_array($_SERVER['REMOTE_ADDR'] ?? '', ['127.0.0.1', '::1'], true)) {
                return true;
            }
            View::notice(403, $say('title.closed'), $say('office.no_password'));
            return false;
        }
        $given = $_SERVER['PHP_AUTH_PW'] ?? '';
        if (is_string($given) && hash_equals($password, $given)) {
            return true;
        }
        header('WWW-Authenticate: Basic realm="Back office", charset="UTF-8"');
        View::notice(401, $say('title.closed'), $say('office.password'));
        return false;
    }
}
