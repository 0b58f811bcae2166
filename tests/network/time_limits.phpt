--TEST--
timeout and connect_timeout are wall clock: stalls, drips, a slow answer; signals abort nothing
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';
require __DIR__ . '/../support/process.inc';

$sandbox = new Sandbox();
$number = 0;
$fresh = function () use (&$number): array {
    $number++;
    return order(['order.invoice_number' => "INV-$number", 'payment.merchant_unique_reference' => "MUR-$number"]);
};
$client = client(['base_url' => $sandbox->http, 'retries' => 3, 'timeout' => 1.0]);
$faults = [
    ['fault' => 'stall', 'phase' => 'headers'], ['fault' => 'stall', 'phase' => 'body'], ['fault' => 'slow_drip', 'interval' => 0.2],
    ['fault' => 'slow_drip', 'interval' => 0.2, 'from' => 'body'], ['fault' => 'delay', 'seconds' => 30],
];
foreach ($faults as $fault) {
    DokuAkulaku::closeConnections();
    $sandbox->faults($fault);
    $label = json_encode($fault);
    $started = microtime(true);
    $thrown = throws($label, DokuAkulaku\IndeterminateException::class, fn () => $client->generateOrder($fresh()));
    $took = microtime(true) - $started;
    ok("$label: after the timeout, not much later: $took", $took >= 0.9 && $took < 8);
    same("$label: no retry fits", 1, $thrown?->getAttempts());
}
// an ini_set timeout bounds too
ini_set('doku_akulaku.timeout', '0.7');
DokuAkulaku::closeConnections();
$sandbox->faults(['fault' => 'stall']);
$started = microtime(true);
throws('ini_set', DokuAkulaku\IndeterminateException::class, fn () => client(['base_url' => $sandbox->http])->checkStatus('X'));
ok('ini_set: in time', microtime(true) - $started < 8);
ini_restore('doku_akulaku.timeout');

// a server that accepts and never answers the TLS handshake: not sent
$silent = stream_socket_server('tcp://127.0.0.1:0');
$started = microtime(true);
throws('TLS stall', DokuAkulaku\ConnectionException::class, fn () => client([
    'base_url' => 'https://' . stream_socket_get_name($silent, false), 'connect_timeout' => 0.8, 'timeout' => 20, 'retries' => 0,
])->generateOrder(order()));
ok('TLS stall: connect_timeout', microtime(true) - $started < 8);

// a signal in the middle of a call: the handler runs, the payment goes on
DokuAkulaku::closeConnections();
$sandbox->faults(['fault' => 'delay', 'seconds' => 2]);
$handled = 0;
pcntl_async_signals(true);
pcntl_signal(SIGALRM, function () use (&$handled) {
    $handled++;
});
pcntl_alarm(1);
$response = client(['base_url' => $sandbox->http, 'retries' => 0, 'timeout' => 20])->generateOrder($fresh());
same('the call went on', [true, 1], [$response->succeeded, $response->attempts]);
ok('the handler ran', $handled >= 1);
finish();
?>
--EXPECT--
done
