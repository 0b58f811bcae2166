<?php

declare(strict_types=1);

namespace ExampleShop;

use DokuAkulaku\SignatureException;

/** The customer's pages and the notification endpoint. */
final class App
{
    private readonly Orders $orders;
    private readonly Desk $desk;
    private readonly Session $session;

    public function __construct(private readonly Log $log)
    {
        $this->orders = Settings::orders();
        $store = Settings::store();
        $this->desk = new Desk($store, Settings::payments($store, $this->orders), $this->orders, $log);
        $this->session = new Session();
    }

    public function handle(string $method, string $path): void
    {
        $route = ($method === 'HEAD' ? 'GET' : $method) . ' ' . $path;
        match (true) {
            $route === 'GET /' => $this->products(),
            $route === 'GET /checkout' => $this->checkout(),
            $route === 'POST /checkout' => $this->placeOrder(),
            $route === 'POST /notification' => $this->notification(),
            preg_match('~^GET /order/([0-9a-f]{32})$~D', $route, $match) === 1 => $this->order($match[1]),
            preg_match('~^GET /order/([0-9a-f]{32})/status$~D', $route, $match) === 1 => $this->poll($match[1]),
            preg_match('~^POST /order/([0-9a-f]{32})/pay$~D', $route, $match) === 1 => $this->payAgain($match[1]),
            preg_match('~^(GET|POST) /orders(/|$)~D', $route) === 1
                => (new BackOffice($this->orders, $this->desk, $this->session))->handle($route),
            default => View::notFound(),
        };
    }

    private function products(string $problem = '', int $httpStatus = 200): void
    {
        $chosen = $_GET['quantity'] ?? [];
        View::page($httpStatus, 'products', Language::current()->say('title.shop'), [
            'problem' => $problem,
            'chosen' => array_filter(is_array($chosen) ? $chosen : [], is_string(...)),
            'voucher' => is_string($_GET['voucher'] ?? null) ? $_GET['voucher'] : '',
            'delivery' => is_string($_GET['delivery'] ?? null) ? $_GET['delivery'] : 'courier',
            'messages' => $this->session->takeMessages(),
        ]);
    }

    private function checkout(): void
    {
        try {
            $cart = Cart::fromForm($_GET);
        } catch (CartException $error) {
            $this->products($error->text(), 422);
            return;
        }
        $this->checkoutPage(200, $cart, Customer::fromForm([]), []);
    }

    /**
     * @param array<string, string> $customer
     * @param array<string, string> $errors
     */
    private function checkoutPage(int $httpStatus, Cart $cart, array $customer, array $errors, string $problem = ''): void
    {
        View::page($httpStatus, 'checkout', Language::current()->say('title.checkout'), [
            'cart' => $cart, 'customer' => $customer, 'errors' => $errors, 'problem' => $problem,
            'token' => $this->session->token(), 'messages' => $this->session->takeMessages()]);
    }

    private function placeOrder(): void
    {
        $say = Language::current()->say(...);
        try {
            $cart = Cart::fromForm($_POST);
        } catch (CartException $error) {
            View::notice(422, $say('title.cart'), $error->text());
            return;
        }
        $customer = Customer::fromForm($_POST);
        if (!$this->session->isOwnForm($_POST['token'] ?? null)) {
            $this->checkoutPage(403, $cart, $customer, [], $say('form.old'));
            return;
        }
        // Only the customer's part: what is wrong with the rest is no customer's fault, and the library says it.
        $violations = Account::make()->validateOrder(['customer' => Customer::payload($customer, 'customer')]);
        $errors = Customer::errors($violations);
        $postcode = Customer::postcodeError($customer['postcode']);
        $errors += $postcode === null ? [] : ['postcode' => $postcode];
        if ($errors !== []) {
            $this->checkoutPage(422, $cart, $customer, $errors, $say('form.wrong'));
            return;
        }
        $key = $this->session->cart($this->orders);
        $this->goToPayment($this->orders->place($key, $customer, $cart->lines()));
    }

    private function payAgain(string $token): void
    {
        $order = $this->orders->byToken($token);
        if ($order === null) {
            View::notFound();
        } elseif (!$this->session->isOwnForm($_POST['token'] ?? null)) {
            $this->session->tell('refused', Language::current()->say('form.old_button'));
            View::seeOther("/order/$token");
        } else {
            $this->goToPayment($order);
        }
    }

    private function goToPayment(Order $order): void
    {
        $this->session->release();
        $message = $this->desk->pay($order);
        if ($message->url !== null) {
            View::seeOther($message->url);
            return;
        }
        $this->session->tell($message->kind, $message->text);
        View::seeOther('/order/' . $order->token);
    }

    /** The customer comes back to this page. Coming back proves nothing: only what DOKU signed moves the order. */
    private function order(string $token): void
    {
        $order = $this->orders->byToken($token);
        if ($order === null) {
            View::notFound();
            return;
        }
        View::page(200, 'order', Language::current()->say('title.order', ['number' => $order->number]), [
            'order' => $order, 'situation' => Situation::of($order, $this->desk->store->attempts($order->id)),
            'token' => $this->session->token(), 'messages' => $this->session->takeMessages()]);
    }

    private function poll(string $token): void
    {
        $order = $this->orders->byToken($token);
        if ($order === null) {
            View::json(404, ['situation' => null]);
            return;
        }
        $attempts = $this->desk->look($order);
        View::json(200, ['situation' => Situation::of($this->orders->byToken($token) ?? $order, $attempts)->value]);
    }

    /** DOKU wants a 2xx at once; anything else makes it send again in half an hour. */
    private function notification(): void
    {
        try {
            $notification = Account::make()->receiveNotification();
        } catch (SignatureException $error) {
            $this->log->warning('notification refused: ' . $error->getReason());
            View::text(401, 'refused');
            return;
        }
        if ($notification->channel !== null && $notification->channel !== 'PEER_TO_PEER_AKULAKU') {
            $this->log->warning('notification of another payment method');
            View::text(404, 'not an Akulaku payment');
            return;
        }
        $received = $this->desk->payments->notified($notification, Account::name());
        View::text($received->httpStatus(), $received->value);
    }
}
