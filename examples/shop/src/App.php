<?php

declare(strict_types=1);

namespace ExampleShop;

use DokuAkulaku\SignatureException;
use DokuAkulaku\Status;
use InvalidArgumentException;

/** The customer's pages and the notification endpoint. */
final class App
{
    private readonly OrderStore $store;
    private readonly Payments $payments;
    private readonly Session $session;

    public function __construct(private readonly Log $log)
    {
        $this->store = Settings::store();
        $this->payments = Settings::payments($this->store);
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
                => (new BackOffice($this->store, $this->payments, $this->session))->handle($route),
            default => $this->notFound(),
        };
    }

    private function products(string $problem = '', int $httpStatus = 200): void
    {
        $chosen = $_GET['quantity'] ?? [];
        View::page($httpStatus, 'products', 'Kopi Senja', [
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
        } catch (InvalidArgumentException $error) {
            $this->products($error->getMessage(), 422);
            return;
        }
        $this->checkoutPage(200, $cart, Customer::fromForm([]), []);
    }

    /**
     * @param array<string, string> $customer
     * @param array<string, string> $errors
     */
    private function checkoutPage(
        int $httpStatus,
        Cart $cart,
        array $customer,
        array $errors,
        string $problem = '',
    ): void {
        View::page($httpStatus, 'checkout', 'Checkout', ['cart' => $cart, 'customer' => $customer, 'errors' => $errors,
            'problem' => $problem, 'token' => $this->session->token(), 'messages' => $this->session->takeMessages()]);
    }

    private function placeOrder(): void
    {
        try {
            $cart = Cart::fromForm($_POST);
        } catch (InvalidArgumentException $error) {
            View::page(422, 'notice', 'Your cart', ['text' => $error->getMessage()]);
            return;
        }
        $customer = Customer::fromForm($_POST);
        if (!$this->session->isOwnForm($_POST['token'] ?? null)) {
            $this->checkoutPage(403, $cart, $customer, [], 'This page was open for too long. Please send it again.');
            return;
        }
        // Random, so that nobody can count or guess orders, and two shops on one account do not collide.
        $number = 'KS-' . gmdate('ymd') . '-' . strtoupper(bin2hex(random_bytes(4)));
        $lines = $cart->lines();
        $violations = $this->payments->violations($number, $customer, $lines, Settings::shopUrl() . '/order/check');
        if ($violations !== []) {
            $errors = Customer::errors($violations);
            if ($errors === []) {
                $this->log->warning('an order that DOKU would refuse: ' . implode(', ', array_keys($violations)));
            }
            $this->checkoutPage(422, $cart, $customer, $errors, $errors === []
                ? 'This order cannot be paid with Akulaku. Please write to us.'
                : 'Please look at the marked fields.');
            return;
        }
        $this->goToPayment($this->store->addOrder($number, $customer, $lines));
    }

    private function payAgain(string $token): void
    {
        $order = $this->store->byToken($token);
        if ($order === null) {
            $this->notFound();
        } elseif (!$this->session->isOwnForm($_POST['token'] ?? null)) {
            $this->session->tell('refused', 'This page was open for too long. Please press the button again.');
            View::seeOther("/order/$token");
        } else {
            $this->goToPayment($order);
        }
    }

    private function goToPayment(Order $order): void
    {
        $this->session->release();
        $outcome = $this->payments->pay($order, Settings::shopUrl() . '/order/' . $order->token);
        if ($outcome->paymentUrl !== null && preg_match('~^https?://~i', $outcome->paymentUrl) === 1) {
            View::seeOther($outcome->paymentUrl);
            return;
        }
        $this->session->tell($outcome->kind, $outcome->text);
        View::seeOther('/order/' . $order->token);
    }

    /** The customer comes back to this page. Coming back proves nothing: only what DOKU signed moves the order. */
    private function order(string $token): void
    {
        $order = $this->store->byToken($token);
        if ($order === null) {
            $this->notFound();
            return;
        }
        View::page(200, 'order', 'Order ' . $order->number, ['order' => $order, 'token' => $this->session->token(),
            'messages' => $this->session->takeMessages()]);
    }

    private function poll(string $token): void
    {
        $order = $this->store->byToken($token);
        if ($order === null) {
            View::json(404, ['status' => 'UNKNOWN']);
            return;
        }
        if ($order->latest() !== null && $order->status() === Status::Pending) {
            $this->payments->checkNowAndThen($order->latest());
            $order = $this->store->byId($order->id);
        }
        View::json(200, ['status' => $order->status()->value, 'waiting' => $order->status() === Status::Pending]);
    }

    /** DOKU wants a 2xx at once; anything else makes it send again in half an hour. */
    private function notification(): void
    {
        try {
            $notification = Settings::client()->receiveNotification();
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
        $move = $this->payments->notified($notification);
        if ($move === Move::WrongAmount) {
            // Signed, but not what we asked for: a person has to look. DOKU's dashboard shows the refusal too.
            $this->log->warning("notification for $notification->invoiceNumber names the amount $notification->amount");
        }
        match ($move) {
            Move::Applied, Move::Kept => View::text(200, 'OK'),
            Move::WrongAmount => View::text(422, 'another amount'),
            Move::NoSuchInvoice => View::text(404, 'no such invoice'),
        };
    }

    private function notFound(): void
    {
        View::page(404, 'notice', 'Not found', ['text' => 'There is nothing at this address.']);
    }
}
