--TEST--
Every operation against the simulator over HTTPS; certificates are verified
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';
require __DIR__ . '/../support/process.inc';
require __DIR__ . '/../support/operations.inc';

$sandbox = new Sandbox('--https', '--extra-tls', 'wrong-host,expired,unknown-ca');
check_operations($sandbox, client([
    'base_url' => $sandbox->https, 'ca_file' => $sandbox->caFile, 'verify_response' => 'require', 'connect_timeout' => 20, 'timeout' => 30,
]), true);

$executed = $sandbox->get('/_sandbox/totals')['executed'];
// the simulator's authority is not among the system's
throws('unknown authority', DokuAkulaku\ConnectionException::class, fn () => client(['base_url' => $sandbox->https, 'retries' => 0, 'timeout' => 20])->generateOrder(order()));
foreach (['wrong-host', 'expired', 'unknown-ca'] as $kind) {
    $client = client(['base_url' => $sandbox->extraTls[$kind], 'ca_file' => $sandbox->caFile, 'retries' => 1, 'timeout' => 20]);
    throws("certificate: $kind", DokuAkulaku\ConnectionException::class, fn () => $client->generateOrder(order(['order.invoice_number' => $kind])));
    throws("certificate: $kind, GET", DokuAkulaku\ConnectionException::class, fn () => $client->checkStatus('X'));
}
same('nothing was executed', $executed, $sandbox->get('/_sandbox/totals')['executed']);
finish();
?>
--EXPECT--
done
