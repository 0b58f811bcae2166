--TEST--
request(): methods, paths, payloads; checkStatus(): ids
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$script = new Script(answer(200, ['hello' => 'world']));
$client = client(['transport' => $script]);
foreach (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as $method) {
    foreach ([null, ['b' => ['c' => 1.5], 'l' => [1, 2]], []] as $payload) {
        if ($method === 'GET' && $payload !== null) {
            throws('GET with a payload', ValueError::class, fn () => $client->request('GET', '/x', $payload));
            continue;
        }
        $response = $client->request($method, '/some/v1/path', $payload, 'my-id');
        $request = end($script->requests);
        same("$method method", $method, $request->method);
        same("$method target", '/some/v1/path', $request->requestTarget);
        same("$method url", 'https://api-sandbox.doku.com/some/v1/path', $request->url);
        same("$method id", 'my-id', $request->requestId);
        same("$method body", $payload === null ? '' : ($payload === [] ? '{}' : json($payload)), $request->body);
        same(
            "$method signature",
            signature('/some/v1/path', $payload === null ? null : $request->body, 'my-id', $request->headers['Request-Timestamp']),
            $request->headers['Signature']
        );
        same("$method Content-Type", $payload !== null, isset($request->headers['Content-Type']));
        same("$method answer", ['hello' => 'world'], $response->body);
        same("$method succeeded", true, $response->succeeded);
        same("$method status", DokuAkulaku\Status::Unknown, $response->status);
    }
}
foreach (['get', 'Post', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT', '', ' GET', "GET\r\n", "GET\0"] as $method) {
    throws("method $method", ValueError::class, fn () => $client->request($method, '/x'));
}

$sent = $script->calls();
$bad = [
    '', 'x', 'x/y', 'https://example.com/x', '/a b', "/a\nb", "/a\r\nX: y", "/a\0", "/a\tb", "/a\x7f", '/a#b', '#',
    '/.', '/..', '/./a', '/../a', '/a/.', '/a/..', '/a/./b', '/a/../b', '/%2e', '/%2E%2e/a', '/a/.%2e', ' /a',
];
foreach ($bad as $path) {
    throws('path ' . json_encode($path), ValueError::class, fn () => $client->request('POST', $path, []));
}
foreach (['/', '/a', '/a/b/', '/a.b', '/...', '/a..b', '/.a', '/a%20b', '/a?b=c', '/a;b=c:d@e', '/~a_b-c'] as $path) {
    $client->request('GET', $path);
    same("path $path", $path, end($script->requests)->requestTarget);
}
same('nothing bad was sent', $sent + 11, $script->calls());

// payloads: no field rules, but what cannot be JSON is refused
foreach ([NAN, new stdClass(), "\xff", fn () => 1] as $value) {
    throws('payload ' . get_debug_type($value), DokuAkulaku\ValidationException::class, fn () => $client->request('POST', '/x', ['a' => [$value]]));
}
$client->request('POST', '/x', ['order' => ['amount' => '1.5', 'refund' => ['amount' => 1]]]);
same('no rule of another call', '{"order":{"amount":"1.5","refund":{"amount":1}}}', end($script->requests)->body);

// answers
same('204', [true, 204, [], ''], (function () {
    $response = client(['transport' => new Script(answer(204))])->request('DELETE', '/x');
    return [$response->succeeded, $response->httpStatus, $response->body, $response->rawBody];
})());
same('a list', [1, 2], client(['transport' => new Script(answer(200, '[1,2]'))])->request('GET', '/x')->body);
throws('a refusal', DokuAkulaku\ApiException::class, fn () => client(['transport' => new Script(refusal(400, 'x'))])->request('POST', '/x', []));
throws('unknown', DokuAkulaku\IndeterminateException::class, fn () => client(['transport' => new Script(answer(500))])->request('POST', '/x', []));
$thrown = throws('not JSON', DokuAkulaku\ResponseException::class, fn () => client(['transport' => new Script(answer(200, 'x'))])->request('POST', '/x', []));
same('not JSON: reason', 'not_json', $thrown->getReason());

// ids of checkStatus: percent-encoded outside RFC 3986's unreserved set
$named = fn ($request) => rawurldecode(substr($request->requestTarget, strlen(STATUS)));
$script = new Script(fn ($request) => answer(200, ['transaction' => ['status' => 'PENDING'], 'order' => ['invoice_number' => $named($request)]]));
$client = client(['transport' => $script]);
foreach (['INV-1', 'a/b', 'a b', 'a?b#c', '%41', "caf\u{e9}", 'a+b=c&d', '~a_b-c.d', '...', '.a', '0', '*!\'()'] as $id) {
    $client->checkStatus($id);
    same('id ' . json_encode($id, JSON_PARTIAL_OUTPUT_ON_ERROR), STATUS . rawurlencode($id), end($script->requests)->requestTarget);
}
foreach (['', '.', '..', "a\nb", "a\r", "\0", "a\tb", "\x7f", "\u{85}", "a\u{2028}", "a\u{2029}b", "\u{9b}", "\xff", "\xc3", "\xed\xa0\x80"] as $id) {
    throws("id '$id'", ValueError::class, fn () => $client->checkStatus($id));
}
finish();
?>
--EXPECT--
done
