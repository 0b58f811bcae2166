--TEST--
prepareOrder(): exactly what would be sent
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$client = client();
$request = $client->prepareOrder(order(), 'my-id', 1625647542);
same('method', 'POST', $request->method);
same('url', 'https://api-sandbox.doku.com' . GENERATE, $request->url);
same('requestTarget', GENERATE, $request->requestTarget);
same('requestId', 'my-id', $request->requestId);
same('body', json(order()), $request->body);
$headers = $request->headers;
same('Client-Id', CLIENT_ID, $headers['Client-Id'] ?? null);
same('Request-Id', 'my-id', $headers['Request-Id'] ?? null);
same('Request-Timestamp', '2021-07-07T08:45:42Z', $headers['Request-Timestamp'] ?? null);
same('Signature', signature(GENERATE, $request->body, 'my-id', '2021-07-07T08:45:42Z'), $headers['Signature'] ?? null);
ok('Content-Type', str_starts_with($headers['Content-Type'] ?? '', 'application/json'));
ok('User-Agent', str_contains($headers['User-Agent'] ?? '', 'doku_akulaku/' . DokuAkulaku::VERSION));
foreach ($headers as $name => $value) {
    ok("$name is text", is_string($name) && is_string($value));
}

// the transport gets the very same
$script = new Script(answer(200, generated()));
client(['transport' => $script])->generateOrder(order(), 'my-id');
$sent = $script->requests[0];
same('sent: body', $request->body, $sent->body);
same('sent: url', $request->url, $sent->url);
same('sent: names of headers', array_keys($headers), array_keys($sent->headers));
same(
    'sent: signature',
    signature(GENERATE, $sent->body, 'my-id', $sent->headers['Request-Timestamp']),
    $sent->headers['Signature']
);
ok('sent: now', abs(time() - strtotime($sent->headers['Request-Timestamp'])) <= 2);

// app_info goes into the User-Agent
$agent = client(['app_info' => ['name' => 'my-shop', 'version' => '1.2']])->prepareOrder(order())->headers['User-Agent'];
holds_text('app_info', 'my-shop/1.2', $agent);
holds_text('app_info beside ours', 'doku_akulaku/' . DokuAkulaku::VERSION, $agent);

// timestamps
foreach ([0 => '1970-01-01T00:00:00Z', 951782400 => '2000-02-29T00:00:00Z', 1798761599 => '2026-12-31T23:59:59Z', 253402300799 => '9999-12-31T23:59:59Z'] as $time => $text) {
    same("timestamp $time", $text, $client->prepareOrder(order(), null, $time)->headers['Request-Timestamp']);
}
foreach ([253402300800, PHP_INT_MAX, -1, PHP_INT_MIN] as $time) {
    throws("timestamp $time", ValueError::class, fn () => $client->prepareOrder(order(), null, $time));
}

// the Request-Id
$ids = [];
for ($i = 0; $i < 200; $i++) {
    $id = $client->prepareOrder(order())->requestId;
    ok("UUID v4: $id", preg_match('/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/D', $id) === 1);
    $ids[$id] = true;
}
same('all different', 200, count($ids));
foreach (['x', '!', '~', 'order-7/attempt-2', str_repeat('x', 128)] as $id) {
    same("id $id", $id, $client->prepareOrder(order(), $id)->requestId);
}
foreach (['', ' ', 'a b', "a\n", "a\r\nX: y", "a\0", "caf\u{e9}", "\x7f", str_repeat('x', 129)] as $id) {
    foreach (['prepareOrder', 'generateOrder'] as $method) {
        throws("$method id " . bin2hex(substr($id, 0, 8)), ValueError::class, fn () => client(['transport' => new Script(answer(200, generated()))])->$method(order(), $id));
    }
    throws('cancel id', ValueError::class, fn () => $client->cancelOrder(cancellation(), $id));
    throws('refund id', ValueError::class, fn () => $client->refundOrder(refund(), $id));
    throws('request id', ValueError::class, fn () => $client->request('POST', '/x', [], $id));
}
finish();
?>
--EXPECT--
done
