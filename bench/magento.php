<?php

declare(strict_types=1);

/*
 * What the Magento module adds to placing an order and to a page view. The sides are asked in turns over one kept connection;
 * milliseconds are medians, of whole answers as a client sees them and of the PHP process's own processor time.
 * Statements are counted by requests of their own, in the server's general log; those of the module's connection apart.
 *
 *   magento.php --url URL --plain URL --doku URL --folder DIR --socket FILE --rounds N
 */

require __DIR__ . '/support/woocommerce/Asker.php';

const ADDRESS = [
    'firstname' => 'Budi', 'lastname' => 'Santoso', 'street' => ['Jl. Melati No. 8'], 'city' => 'Bandung', 'region' => 'Jawa Barat',
    'postcode' => '40115', 'country_id' => 'ID', 'telephone' => '0812-3456-7890', 'email' => 'budi@pembeli.example',
];

$options = getopt('', ['url:', 'plain:', 'doku:', 'folder:', 'socket:', 'rounds:']);
$rounds = max(2, (int) ($options['rounds'] ?? 60));
$with = new Asker($options['url']);
$without = new Asker($options['plain']);
$database = new mysqli(null, 'root', '', 'shop', 0, $options['socket']);

/** @param list<float> $values */
function median(array $values): float
{
    sort($values);
    $middle = intdiv(count($values), 2);
    return count($values) % 2 === 1 ? $values[$middle] : ($values[$middle - 1] + $values[$middle]) / 2;
}

$processor = static fn (): float => (float) file_get_contents($options['folder'] . '/processor.txt');

/** A guest's cart up to the placing; its masked id. */
$cart = static function (Asker $ask): string {
    $id = json_decode($ask->post('/rest/V1/guest-carts', [])->expect(200)->body, true, 2, JSON_THROW_ON_ERROR);
    $ask->post("/rest/V1/guest-carts/$id/items", ['cartItem' => ['quote_id' => $id, 'sku' => 'KAOS', 'qty' => 1]])->expect(200);
    $ask->post("/rest/V1/guest-carts/$id/shipping-information", ['addressInformation' => [
        'shipping_address' => ADDRESS, 'billing_address' => ADDRESS, 'shipping_carrier_code' => 'flatrate', 'shipping_method_code' => 'flatrate',
    ]])->expect(200);
    return $id;
};
$place = static fn (Asker $ask, string $cart, string $method): Answer => $ask->post("/rest/V1/guest-carts/$cart/payment-information", [
    'email' => ADDRESS['email'], 'paymentMethod' => ['method' => $method], 'billingAddress' => ADDRESS,
])->expect(200);
$address = static fn (string $cart): Answer => $with->get("/rest/V1/doku-akulaku/payment-url/$cart")->expect(200);

/** Statements of one request: [Magento's connection, the module's own without its settings]. @return array{int, int} */
$count = static function (callable $request) use ($database): array {
    $database->query("SET GLOBAL log_output = 'TABLE'");
    $database->query('TRUNCATE mysql.general_log');
    $database->query('SET GLOBAL general_log = 1');
    $request();
    $database->query('SET GLOBAL general_log = 0');
    $threads = [];
    $rows = $database->query("SELECT thread_id, argument FROM mysql.general_log WHERE command_type IN ('Query', 'Execute') AND thread_id <> CONNECTION_ID() ORDER BY event_time");
    foreach ($rows->fetch_all(MYSQLI_ASSOC) as $row) {
        $threads[$row['thread_id']][] = $row['argument'];
    }
    $own = [];
    $magento = 0;
    foreach ($threads as $statements) {
        if (preg_grep('/STRICT_ALL_TABLES.*innodb_lock_wait_timeout/', $statements) !== []) {
            $own = [...$own, ...preg_grep('/^SET /', $statements, PREG_GREP_INVERT)];
        } else {
            $magento += count($statements);
        }
    }
    foreach (getenv('BENCH_STATEMENTS') === false ? [] : $own as $text) {
        echo '    ', substr((string) preg_replace('/\s+/', ' ', $text), 0, 150), "\n";
    }
    return [$magento, count($own)];
};

/** @param array<string, callable(): Answer> $sides @return array<string, array{float, float}> medians: answer, processor */
$measure = static function (array $sides) use ($rounds, $processor): array {
    $times = [];
    for ($round = -3; $round < $rounds; $round++) {
        foreach ($sides as $name => $side) {
            $answer = $side();
            if ($round >= 0) {
                $times[$name][0][] = $answer->milliseconds;
                $times[$name][1][] = $processor();
            }
        }
    }
    return array_map(static fn (array $both): array => array_map(median(...), $both), $times);
};

$row = static function (string $name, ?array $times, ?array $statements): void {
    printf(
        "  %-58s %8s %8s %8s\n",
        $name,
        $times === null ? '' : sprintf('%.1f', $times[0]),
        $times === null || $times[1] === null ? '' : sprintf('%.1f', $times[1]),
        $statements === null ? '' : $statements[0] . ($statements[1] > 0 ? ' + ' . $statements[1] : ''),
    );
};
$heading = static fn (string $title) => printf("\n%-60s %8s %8s %8s\n", $title, 'ms', 'PHP ms', 'SQL');

/** A browser's session with one line in its cart: its cookies. */
$session = static function (Asker $ask): string {
    $cookie = 'Cookie: PHPSESSID=' . bin2hex(random_bytes(13)) . '; form_key=BenchFormKey1234';
    preg_match('~action="[^"]*(/checkout/cart/add/[^"]*)"~', $ask->get('/kaos.html', [$cookie])->expect(200)->body, $form);
    preg_match('~name="product" value="(\d+)"~', $ask->get('/kaos.html', [$cookie])->body, $product);
    $answer = $ask->form($form[1], ['product' => $product[1], 'qty' => 1, 'form_key' => 'BenchFormKey1234'], [$cookie]);
    if ($answer->status !== 302 || !str_contains($ask->get('/checkout/cart/', [$cookie])->body, 'cart item')) {
        throw new RuntimeException("the cart took nothing: HTTP $answer->status");
    }
    return $cookie;
};

$sessions = ['with' => $session($with), 'without' => $session($without)];
foreach (['a product' => '/kopi.html', 'the cart' => '/checkout/cart/', 'the checkout' => '/checkout/'] as $name => $path) {
    $sides = [
        'without the module' => static fn (): Answer => $without->get($path, [$sessions['without']])->expect(200),
        'with it' => static fn (): Answer => $with->get($path, [$sessions['with']])->expect(200),
    ];
    $times = $measure($sides);
    $heading("Page of $name");
    foreach ($sides as $side => $request) {
        $row($side, $times[$side], $count($request));
    }
    [$one, $two] = array_values($times);
    $row('added', [$two[0] - $one[0], $two[1] - $one[1]], null);
}

// Each is placed on a cart of its own, which is made before.
$carts = [];
$next = static function (Asker $ask, string $name) use (&$carts, $cart): string {
    return $carts[$name] = $cart($ask);
};
$timed = static fn (Asker $ask, string $method, string $name): Answer => $place($ask, $next($ask, $name), $method);
$client = new DokuAkulaku('MCH-0001-10791114622547', 'secret-key-from-DOKU-back-office', ['base_url' => $options['doku']]);
$doku = static function () use ($client): float {
    $invoice = 'BENCH-' . bin2hex(random_bytes(6));
    $order = [
        'order' => [
            'invoice_number' => $invoice, 'amount' => 45005, 'callback_url' => 'http://127.0.0.1/',
            'line_items' => [
                ['name' => 'Kaos', 'price' => 45000, 'quantity' => 1, 'sku' => 'KAOS', 'category' => 'simple'],
                ['name' => 'Flat Rate', 'price' => 5, 'quantity' => 1, 'sku' => 'shipping', 'category' => 'Shipping'],
            ],
        ],
        'payment' => ['merchant_unique_reference' => $invoice],
        'customer' => [
            'id' => 'guest-1', 'name' => 'Budi Santoso', 'phone' => '6281234567890', 'address' => 'Jl. Melati No. 8',
            'city' => 'Bandung', 'state' => 'Jawa Barat', 'postcode' => '40115',
        ],
    ];
    $from = hrtime(true);
    $client->generateOrder($order);
    return (hrtime(true) - $from) / 1e6;
};
$dokuTimes = [];
$sides = [
    'check/money order, without the module' => static fn (): Answer => $timed($without, 'checkmo', 'plain'),
    'check/money order, with it' => static fn (): Answer => $timed($with, 'checkmo', 'checkmo'),
    'Akulaku: the order' => static fn (): Answer => $timed($with, 'doku_akulaku', 'akulaku'),
    'Akulaku: the payment page\'s address' => static function () use (&$carts, &$dokuTimes, $address, $doku): Answer {
        $dokuTimes[] = $doku();
        return $address($carts['akulaku']);
    },
    'an empty REST request' => static fn (): Answer => $with->get('/rest/V1/directory/currency')->expect(200),
];
$times = $measure($sides);
$statements = [];
foreach (['plain' => [$without, 'checkmo'], 'checkmo' => [$with, 'checkmo'], 'akulaku' => [$with, 'doku_akulaku']] as $name => [$ask, $method]) {
    $id = $cart($ask);
    $carts[$name] = $id;
    $statements[] = $count(static fn () => $place($ask, $id, $method));
}
$statements[] = $count(static fn () => $address($carts['akulaku']));
$statements[] = $count($sides['an empty REST request']);
$heading('Placing an order by REST');
foreach (array_keys($sides) as $index => $side) {
    $row($side, $times[$side], $statements[$index]);
}
$doku = median(array_slice($dokuTimes, 3));
[$plain, $checkmo, $order, $page, $empty] = array_values($times);
$row('DOKU\'s time, in the address', [$doku, null], null);
$row('added to placing: Akulaku against check/money order', [$order[0] - $checkmo[0], $order[1] - $checkmo[1]], null);
$row('the address without DOKU\'s time and an empty request', [$page[0] - $doku - $empty[0], $page[1] - $empty[1]], null);
