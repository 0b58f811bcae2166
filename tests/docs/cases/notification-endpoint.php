<?php

declare(strict_types=1);

require dirname(__DIR__) . '/support.php';

$sandbox = new Sandbox();
$file = temporary('');
$db = new Database($file);
$db->make('payments');
$db->exec("INSERT INTO payments VALUES ('INV-1001', 'PENDING', 90000)");
$state = static fn (): string => $db->query('SELECT status FROM payments')->fetchColumn();

$web = new Web(page('require ' . var_export(dirname(__DIR__) . '/Database.php', true) . ';
    require ' . var_export(block('apply-status'), true) . ';
    $db = new Database(' . var_export($file, true) . ');'), $sandbox->http);
$sandbox->post('/_sandbox/config', ['notification_url' => $web->url . '/pay/notify']);
client($sandbox)->generateOrder(payload());
client($sandbox)->generateOrder(payload('INV-1002'));
$attempt = static fn (string $path, array $body): int
    => $sandbox->post($path, $body + ['wait' => true])['notification']['attempts'][0]['status'];

expect('a forged one is refused', $attempt('/_sandbox/notify/INV-1001', ['status' => 'SUCCESS', 'forge' => 'signature']) === 401);
expect('another amount is not known', $attempt('/_sandbox/notify/INV-1001', ['status' => 'SUCCESS', 'amount' => 1]) === 404);
expect('nothing has moved', $state() === 'PENDING', $state());
expect('the payment is taken', $attempt('/_sandbox/orders/INV-1001/pay', []) === 200);
expect('the order is paid', $state() === 'SUCCESS', $state());
expect('a late FAILED is taken', $attempt('/_sandbox/notify/INV-1001', ['status' => 'FAILED']) === 200);
expect('and changes nothing', $state() === 'SUCCESS', $state());
expect('an invoice of another shop', $attempt('/_sandbox/orders/INV-1002/pay', []) === 404);
