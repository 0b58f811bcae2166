--TEST--
A transport that returns or throws something else: an Error, or what it threw
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$good = answer(200, generated());
$bad = [
    'null' => null, 'text' => 'x', 'int' => 200, 'empty' => [], 'no status' => array_diff_key($good, ['status' => 1]),
    'no headers' => array_diff_key($good, ['headers' => 1]), 'no body' => array_diff_key($good, ['body' => 1]),
    'status as text' => ['status' => '200'] + $good, 'status null' => ['status' => null] + $good,
    'headers as text' => ['headers' => 'X: y'] + $good, 'body null' => ['body' => null] + $good,
    'body as array' => ['body' => []] + $good, 'header value as object' => ['headers' => ['X' => new stdClass()]] + $good,
    'object' => new stdClass(),
];
foreach ($bad as $label => $answer) {
    $script = new Script($answer);
    $thrown = null;
    try {
        client(['transport' => $script])->generateOrder(order());
    } catch (Throwable $thrown) {
    }
    ok("$label: misuse, got " . ($thrown ? $thrown::class : 'nothing'), $thrown instanceof TypeError || $thrown instanceof ValueError);
    same("$label: no retry", 1, $script->calls());
}

// anything else that it throws goes to the caller as it is
foreach ([new LogicException('mine'), new DomainException('mine'), new Error('mine'), new TypeError('mine'), new DokuAkulaku\ApiException('mine')] as $own) {
    $script = new Script($own);
    $thrown = null;
    try {
        client(['transport' => $script])->generateOrder(order());
    } catch (Throwable $thrown) {
    }
    same($own::class . ' arrives', $own, $thrown);
    same($own::class . ' is not retried', 1, $script->calls());
}

// header values: lists, ints, any case, other keys
$response = client(['transport' => fn ($request) => answer(200, generated(), array_map(fn ($value) => [$value], array_change_key_case(answer_headers($request, json(generated())), CASE_UPPER)))])->generateOrder(order());
same('lists and upper case', true, $response->signatureValid);

// a nested call of the same client
$client = null;
$client = client(['transport' => function ($request) use (&$client) {
    if ($request->requestId === 'outer') {
        same('inner', true, $client->generateOrder(order(), 'inner')->succeeded);
    }
    return answer(200, generated());
}]);
same('outer', 'outer', $client->generateOrder(order(), 'outer')->requestId);

// the transport's own arguments
$client = client(['transport' => function (...$arguments) {
    same('one argument', 1, count($arguments));
    ok('a Request', $arguments[0] instanceof DokuAkulaku\Request);
    return answer(200, generated());
}]);
$client->generateOrder(order());
$client = client(['transport' => function (DokuAkulaku\Request $request) {
    same('GET', ['GET', STATUS . 'a%2Fb', ''], [$request->method, $request->requestTarget, $request->body]);
    ok('no Digest line', $request->headers['Signature'] === signature($request->requestTarget, null, $request->requestId, $request->headers['Request-Timestamp']));
    return answer(200, ['order' => ['invoice_number' => 'a/b'], 'transaction' => ['status' => 'PENDING']]);
}]);
same('percent-encoded, signed as sent', 'a/b', $client->checkStatus('a/b')->invoiceNumber);
finish();
?>
--EXPECT--
done
