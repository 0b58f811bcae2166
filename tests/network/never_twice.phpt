--TEST--
A kept connection that dies: no silent re-send; our own retry carries the same Request-Id and is counted
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
$requests = fn (string $id) => $sandbox->get('/_sandbox/ledger?request_id=' . $id)['requests'];

foreach ([false, true] as $executes) {
    // without retries: exactly one request reaches the server
    $client = client(['base_url' => $sandbox->http, 'retries' => 0, 'timeout' => 20]);
    DokuAkulaku::closeConnections();
    $sandbox->faults(['fault' => 'close_on_next_request', 'execute_next' => $executes]);
    same('first call', 1, $client->generateOrder($fresh())->attempts);
    $payload = $fresh();
    $thrown = throws('second call', DokuAkulaku\IndeterminateException::class, fn () => $client->generateOrder($payload, "no-retry-$number"));
    same('attempts told', 1, $thrown?->getAttempts());
    $seen = $requests("no-retry-$number");
    same('requests at the server', 1, count($seen));
    same('executed', $executes, $seen[0]['executed']);

    // with retries: two requests, one order
    $client = client(['base_url' => $sandbox->http, 'retries' => 2, 'timeout' => 20]);
    DokuAkulaku::closeConnections();
    $sandbox->faults(['fault' => 'close_on_next_request', 'execute_next' => $executes]);
    $client->generateOrder($fresh());
    $response = $client->generateOrder($fresh(), "retry-$number");
    same('retried', [true, 2, $executes], [$response->succeeded, $response->attempts, $response->replayed]);
    $seen = $requests("retry-$number");
    same('two requests', 2, count($seen));
    same('executed once', 1, count(array_filter(array_column($seen, 'executed'))));
    same('the same bytes', 1, count(array_unique(array_column($seen, 'body_sha256'))));

    // GET is not re-sent silently either
    DokuAkulaku::closeConnections();
    $sandbox->faults(['fault' => 'close_on_next_request', 'execute_next' => $executes]);
    $quiet = client(['base_url' => $sandbox->http, 'retries' => 0, 'timeout' => 20]);
    $before = $sandbox->get('/_sandbox/totals')['requests'];
    $quiet->checkStatus("INV-$number");
    throws('GET on a dead connection', DokuAkulaku\IndeterminateException::class, fn () => $quiet->checkStatus("INV-$number"));
    same('two look-ups were sent', $before + 2, $sandbox->get('/_sandbox/totals')['requests']);
}
finish();
?>
--EXPECT--
done
