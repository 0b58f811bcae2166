--TEST--
Proxies: tunnel, credentials, refusals are "not sent", a proxy's headers are not DOKU's, environment ignored
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';
require __DIR__ . '/../support/process.inc';

$sandbox = new Sandbox('--https');
$proxy = function (string ...$arguments): array {
    $server = new Server([PHP_BINARY, '-n', dirname(__DIR__, 2) . '/sandbox/proxy.php', '--quiet', '--exit-with-parent', ...$arguments]);
    return [$server, json_decode($server->ready, true)['proxy']];
};
$number = 0;
$fresh = function () use (&$number): array {
    $number++;
    return order(['order.invoice_number' => "INV-$number", 'payment.merchant_unique_reference' => "MUR-$number"]);
};
$options = ['base_url' => $sandbox->https, 'ca_file' => $sandbox->caFile, 'timeout' => 30, 'connect_timeout' => 15, 'retries' => 0];
$executed = fn () => $sandbox->get('/_sandbox/totals')['executed'];

[$server, $address] = $proxy();
same('through a proxy', true, client(['proxy' => $address] + $options)->generateOrder($fresh())->succeeded);
same('without scheme', true, client(['proxy' => substr($address, 7)] + $options)->generateOrder($fresh())->succeeded);

[$guarded, $address] = $proxy('--user', 'someone', '--password', 'planted-password');
$with = str_replace('http://', 'http://someone:planted-password@', $address);
$before = $executed();
DokuAkulaku::closeConnections();
$log = '';
$logger = function (...$line) use (&$log) {
    $log .= print_r($line, true);
};
$thrown = throws('no credentials', DokuAkulaku\ConnectionException::class, fn () => client(['proxy' => $address] + $options)->generateOrder($fresh()));
same('not sent', $before, $executed());
same('credentials', true, client(['proxy' => $with, 'logger' => $logger] + $options)->generateOrder($fresh())->succeeded);
DokuAkulaku::closeConnections();
$wrong = str_replace('planted-password', 'planted-wrong', $with);
$thrown = throws('wrong credentials', DokuAkulaku\ConnectionException::class, fn () => client(['proxy' => $wrong, 'logger' => $logger] + $options)->generateOrder($fresh()));
lacks_text('masked in the message', 'planted', (string) $thrown);
lacks_text('masked in the log', 'planted', $log);

foreach (['407', 'refuse', 'bad_gateway', 'close', 'stall'] as $mode) {
    [$bad, $address] = $proxy('--mode', $mode);
    DokuAkulaku::closeConnections();
    $before = $executed();
    $patience = $mode === 'stall' ? ['connect_timeout' => 2] : [];
    throws("proxy: $mode", DokuAkulaku\ConnectionException::class, fn () => client(['proxy' => $address] + $patience + $options)->generateOrder($fresh()));
    same("proxy: $mode, not sent", $before, $executed());
    $bad->stop();
}
[$faking, $address] = $proxy('--mode', 'fake_headers');
DokuAkulaku::closeConnections();
$response = client(['proxy' => $address, 'verify_response' => 'require'] + $options)->generateOrder($fresh());
same("a proxy's headers are not DOKU's", [true, true, 200], [$response->succeeded, $response->signatureValid, $response->httpStatus]);

// environment proxies are ignored unless proxy is "env"
$code = '<?php require ' . var_export(__DIR__ . '/../support/client.inc', true) . ';
try {
    echo client(json_decode($argv[1], true))->checkStatus("INV-1")->invoiceNumber;
} catch (Throwable $thrown) {
    echo get_class($thrown);
}';
[$dead, $address] = $proxy('--mode', 'refuse');
$environment = ['https_proxy' => $address, 'HTTPS_PROXY' => $address, 'http_proxy' => $address, 'all_proxy' => $address, 'ALL_PROXY' => $address] + getenv();
same('ignored', 'INV-1', run_php($code, [], [json_encode($options)], $environment)['output']);
same('"env"', DokuAkulaku\ConnectionException::class, run_php($code, [], [json_encode(['proxy' => 'env'] + $options)], $environment)['output']);
finish();
?>
--EXPECT--
done
