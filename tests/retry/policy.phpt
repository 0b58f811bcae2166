--TEST--
Retries: after which outcome, how often, same Request-Id and body bytes, fresh timestamp and signature
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$started = microtime(true);
$methods = [
    'generateOrder' => [order(), generated()],
    'cancelOrder' => [cancellation(), cancelled()],
    'refundOrder' => [refund(), refunded()],
    'checkStatus' => [INVOICE, status_body()],
];
$retried = [
    408 => answer(408), 429 => answer(429), 500 => answer(500), 502 => answer(502), 503 => answer(503), 504 => answer(504),
    'a 2xx that is not JSON' => answer(200, '<html>'), 'an empty 200' => answer(200), 'a 201 that is not JSON' => answer(201, 'x'),
    'connection failure' => new DokuAkulaku\ConnectionException('refused'),
    'unknown' => new DokuAkulaku\IndeterminateException('cut off'),
];
$final = [
    301 => answer(301), 302 => answer(302, '', ['Location' => '/x']), 303 => answer(303), 304 => answer(304), 307 => answer(307), 308 => answer(308),
    400 => refusal(400, 'x'), 401 => refusal(401, 'x'), 403 => refusal(403, 'x'), 404 => refusal(404, 'x'), 410 => refusal(410, 'x'),
    418 => refusal(418, 'x'), 422 => refusal(422, 'x'), 'HTML 403' => answer(403, '<html>'),
    501 => answer(501), 505 => answer(505), 507 => answer(507), 520 => answer(520), 599 => answer(599),
    'wrong_shape' => answer(200, '{}'), 'mismatch' => answer(200, generated(['order.invoice_number' => 'X'])),
    'a list' => answer(200, '[]'),
];
foreach ($methods as $method => [$argument, $body]) {
    $conflicts = $method === 'checkStatus' ? [] : [
        'a 409 without the answer' => answer(409), 'in flight' => refusal(409, 'idempotent_request'),
    ];
    foreach ($retried + $conflicts as $label => $answer) {
        foreach ([0, 1, 2, 4] as $retries) {
            $script = new Script($answer);
            $thrown = null;
            try {
                client(['transport' => $script, 'retries' => $retries])->$method($argument);
            } catch (DokuAkulaku\Exception $thrown) {
            }
            same("$method $label, retries $retries", $retries + 1, $script->calls());
            if ($thrown instanceof DokuAkulaku\IndeterminateException) {
                same("$method $label, retries $retries: getAttempts", $retries + 1, $thrown->getAttempts());
            }
            $ids = array_unique(array_map(fn ($request) => $request->requestId, $script->requests));
            $bodies = array_unique(array_map(fn ($request) => $request->body, $script->requests));
            same("$method $label: one Request-Id", 1, count($ids));
            same("$method $label: one body", 1, count($bodies));
        }
        // and then the answer
        $script = new Script($answer, $answer, answer(200, $body));
        $response = client(['transport' => $script])->$method($argument);
        same("$method $label, then the answer", [true, 3], [$response->succeeded, $response->attempts]);
    }
    foreach ($final as $label => $answer) {
        $script = new Script($answer);
        try {
            client(['transport' => $script, 'retries' => 3])->$method($argument);
            ok("$method $label must throw", $method === 'checkStatus' && $label === 'mismatch');
        } catch (DokuAkulaku\Exception) {
        }
        same("$method $label is not retried", 1, $script->calls());
    }
}
// the default is two further attempts
$script = new Script(answer(500));
throws('default', DokuAkulaku\IndeterminateException::class, fn () => client(['transport' => $script])->generateOrder(order()));
same('default retries', 3, $script->calls());

// a given Request-Id is kept
$script = new Script(answer(500), answer(200, generated()));
client(['transport' => $script])->generateOrder(order(), 'order-1-try-1');
same('given id', ['order-1-try-1', 'order-1-try-1'], array_map(fn ($request) => $request->requestId, $script->requests));

// without waiting: all of the above took hundreds of retries
ok('no waiting', microtime(true) - $started < 60);

// fresh timestamp and signature: the transport waits until the second has changed on every clock of the system, of which
// some lag by a few milliseconds
$script = new Script(function ($request) {
    $second = substr($request->headers['Request-Timestamp'], 0, 19);
    while (gmdate('Y-m-d\TH:i:s', (int) (microtime(true) - 0.1)) <= $second) {
        usleep(20000);
    }
    return answer(503);
}, answer(200, generated()));
client(['transport' => $script])->generateOrder(order());
[$first, $second] = $script->requests;
ok('fresh timestamp', $first->headers['Request-Timestamp'] < $second->headers['Request-Timestamp']);
foreach ([$first, $second] as $index => $request) {
    same("signature $index", signature(GENERATE, $request->body, $request->requestId, $request->headers['Request-Timestamp']), $request->headers['Signature']);
}
finish();
?>
--EXPECT--
done
