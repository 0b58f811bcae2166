<?php

declare(strict_types=1);

/*
 * What the WooCommerce plugin adds to a block checkout, a notification that changes nothing and an unrelated page. The sides
 * are asked in turns over one kept connection; milliseconds are medians, of whole answers as a client sees them and of the
 * PHP process's own processor time, in which other work of the machine does not show.
 * Statements are counted by requests of their own: WordPress's connection by who called it, ours by the server's general log.
 *
 *   woocommerce.php --url URL --control URL --folder DIR --socket FILE --rounds N
 */

require __DIR__ . '/../sandbox/src/Signature.php';
require __DIR__ . '/support/woocommerce/Asker.php';

use DokuSandbox\Signature;

const CLIENT_ID = 'MCH-0001-10791114622547';
const SECRET = 'secret-key-from-DOKU-back-office';
const NOTIFICATION = '/wp-json/doku-akulaku/v1/notification';
const ADDRESS = [
    'first_name' => 'Budi', 'last_name' => 'Santoso', 'address_1' => 'Jl. Melati No. 8', 'address_2' => 'Coblong', 'city' => 'Kota Bandung',
    'state' => 'JB', 'postcode' => '40115', 'country' => 'ID', 'phone' => '0812-3456-7890',
];

$options = getopt('', ['url:', 'control:', 'folder:', 'socket:', 'rounds:']);
$rounds = max(2, (int) ($options['rounds'] ?? 60));
$products = parse_ini_string((string) file_get_contents($options['folder'] . '/shop.txt'));
$ask = new Asker($options['url']);
$control = new Asker($options['control']);
$database = new mysqli(null, 'root', '', 'shop', 0, $options['socket']);

/** @param list<float> $values */
function median(array $values): float
{
    sort($values);
    $middle = intdiv(count($values), 2);
    return count($values) % 2 === 1 ? $values[$middle] : ($values[$middle - 1] + $values[$middle]) / 2;
}

/** A checkout by the Store API, as the block does it; the shopper and the cart are made before. */
$checkout = static function (string $method, array $headers = []) use ($ask, $products): Answer {
    $without = $method === 'cod' ? ['X-Bench-Without: 1'] : [];
    $cart = $ask->get('/wp-json/wc/store/v1/cart', $without);
    $token = ['Cart-Token: ' . $cart->header('cart-token'), ...$without];
    $ask->post('/wp-json/wc/store/v1/cart/add-item', ['id' => (int) $products['KAOS'], 'quantity' => 1], $token)->expect(201);
    return $ask->post('/wp-json/wc/store/v1/checkout', [
        'billing_address' => ADDRESS + ['email' => 'budi@pembeli.example'], 'shipping_address' => ADDRESS, 'payment_method' => $method,
    ], [...$token, ...$headers])->expect(200);
};
$notify = static function (array $headers = []) use ($ask, $options, &$body): Answer {
    $id = bin2hex(random_bytes(16));
    $time = Signature::timestamp(time());
    return $ask->raw(NOTIFICATION, $body, [
        'Client-Id: ' . CLIENT_ID, "Request-Id: $id", "Request-Timestamp: $time",
        'Signature: ' . Signature::make(SECRET, CLIENT_ID, $id, $time, NOTIFICATION, $body), ...$headers,
    ])->expect(200);
};

/**
 * Statements of one request: [all of WordPress's, ours among them, of our own connection without its settings].
 *
 * @return array{int, int, int, list<string>}
 */
$count = static function (callable $request) use ($database, $options): array {
    $database->query("SET GLOBAL log_output = 'TABLE'");
    $database->query('TRUNCATE mysql.general_log');
    $database->query('SET GLOBAL general_log = 1');
    $request(['X-Bench-Count: 1']);
    $database->query('SET GLOBAL general_log = 0');
    $threads = [];
    $rows = $database->query("SELECT thread_id, command_type, argument FROM mysql.general_log WHERE command_type IN ('Query', 'Execute') ORDER BY event_time");
    foreach ($rows->fetch_all(MYSQLI_ASSOC) as $row) {
        $threads[$row['thread_id']][] = $row['argument'];
    }
    $own = [];
    foreach ($threads as $statements) {
        if (preg_grep('/STRICT_ALL_TABLES.*innodb_lock_wait_timeout/', $statements) !== []) {
            $own = [...$own, ...preg_grep('/^SET (SESSION|NAMES)/', $statements, PREG_GREP_INVERT)];
        }
    }
    $file = $options['folder'] . '/site/wp-content/bench-count.json';
    $wordpress = json_decode((string) file_get_contents($file), true, 8, JSON_THROW_ON_ERROR);
    unlink($file);
    return [$wordpress['all'], count($wordpress['ours']), count($own), [...$wordpress['ours'], ...$own]];
};

/** @param array<string, callable(): float> $sides @return array<string, array{float, float}> medians: answer, processor */
$measure = static function (array $sides) use ($rounds, $options): array {
    $times = [];
    for ($round = -3; $round < $rounds; $round++) {
        foreach ($sides as $name => $side) {
            $milliseconds = $side();
            if ($round >= 0) {
                $times[$name][0][] = $milliseconds;
                $times[$name][1][] = (float) file_get_contents($options['folder'] . '/site/wp-content/bench-processor.txt');
            }
        }
    }
    return array_map(static fn (array $both): array => array_map(median(...), $both), $times);
};

$row = static fn (string $what, string $value) => printf("%-66s %s\n", $what, $value);
$print = static function (string $title, array $times) use ($row): void {
    echo "\n$title\n";
    foreach ($times as $name => [$answer, $processor]) {
        $row("  $name, ms; of these PHP's processor", sprintf('%8.2f %8s', $answer, $processor === null ? '' : sprintf('%.2f', $processor)));
    }
};
$statements = static function (string $name, array $counted) use ($row): void {
    $row("  statements, $name: all of WordPress's connection", sprintf('%8d', $counted[0]));
    $row("  of these ours, and those of our own connection", sprintf('%8d + %d', $counted[1], $counted[2]));
    foreach (getenv('BENCH_STATEMENTS') === false ? [] : $counted[3] as $text) {
        echo '    ', substr((string) preg_replace('/\s+/', ' ', $text), 0, 150), "\n";
    }
};

foreach (['a post' => '/?p=1', 'a product' => '/?p=' . (int) $products['KOPI']] as $name => $path) {
    $path = parse_url($ask->location($path), PHP_URL_PATH);
    $page = static fn (array $headers = []) => $ask->get($path, $headers)->expect(200);
    $without = static fn (array $headers = []) => $page(['X-Bench-Without: 1', ...$headers]);
    $times = $measure(['without' => static fn () => $without()->milliseconds, 'with' => static fn () => $page()->milliseconds]);
    $print("Page of $name", $times + ['added' => [$times['with'][0] - $times['without'][0], $times['with'][1] - $times['without'][1]]]);
    $statements('without', $count($without));
    $statements('with', $count($page));
}

$times = $measure([
    'cash on delivery, without the plugin' => static fn () => $checkout('cod')->milliseconds,
    'Akulaku' => static function () use ($checkout, &$step): float {
        $answer = $checkout('doku_akulaku');
        $step[] = (float) $answer->header('x-bench-payment');
        return $answer->milliseconds;
    },
    'DOKU\'s time' => static fn () => (float) $ask->post('/wp-json/bench/v1/doku', [])->expect(200)->json()['milliseconds'],
]);
[[$cod], [$akulaku], [$doku]] = array_values($times);
$times['DOKU\'s time'][1] = null;
$payment = median(array_slice($step, 3));
$print('Checkout of the block', $times + [
    'added, without DOKU\'s time' => [$akulaku - $doku - $cod, null],
    'the gateway\'s step alone, without DOKU\'s time' => [$payment - $doku, null],
]);
$statements('cash on delivery', $count(static fn (array $headers) => $checkout('cod', $headers)));
$statements('Akulaku', $count(static fn (array $headers) => $checkout('doku_akulaku', $headers)));

$paid = $checkout('doku_akulaku')->json()['order_id'];
$invoice = $database->query("SELECT invoice FROM wp_doku_akulaku_attempt WHERE shop_order = '" . (int) $paid . "'")->fetch_row()[0];
$control->post('/_sandbox/orders/' . rawurlencode($invoice) . '/pay', ['wait' => true]);
$body = (string) file_get_contents($options['folder'] . '/site/wp-content/bench-body.json');
$empty = static fn (array $headers = []) => $ask->post('/wp-json/bench/v1/empty', [], $headers)->expect(200);
$times = $measure([
    'an empty REST route' => static fn () => $empty()->milliseconds,
    'the notification' => static fn () => $notify()->milliseconds,
]);
[[$none, $noneProcessor], [$told, $toldProcessor]] = array_values($times);
$print('Notification that changes nothing', $times);
$row('  ratio', sprintf('%8.2f %8.2f', $told / $none, $toldProcessor / $noneProcessor));
$statements('an empty REST route', $count($empty));
$statements('the notification', $count($notify));
