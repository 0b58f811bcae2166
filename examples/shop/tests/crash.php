<?php

/**
 * Takes an order and dies: crash.php before = between the store and the send; crash.php waiting = sends, and waits for
 * an answer until it is killed. Prints the order's number first.
 */

declare(strict_types=1);

namespace ExampleShop;

require dirname(__DIR__) . '/src/autoload.php';

$store = Settings::store();
$order = $store->addOrder(
    'CRASH-' . strtoupper(bin2hex(random_bytes(4))),
    ['name' => 'Anton', 'phone' => '081234567890', 'address' => '', 'city' => '', 'state' => '', 'postcode' => ''],
    [['name' => 'Thing', 'price' => 45_000, 'quantity' => 2, 'sku' => 'S', 'category' => 'C']]
);
echo $order->number, "\n";
if ($argv[1] === 'before') {
    $doku = new \DokuAkulaku('MCH-TEST-0001', 'fake-secret-of-the-tests', [
        // The first thing that would touch the network.
        'transport' => static fn () => posix_kill(getmypid(), SIGKILL),
    ]);
    (new Payments($store, $doku, new Log()))->pay($order, 'https://shop.example/order/' . $order->token);
}
Settings::payments($store)->pay($order, 'https://shop.example/order/' . $order->token);
