--TEST--
The INI setting of the same name is the default of an option; the option wins
--INI--
doku_akulaku.verify_response=require
doku_akulaku.notification_max_age=60
doku_akulaku.retries=1
doku_akulaku.timeout=0.5
doku_akulaku.connect_timeout=0.25
doku_akulaku.proxy=http://127.0.0.1:1
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/notification.inc';
require_once __DIR__ . '/../support/process.inc';

$unsigned = fn () => new Script(answer(200, generated()));

// verify_response
$thrown = throws('require', DokuAkulaku\ResponseException::class, fn () => client(['transport' => $unsigned()])->generateOrder(order()));
same('require: reason', 'signature', $thrown?->getReason());
same('report', null, client(['transport' => $unsigned(), 'verify_response' => 'report'])->generateOrder(order())->signatureValid);
same('off', null, client(['transport' => $unsigned(), 'verify_response' => 'off'])->generateOrder(order())->signatureValid);

// php.ini's words for off arrive as an empty text
$code = '<?php
$answer = fn () => ["status" => 200, "headers" => ["Signature" => "HMACSHA256=" . str_repeat("A", 43) . "="], "body" => $_SERVER["argv"][1]];
$client = new DokuAkulaku("MCH-TEST-0001", "fake-secret-1", ["transport" => $answer]);
echo json_encode($client->generateOrder(json_decode($_SERVER["argv"][2], true))->signatureValid);
phpinfo(INFO_MODULES);';
foreach (['report' => 'false', 'off' => 'null', 'Off' => 'null', '' => 'null'] as $value => $expected) {
    $output = run_php($code, ['doku_akulaku.verify_response' => $value], [json(generated()), json(order())])['output'];
    ok("verify_response=$value", str_starts_with($output, $expected . 'phpinfo()'));
    lacks_text("verify_response=$value is no mistake", 'invalid', $output);
}

// notification_max_age
$body = json(notification_body());
$old = notification_headers($body, [], NOTIFY_TARGET, gmdate('Y-m-d\TH:i:s\Z', time() - 100));
refuses('60 s', 'stale', fn () => client()->parseNotification($body, $old, NOTIFY_TARGET));
foreach ([0, 200] as $age) {
    same("option $age", INVOICE, client(['notification_max_age' => $age])->parseNotification($body, $old, NOTIFY_TARGET)->invoiceNumber);
}

// retries and timeout: half a second leaves no room for a retry
foreach ([[[], 1], [['timeout' => 30], 2], [['timeout' => 30, 'retries' => 3], 4], [['timeout' => 30, 'retries' => 0], 1]] as [$options, $calls]) {
    $script = new Script(answer(503));
    throws('unknown', DokuAkulaku\IndeterminateException::class, fn () => client(['transport' => $script] + $options)->generateOrder(order()));
    same('attempts with ' . json_encode($options), $calls, $script->calls());
}

// proxy: nobody listens on port 1
throws('INI proxy', DokuAkulaku\ConnectionException::class, fn () => client(['base_url' => 'https://127.0.0.1:2', 'retries' => 0])->checkStatus('X'));

// null is as if the option was not passed
$script = new Script(answer(503));
throws('null', DokuAkulaku\IndeterminateException::class, fn () => client(['transport' => $script, 'retries' => null, 'timeout' => 30])->generateOrder(order()));
same('null: the INI one', 2, $script->calls());
finish();
?>
--EXPECT--
done
