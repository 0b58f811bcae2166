--TEST--
verify_response: report, require, off; a GET with or without Digest; rotation
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$answers = [ // what is signed how: a body for the Digest, or null for none
    'right' => fn ($request, $body) => answer_headers($request, $body),
    'without Digest' => fn ($request, $body) => answer_headers($request, null),
    'unpadded' => fn ($request, $body) => array_map(fn ($value) => rtrim($value, '='), answer_headers($request, $body)),
    'lower case names' => fn ($request, $body) => array_change_key_case(answer_headers($request, $body)),
    'old secret' => fn ($request, $body) => answer_headers($request, $body, 'old-secret'),
    'unsigned' => fn ($request, $body) => [],
    'other secret' => fn ($request, $body) => answer_headers($request, $body, 'other-secret'),
    'other body' => fn ($request, $body) => answer_headers($request, "$body "),
    'request layout' => fn ($request, $body) => ['Signature' => signature($request->requestTarget, $body, $request->requestId, '2021-07-07T08:45:43Z')] + answer_headers($request, $body),
    'other timestamp' => fn ($request, $body) => ['Response-Timestamp' => '2021-07-07T08:45:44Z'] + answer_headers($request, $body),
    'other target' => fn ($request, $body) => ['Signature' => signature('/x', $body, $request->requestId, '2021-07-07T08:45:43Z', true)] + answer_headers($request, $body),
    'garbage' => fn ($request, $body) => ['Signature' => 'HMACSHA256=AAAA'] + answer_headers($request, $body),
    'signed for the id that it echoes' => fn ($request, $body) => [
        'Client-Id' => CLIENT_ID,
        'Request-Id' => 'another',
        'Response-Timestamp' => '2021-07-07T08:45:43Z',
        'Signature' => signature($request->requestTarget, $body, 'another', '2021-07-07T08:45:43Z', true),
    ],
    'echoes another id, signed for ours' => fn ($request, $body) => ['Request-Id' => 'another', 'Client-Id' => 'another'] + answer_headers($request, $body),
];
$valid = [ // POST, GET
    'right' => [true, true],
    'without Digest' => [false, true],
    'unpadded' => [true, true],
    'lower case names' => [true, true],
    'old secret' => [true, true],
    'unsigned' => [null, null],
    'other secret' => [false, false],
    'other body' => [false, false],
    'request layout' => [false, false],
    'other timestamp' => [false, false],
    'other target' => [false, false],
    'garbage' => [false, false],
    'signed for the id that it echoes' => [false, false],
    'echoes another id, signed for ours' => [true, true],
];
$methods = [
    'generateOrder' => [order(), generated()],
    'cancelOrder' => [cancellation(), cancelled()],
    'refundOrder' => [refund(), refunded()],
    'checkStatus' => [INVOICE, status_body()],
];
foreach ($methods as $method => [$argument, $body]) {
    $isGet = $method === 'checkStatus';
    foreach ($answers as $label => $headers) {
        $expected = $valid[$label][(int) $isGet];
        foreach ($isGet ? [200] : [200, 409] as $status) {
            foreach (['report', 'require', 'off'] as $mode) {
                $client = client([
                    'verify_response' => $mode,
                    'retries' => 0,
                    'transport' => fn ($request) => answer($status, $body, $headers($request, json($body))),
                ], [SECRET, 'old-secret']);
                $name = "$method $status $mode, $label";
                if ($mode === 'require' && ($isGet ? $expected === false : $expected !== true)) {
                    $thrown = throws($name, DokuAkulaku\ResponseException::class, fn () => $client->$method($argument));
                    if ($thrown instanceof DokuAkulaku\ResponseException) {
                        same("$name: reason", 'signature', $thrown->getReason());
                        lacks_text("$name: expected signature", substr(answer_headers($client->prepareOrder(order()), '')['Signature'], 11, 20), $thrown->getMessage());
                    }
                    continue;
                }
                $response = $client->$method($argument);
                same("$name: signatureValid", $mode === 'off' ? null : $expected, $response->signatureValid);
                ok("$name: succeeded", $response->succeeded);
                same("$name: timestamp", array_change_key_case($headers($client->prepareOrder(order()), ''))['response-timestamp'] ?? null, $response->timestamp);
            }
        }
    }
}

// the default is report
$client = client(['transport' => fn ($request) => answer(200, generated(), answer_headers($request, 'x'))]);
same('default', false, $client->generateOrder(order())->signatureValid);

// refusals are never required to be signed
foreach ([400, 404] as $status) {
    $client = client(['verify_response' => 'require', 'transport' => new Script(refusal($status, 'x', 'y'))]);
    throws("refusal $status", DokuAkulaku\ApiException::class, fn () => $client->generateOrder(order()));
}
throws('a lone message', DokuAkulaku\ApiException::class, fn () => client(['verify_response' => 'require', 'transport' => new Script(answer(200, ['message' => 'Order Not Found']))])->checkStatus('X'));

// request() too
$body = ['a' => 1];
$client = client(['verify_response' => 'require', 'transport' => fn ($request) => answer(200, $body, answer_headers($request, json($body)))]);
same('request() POST', true, $client->request('POST', '/x/y', ['b' => 2])->signatureValid);
same('request() GET', true, $client->request('GET', '/x/y')->signatureValid);
finish();
?>
--EXPECT--
done
