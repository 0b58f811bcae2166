--TEST--
Unknown is sticky: once an attempt may have reached DOKU, only a definite answer settles the call
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

use DokuAkulaku\ApiException;
use DokuAkulaku\ConnectionException;
use DokuAkulaku\IndeterminateException;
use DokuAkulaku\ResponseException;

$cut = fn () => new IndeterminateException('cut off');
$down = fn () => new ConnectionException('refused');
$good = answer(200, generated());
$unknowns = [
    'cut off' => $cut(), '500' => answer(500), '408' => answer(408), 'HTML 200' => answer(200, '<html>'),
    'in flight' => refusal(409, 'idempotent_request'), '409 without' => answer(409), '503' => answer(503),
];
$refusals = [
    'connection' => [$down(), ConnectionException::class],
    '400' => [refusal(400, 'invalid_signature'), ApiException::class],
    '404' => [refusal(404, 'x'), ApiException::class],
    '429' => [refusal(429, 'slow'), ApiException::class],
];
foreach ($unknowns as $first => $unknown) {
    foreach ($refusals as $then => [$refusal, $class]) {
        $script = new Script($unknown, $refusal);
        $thrown = null;
        try {
            client(['transport' => $script])->generateOrder(order());
        } catch (Throwable $thrown) {
        }
        $label = "$first, then $then";
        ok("$label: Indeterminate, got " . ($thrown ? $thrown::class : 'nothing'), $thrown instanceof IndeterminateException);
        $previous = $thrown?->getPrevious();
        ok("$label: previous is $class, got " . ($previous ? $previous::class : 'nothing'), $previous instanceof $class);
        same("$label: attempts", $script->calls(), $thrown instanceof IndeterminateException ? $thrown->getAttempts() : null);
        same("$label: request id", $script->requests[0]->requestId, $thrown?->getRequestId());
        same("$label: request id of the previous", $script->requests[0]->requestId, $previous?->getRequestId());
    }
    // a definite answer settles it
    foreach ([200 => false, 409 => true] as $status => $replayed) {
        $script = new Script($unknown, answer($status, generated()));
        $response = client(['transport' => $script])->generateOrder(order());
        same("$first, then $status", [true, $replayed, 2], [$response->succeeded, $response->replayed, $response->attempts]);
    }
    // and so does an answer that says FAILED
    $response = client(['transport' => new Script($unknown, answer(409, generated(['payment.status' => 'FAILED'])))])->generateOrder(order());
    same("$first, then FAILED", [false, true], [$response->succeeded, $response->replayed]);
    // an unusable answer does not
    $thrown = null;
    try {
        client(['transport' => new Script($unknown, answer(200, '{}'))])->generateOrder(order());
    } catch (Throwable $thrown) {
    }
    ok("$first, then wrong_shape", $thrown instanceof IndeterminateException);
}

// without an unknown attempt before it, a refusal is a refusal
foreach ([[$down(), refusal(400, 'x')], [refusal(429, 'x'), refusal(400, 'x')], [$down(), $down(), refusal(404, 'x')]] as $index => $answers) {
    $thrown = throws("known only $index", ApiException::class, fn () => client(['transport' => new Script(...$answers)])->generateOrder(order()));
    same("known only $index: previous", null, $thrown?->getPrevious());
}
throws('refused, then refused', ConnectionException::class, fn () => client(['transport' => new Script($down())])->generateOrder(order()));
throws('429, then refused', ConnectionException::class, fn () => client(['transport' => new Script(refusal(429, 'x'), $down())])->generateOrder(order()));
throws('refused, then 429', ApiException::class, fn () => client(['transport' => new Script($down(), refusal(429, 'x'))])->generateOrder(order()));
$response = client(['transport' => new Script($down(), $down(), $good)])->generateOrder(order());
same('refused twice, then done', [true, 3], [$response->succeeded, $response->attempts]);

// unknown in the middle
$thrown = throws('refused, cut off, refused', IndeterminateException::class, fn () => client(['transport' => new Script($down(), $cut(), $down())])->generateOrder(order()));
ok('previous', $thrown->getPrevious() instanceof ConnectionException);
same('attempts', 3, $thrown->getAttempts());

// what the transport throws about one attempt does not leak its own message instead of ours
$thrown = throws('cut off only', IndeterminateException::class, fn () => client(['transport' => new Script($cut()), 'retries' => 0])->generateOrder(order(), 'id-1'));
same('request id', 'id-1', $thrown->getRequestId());
same('attempts', 1, $thrown->getAttempts());

// for GET the classes are the same
$thrown = throws('check: cut off, then 404', IndeterminateException::class, fn () => client(['transport' => new Script($cut(), refusal(404, 'x'))])->checkStatus('X'));
ok('check: previous', $thrown->getPrevious() instanceof ApiException);

// an exception speaks for its call only: the next call starts afresh
$client = client(['transport' => new Script($cut(), refusal(400, 'x')), 'retries' => 0]);
throws('first call', IndeterminateException::class, fn () => $client->generateOrder(order(), 'same-id'));
throws('second call', ApiException::class, fn () => $client->generateOrder(order(), 'same-id'));
finish();
?>
--EXPECT--
done
