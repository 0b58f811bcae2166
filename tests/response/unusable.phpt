--TEST--
An answer that came and is unusable: ResponseException with its reason
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$methods = [
    'generateOrder' => [order(), generated()],
    'cancelOrder' => [cancellation(), cancelled()],
    'refundOrder' => [refund(), refunded()],
    'checkStatus' => [INVOICE, status_body()],
];
$unusable = function (string $method, array $answer, string $reason, string $label) use ($methods): void {
    $script = new Script($answer);
    $client = client(['transport' => $script, 'retries' => 0]);
    $thrown = throws("$method $label", DokuAkulaku\ResponseException::class, fn () => $client->$method($methods[$method][0]));
    if ($thrown instanceof DokuAkulaku\ResponseException) {
        same("$method $label: reason", $reason, $thrown->getReason());
        same("$method $label: status", $answer['status'], $thrown->getHttpStatus());
        same("$method $label: attempts", 1, $thrown->getAttempts());
        same("$method $label: request id", $script->requests[0]->requestId, $thrown->getRequestId());
        // where it could be read, it is there
        $isObject = $reason !== 'not_json' && $reason !== 'too_large' && str_starts_with(ltrim($answer['body']), '{');
        same("$method $label: response", $isObject, $thrown->getResponse() !== null);
        same("$method $label: its body", $isObject ? $answer['body'] : null, $thrown->getResponse()?->rawBody);
    }
};
foreach ($methods as $method => [$argument, $body]) {
    $good = json($body);
    $not = [
        'empty' => '',
        'white space' => "  \n",
        'HTML' => '<html><body>OK</body></html>',
        'cut' => substr($good, 0, -1),
        'half' => substr($good, 0, intdiv(strlen($good), 2)),
        'trailing data' => "$good x",
        'two documents' => $good . $good,
        'trailing comma' => substr($good, 0, -1) . ',}',
        'single quotes' => str_replace('"', "'", $good),
        'NaN' => str_replace('90000', 'NaN', $good),
        'Infinity' => str_replace('90000', 'Infinity', $good),
        'comment' => "/* */$good",
        'leading zero' => str_replace('90000', '090000', $good),
        'plus sign' => str_replace('90000', '+90000', $good),
        'hex' => str_replace('90000', '0x15f90', $good),
        'duplicate keys' => substr($good, 0, -1) . ',"order":{"invoice_number":"' . INVOICE . '","amount":90000}}',
        'nested duplicate keys' => str_replace('"amount":90000', '"amount":90000,"amount":90000', $good),
        'NUL key' => substr($good, 0, -1) . ',"a\u0000b":1}',
        'bad UTF-8' => str_replace('90000', "90000,\"x\":\"\xff\"", $good),
        'lone surrogate' => str_replace('90000', '90000,"x":"\ud800"', $good),
        'control character' => str_replace('90000', "90000,\"x\":\"\n\"", $good),
        'unknown escape' => str_replace('90000', '90000,"x":"\q"', $good),
        'byte order mark' => "\xef\xbb\xbf$good",
        'NUL behind' => "$good\0",
        'depth 33' => substr($good, 0, -1) . ',"x":' . str_repeat('[', 32) . str_repeat(']', 32) . '}',
    ];
    foreach ($not as $label => $raw) {
        $unusable($method, answer(200, $raw), 'not_json', $label);
    }
    foreach (['[]', '[1]', '"text"', '1', 'null', 'true'] as $raw) {
        $unusable($method, answer(200, $raw), 'wrong_shape', "top level $raw");
    }
    $unusable($method, answer(200, '{}'), 'wrong_shape', 'empty object');
    $unusable($method, answer(200, '{"x":1}'), 'wrong_shape', 'another object');
    if ($method !== 'checkStatus') {
        $unusable($method, answer(200, ['order' => $body['order']]), 'wrong_shape', 'no deciding field');
    }
    // white space around JSON is JSON
    $response = client(['transport' => new Script(answer(200, " \n\t$good\r\n"))])->$method($argument);
    ok("$method: white space around", $response->succeeded);
    // 32 levels are fine
    $deep = substr($good, 0, -1) . ',"x":' . str_repeat('[', 31) . str_repeat(']', 31) . '}';
    ok("$method: 32 levels", client(['transport' => new Script(answer(200, $deep))])->$method($argument)->succeeded);
}
$deciding = ['generateOrder' => 'payment.status', 'cancelOrder' => 'cancel.status'];
foreach ($deciding as $method => $path) {
    foreach ([Remove::It, null, 7, true, [], ''] as $value) {
        $unusable($method, answer(200, changed($methods[$method][1], [$path => $value])), 'wrong_shape', "$path " . get_debug_type($value));
    }
    [$parent] = explode('.', $path);
    foreach (['x', null, [], [['status' => 'SUCCESS']]] as $value) {
        $unusable($method, answer(200, changed($methods[$method][1], [$parent => $value])), 'wrong_shape', "$parent " . get_debug_type($value));
    }
}
// DOKU leaves fields out of a status answer in some states: the order is there, its state is not known
foreach ([['transaction.status' => Remove::It], ['transaction.status' => null], ['transaction' => Remove::It], ['transaction' => null]] as $changes) {
    $response = client(['transport' => new Script(answer(200, status_body($changes)))])->checkStatus(INVOICE);
    same('check without a state', [true, DokuAkulaku\Status::Unknown], [$response->succeeded, $response->status]);
}
$unusable('refundOrder', answer(200, refunded(['refund' => Remove::It, 'payment.status' => Remove::It])), 'wrong_shape', 'neither field');

// another order's answer
$others = ['generateOrder' => 'generated', 'cancelOrder' => 'cancelled', 'refundOrder' => 'refunded'];
foreach ($others as $method => $sample) {
    $unusable($method, answer(200, $sample(['order.invoice_number' => 'INV-OTHER'])), 'mismatch', 'another invoice');
    $unusable($method, answer(200, $sample(['order.invoice_number' => strtolower(INVOICE)])), 'mismatch', 'invoice in lower case');
}
$unusable('checkStatus', answer(200, status_body(['order.invoice_number' => 'INV-OTHER', 'transaction.original_request_id' => 'other'])), 'mismatch', 'another invoice');
$unusable('generateOrder', answer(200, generated(['order.amount' => 90001])), 'mismatch', 'another amount');
$unusable('generateOrder', answer(200, generated(['order.amount' => '9000'])), 'mismatch', 'another amount as text');
$unusable('generateOrder', answer(200, generated(['order.amount' => 0])), 'mismatch', 'amount 0');
$unusable('generateOrder', answer(200, str_replace('"amount":90000', '"amount":9e5', json(generated()))), 'mismatch', 'amount 9e5');
// the amount is compared for generate only
ok('cancel: amount is DOKU\'s word', client(['transport' => new Script(answer(200, cancelled(['order.amount' => 1])))])->cancelOrder(cancellation())->amount === 1);
// a look-up by Request-Id finds its order
$byId = client(['transport' => new Script(answer(200, status_body()))])->checkStatus('baec7d95-f30a-4b78-b711-6ebe0ccdf50b');
same('by Request-Id', INVOICE, $byId->invoiceNumber);

// too large: body of 1 MiB, 100 headers, 64 KiB of headers
$pad = fn (int $bytes) => json(generated(['x' => str_repeat('x', $bytes - strlen(json(generated(['x' => '']))))]));
ok('1 MiB', client(['transport' => new Script(answer(200, $pad(1 << 20)))])->generateOrder(order())->succeeded);
$unusable('generateOrder', answer(200, $pad((1 << 20) + 1)), 'too_large', 'a byte over 1 MiB');
$headers = [];
for ($i = 0; $i < 101; $i++) {
    $headers["X-Header-$i"] = 'x';
}
$unusable('generateOrder', answer(200, generated(), $headers), 'too_large', '101 headers');
$unusable('generateOrder', answer(200, generated(), ['X' => str_repeat('x', 65537)]), 'too_large', '64 KiB of headers');
ok('90 headers', client(['transport' => new Script(answer(200, generated(), array_slice($headers, 0, 90)))])->generateOrder(order())->succeeded);

// a 4xx that is no JSON object, or one that speaks of an order as if it were made
foreach ([400, 401, 403, 404, 405, 413, 422, 451] as $status) {
    foreach (['<html>blocked</html>', '', 'no', '[]', '"no"', json(['payment' => ['status' => 'PENDING']])] as $raw) {
        $thrown = null;
        try {
            client(['transport' => new Script(answer($status, $raw))])->generateOrder(order());
        } catch (Throwable $thrown) {
        }
        ok("$status $raw: " . ($thrown ? $thrown::class : 'nothing'), $thrown instanceof DokuAkulaku\ResponseException);
        if ($thrown instanceof DokuAkulaku\ResponseException) {
            ok("$status $raw: reason", in_array($thrown->getReason(), ['not_json', 'wrong_shape'], true));
            same("$status $raw: attempts", 1, $thrown->getAttempts());
        }
    }
}
finish();
?>
--EXPECT--
done
