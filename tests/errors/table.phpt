--TEST--
The exception table, row by row
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

use DokuAkulaku\ApiException;
use DokuAkulaku\ConnectionException;
use DokuAkulaku\IndeterminateException;
use DokuAkulaku\ResponseException;

$methods = [
    'generateOrder' => order(),
    'cancelOrder' => cancellation(),
    'refundOrder' => refund(),
    'checkStatus' => INVOICE,
];
$rows = [ // answer, class, HTTP status
    [new ConnectionException('refused'), ConnectionException::class, null],
    [new IndeterminateException('cut off'), IndeterminateException::class, null],
    [refusal(400, 'invalid_signature'), ApiException::class, 400],
    [refusal(401, 'x'), ApiException::class, 401],
    [refusal(404, 'x'), ApiException::class, 404],
    [refusal(422, 'x'), ApiException::class, 422],
    [refusal(429, 'x'), ApiException::class, 429],
    [answer(429, '<html>'), ApiException::class, 429],
    [answer(429), ApiException::class, 429],
    [answer(400, '<html>'), ResponseException::class, 400],
    [answer(403, ''), ResponseException::class, 403],
    [answer(200, '<html>'), ResponseException::class, 200],
    [answer(200, '{}'), ResponseException::class, 200],
];
foreach ([300, 301, 302, 303, 304, 305, 307, 308, 399, 408, 500, 501, 502, 503, 504, 505, 511, 599] as $status) {
    $rows[] = [answer($status, '<html>', $status < 400 ? ['Location' => 'https://example.com/'] : []), IndeterminateException::class, $status];
    // an envelope or DOKU's own words make no difference
    $rows[] = [refusal($status, 'internal', 'INTERNAL SERVER ERROR'), IndeterminateException::class, $status];
    $rows[] = [answer($status, generated()), IndeterminateException::class, $status];
}
foreach ($methods as $method => $argument) {
    foreach ($rows as $number => [$answer, $class, $status]) {
        foreach ([0, 2] as $retries) {
            $script = new Script($answer);
            $label = "$method row $number ($class $status) retries $retries";
            $thrown = throws($label, $class, fn () => client(['transport' => $script, 'retries' => $retries])->$method($argument));
            if ($thrown === null || $thrown::class !== $class) {
                continue;
            }
            same("$label: request id", $script->requests[0]->requestId, $thrown->getRequestId());
            if ($thrown instanceof IndeterminateException || $thrown instanceof ApiException) {
                same("$label: status", $status, $thrown->getHttpStatus());
            }
            if ($thrown instanceof IndeterminateException) {
                same("$label: attempts", $script->calls(), $thrown->getAttempts());
            }
            ok("$label: message", $thrown->getMessage() !== '');
            lacks_text("$label: no secret", SECRET, (string) $thrown);
            lacks_text("$label: no body", 'Menara Mulia', $thrown->getMessage());
            lacks_text("$label: no signature", 'HMACSHA256', $thrown->getMessage());
        }
    }
}

// an error code that came with an unknown outcome is told
$thrown = throws('code', IndeterminateException::class, fn () => client(['retries' => 0, 'transport' => new Script(refusal(500, 'internal_error'))])->generateOrder(order()));
same('getErrorCode', 'internal_error', $thrown->getErrorCode());
$thrown = throws('no code', IndeterminateException::class, fn () => client(['retries' => 0, 'transport' => new Script(answer(500))])->generateOrder(order()));
same('getErrorCode null', null, $thrown->getErrorCode());

// informational and impossible statuses from the transport are misuse, not a crash
foreach ([0, -1, 99, 100, 101, 199, 600, 999, 1000, PHP_INT_MAX] as $status) {
    $thrown = null;
    try {
        client(['retries' => 0, 'transport' => new Script(answer($status))])->generateOrder(order());
    } catch (Throwable $thrown) {
    }
    ok("status $status: " . ($thrown ? $thrown::class : 'nothing'), $thrown instanceof Error || $thrown instanceof IndeterminateException);
}
finish();
?>
--EXPECT--
done
