<?php

declare(strict_types=1);

/*
 * A checkout in one file: a button, the page after the payment, DOKU's notification. The account comes from php.ini.
 *   php -S 127.0.0.1:8000 examples/checkout.php     then open http://127.0.0.1:8000/
 *   php examples/checkout.php                       every minute, by cron: what no notification told
 */

require __DIR__ . '/../integrations/payments/src/autoload.php';

use DokuAkulaku\Payments\{Accounts, AccountUnknownException, Attempts, CartLines, Item, Payments, PdoStore, Phone, Purchase, Reason, Result, Shop};
use DokuAkulaku\{SignatureException, Status};

const PRICE = 90000;
define('ACCOUNT', ini_get('doku_akulaku.environment') . ':' . ini_get('doku_akulaku.client_id'));
$file = getenv('CHECKOUT_DATABASE') ?: sys_get_temp_dir() . '/checkout.sqlite';
$orders = new PDO("sqlite:$file");
$orders->exec('PRAGMA busy_timeout = 5000');
$orders->exec('CREATE TABLE IF NOT EXISTS orders (id TEXT PRIMARY KEY, paid_at TEXT, alarm TEXT)');
$orders->exec('CREATE TABLE IF NOT EXISTS site (name TEXT)');
$orders->exec("INSERT INTO site SELECT lower(hex(randomblob(3))) WHERE NOT EXISTS (SELECT 1 FROM site)");

final readonly class Account implements Accounts
{
    public function __construct(private PDO $orders)
    {
    }

    public function client(string $account, float $seconds): DokuAkulaku
    {
        return $account === ACCOUNT ? DokuAkulaku::fromIni(['timeout' => $seconds, 'retries' => 1]) : throw new AccountUnknownException($account);
    }

    public function site(): ?string
    {
        return (string) $this->orders->query('SELECT name FROM site')->fetchColumn();
    }
}

final readonly class Orders implements Shop
{
    public function __construct(private PDO $orders)
    {
    }

    /** May be called again: it reads the order afresh and does only what is missing. */
    public function apply(string $order, Attempts $attempts): void
    {
        if ($attempts->status() === Status::Success) {
            $this->orders->prepare("UPDATE orders SET paid_at = datetime('now') WHERE id = ? AND paid_at IS NULL")->execute([$order]);
        }
        foreach ($attempts->alarms() as $alarm) { // paid twice, another amount: a person must look
            $this->orders->prepare('UPDATE orders SET alarm = ? WHERE id = ?')->execute([$alarm->value, $order]);
        }
    }
}

$store = new PdoStore(new PDO("sqlite:$file.payments")); // a file of its own: no transaction of the shop reaches it
$store->install();
$payments = new Payments($store, new Account($orders), new Orders($orders));
$page = static fn (string $text) => print("<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'>$text");
$path = PHP_SAPI === 'cli' ? 'cron' : $_SERVER['REQUEST_METHOD'] . ' ' . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$id = preg_match('/^[a-z0-9]{12}$/', $_REQUEST['order'] ?? '') === 1 ? $_REQUEST['order'] : bin2hex(random_bytes(6));

if ($path === 'cron') {
    exit($payments->reconcile()->complete ? 0 : 1);
} elseif ($path === 'POST /notify') {
    try {
        $received = $payments->notified(DokuAkulaku::fromIni()->receiveNotification(), ACCOUNT);
        http_response_code($received->httpStatus());
    } catch (SignatureException) {
        http_response_code(401);
    }
} elseif ($path === 'POST /pay') { // the same order however often it is pressed: the same page
    $orders->prepare('INSERT OR IGNORE INTO orders (id) VALUES (?)')->execute([$id]);
    $lines = CartLines::fromTotals([new Item('T-Shirt Red', 'TS-1', 'Shirt', '1', (string) PRICE)], PRICE);
    $buyer = ['id' => $id, 'name' => 'Anton Budiman', 'phone' => Phone::normalise('0856-9456-6147')];
    $outcome = $payments->pay(new Purchase($id, $id, PRICE, $lines, $buyer, "http://{$_SERVER['HTTP_HOST']}/thanks?order=$id", ACCOUNT));
    if ($outcome->result === Result::Done) {
        header("Location: $outcome->url", true, 303);
    } else {
        $page($outcome->result === Result::Refused && $outcome->reason === Reason::Paid ? 'This order is paid already.'
            : 'We could not reach Akulaku. Please do not pay in another way; <a href="javascript:location.reload()">try again</a>.');
    }
} elseif ($path === 'GET /thanks') { // the buyer's browser proves nothing: the store knows
    $page($store->attempts($id)->status() === Status::Success ? 'Paid. Thank you!' : 'We are waiting for Akulaku. <a href="">Look again</a>');
} else {
    $page("<form method=post action=/pay><input type=hidden name=order value=$id><button>Pay Rp 90.000 with Akulaku</button></form>");
}
