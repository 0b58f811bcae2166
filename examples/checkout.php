<?php

declare(strict_types=1);

/*
 * A checkout in one file: a button, the page after the payment, DOKU's notification. The account comes from php.ini.
 *   php -S 127.0.0.1:8000 examples/checkout.php     then open http://127.0.0.1:8000/
 *   php examples/checkout.php                       every minute, by cron: what no notification told
 */

require __DIR__ . '/../integrations/payments/src/autoload.php';

use DokuAkulaku\Payments\{Attempts, CartLines, IniAccount, Item, Payments, PdoStore, Phone, Purchase, Reason, Result, Shop};
use DokuAkulaku\{SignatureException, Status};

const PRICE = 90000;
$file = getenv('CHECKOUT_DATABASE') ?: sys_get_temp_dir() . '/checkout.sqlite';
$orders = new PDO("sqlite:$file", null, null, [PDO::ATTR_TIMEOUT => 5]);
$orders->exec('CREATE TABLE IF NOT EXISTS orders (id TEXT PRIMARY KEY, paid_at TEXT, alarm TEXT)');
$orders->exec('CREATE TABLE IF NOT EXISTS site (one INTEGER PRIMARY KEY, name TEXT)');
$orders->prepare('INSERT OR IGNORE INTO site VALUES (1, ?)')->execute([IniAccount::newSite()]);

final readonly class Orders implements Shop
{
    public function __construct(private PDO $orders)
    {
    }

    /** May be called again: it does only what is missing. */
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
$payments = new Payments($store, new IniAccount((string) $orders->query('SELECT name FROM site')->fetchColumn()), new Orders($orders));
$page = static fn (string $text) => print("<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'>$text");
$path = PHP_SAPI === 'cli' ? 'cron' : $_SERVER['REQUEST_METHOD'] . ' ' . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$id = preg_match('/^[a-z0-9]{12}$/', $_REQUEST['order'] ?? '') === 1 ? $_REQUEST['order'] : bin2hex(random_bytes(6));

if ($path === 'cron') {
    exit($payments->reconcile()->complete ? 0 : 1);
} elseif ($path === 'POST /notify') {
    try {
        http_response_code($payments->notified(DokuAkulaku::fromIni()->receiveNotification(), IniAccount::name())->httpStatus());
    } catch (SignatureException) {
        http_response_code(401);
    }
} elseif ($path === 'POST /pay') { // the same order however often it is pressed: the same page
    $orders->prepare('INSERT OR IGNORE INTO orders (id) VALUES (?)')->execute([$id]);
    $lines = CartLines::fromTotals([new Item('T-Shirt Red', 'TS-1', 'Shirt', '1', (string) PRICE)], PRICE);
    $buyer = ['id' => $id, 'name' => 'Anton Budiman', 'phone' => Phone::normalise('0856-9456-6147')];
    $back = "http://{$_SERVER['HTTP_HOST']}/thanks?order=$id";
    $outcome = $payments->pay(new Purchase($id, $id, PRICE, $lines, $buyer, $back, IniAccount::name()));
    match (true) {
        $outcome->result === Result::Done => header("Location: $outcome->url", true, 303),
        $outcome->reason === Reason::Paid => $page('This order is paid already.'),
        default => $page('No answer from Akulaku yet. Please do not pay otherwise; <a href="javascript:location.reload()">try again</a>.'),
    };
} elseif ($path === 'GET /thanks') { // the buyer's browser proves nothing: the store knows
    $page($store->attempts($id)->status() === Status::Success ? 'Paid. Thank you!' : 'We are waiting for Akulaku. <a href="">Look again</a>');
} else {
    $page("<form method=post action=/pay><input type=hidden name=order value=$id><button>Pay Rp 90.000 with Akulaku</button></form>");
}
