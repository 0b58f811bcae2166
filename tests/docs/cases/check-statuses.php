<?php

declare(strict_types=1);

require dirname(__DIR__) . '/support.php';
require block('apply-status');

$log = temporary('');
ini_set('error_log', $log);
$sandbox = new Sandbox();
$doku = client($sandbox);
$db = new Database();
$db->make('payments');
for ($i = 1; $i <= 40; $i++) {
    $doku->generateOrder(payload("INV-$i"));
    $db->exec("INSERT INTO payments VALUES ('INV-$i', 'PENDING', 90000)");
}
$sandbox->post('/_sandbox/orders/INV-7/pay');
$invoices = (static function (): Generator {
    yield 'INV-nowhere';
    for ($i = 1; $i <= 40; $i++) {
        yield "INV-$i";
    }
})();
require BLOCK;
$states = $db->query('SELECT invoice, status FROM payments')->fetchAll(PDO::FETCH_KEY_PAIR);
expect('one is paid', array_keys($states, 'SUCCESS', true) === ['INV-7'], $states);
$lines = array_filter(file($log));
expect('one is not found', count($lines) === 1 && str_contains($lines[0], 'INV-nowhere: '), $lines);
$totals = $sandbox->get('/_sandbox/totals');
expect('each was looked up once', $totals['requests'] === 40 + 41, $totals);
