--TEST--
Kept connections: reuse over objects, closeConnections(), a forked child leaves the parent's alone
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';
require __DIR__ . '/../support/process.inc';

$sandbox = new Sandbox('--https');
$accepted = fn () => $sandbox->get('/_sandbox/totals')['last_connection'];
$number = 0;
$fresh = function () use (&$number): array {
    $number++;
    return order(['order.invoice_number' => "INV-$number-" . getmypid(), 'payment.merchant_unique_reference' => "MUR-$number-" . getmypid()]);
};
$options = ['base_url' => $sandbox->https, 'ca_file' => $sandbox->caFile, 'connect_timeout' => 20, 'timeout' => 30, 'retries' => 0];

same('the first is new', false, client($options)->generateOrder($fresh())->timing['reused']);
for ($i = 0; $i < 5; $i++) {
    same('another object, the same connection', true, client($options)->generateOrder($fresh())->timing['reused']);
}
same('a GET on it', true, client($options)->checkStatus('INV-1-' . getmypid())->timing['reused']);
DokuAkulaku::closeConnections();
same('closed', false, client($options)->generateOrder($fresh())->timing['reused']);

// TLS settings are never shared between objects that differ in them
$plain = $options;
unset($plain['ca_file']);
throws('no trust, no reuse', DokuAkulaku\ConnectionException::class, fn () => client($plain)->generateOrder($fresh()));
same('the trusted one is still there', true, client($options)->generateOrder($fresh())->timing['reused']);

// fork: the child opens its own, and ending it does not harm the parent's
$client = client($options);
$child = pcntl_fork();
if ($child === 0) {
    $response = $client->generateOrder($fresh());
    $again = $client->generateOrder($fresh());
    exit($response->succeeded && !$response->timing['reused'] && $again->timing['reused'] ? 7 : 8);
}
pcntl_waitpid($child, $status);
same('the child used its own connection', 7, pcntl_wexitstatus($status));
$response = $client->generateOrder($fresh());
same("the parent's connection still works", [true, true], [$response->succeeded, $response->timing['reused']]);

// a child that only ends, with an open iterator of the parent
$iterator = $client->checkStatuses(['INV-1-' . getmypid(), 'INV-2-' . getmypid(), 'INV-3-' . getmypid()], 1);
$iterator->rewind();
$child = pcntl_fork();
if ($child === 0) {
    unset($iterator);
    exit(9);
}
pcntl_waitpid($child, $status);
same('the child ended', 9, pcntl_wexitstatus($status));
$seen = 0;
for (; $iterator->valid(); $iterator->next()) {
    ok('the parent goes on', $iterator->current() instanceof DokuAkulaku\Response);
    $seen++;
}
same('all three', 3, $seen);
finish();
?>
--EXPECT--
done
