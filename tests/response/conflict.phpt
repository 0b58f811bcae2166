--TEST--
HTTP 409: the original answer is a success with replayed; without it the outcome is unknown
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$methods = [
    'generateOrder' => [order(), generated(), 'generated'],
    'cancelOrder' => [cancellation(), cancelled(), 'cancelled'],
    'refundOrder' => [refund(), refunded(), 'refunded'],
];
foreach ($methods as $method => [$payload, $body, $sample]) {
    $script = new Script(answer(409, $body));
    $response = client(['transport' => $script])->$method($payload);
    same("$method replayed", true, $response->replayed);
    same("$method succeeded", true, $response->succeeded);
    same("$method httpStatus", 409, $response->httpStatus);
    same("$method attempts", 1, $response->attempts);
    same("$method identifiers", identifiers(), $response->identifiers);
    same("$method one attempt", 1, $script->calls());

    // without it: retried, then Indeterminate
    $without = [
        'empty' => answer(409),
        'HTML' => answer(409, '<html>Conflict</html>'),
        'empty object' => answer(409, '{}'),
        'idempotent_request' => refusal(409, 'idempotent_request'),
        'another error object' => refusal(409, 'other'),
        'a message' => answer(409, ['message' => 'Conflict']),
    ];
    foreach ($without as $label => $answer) {
        $script = new Script($answer);
        $thrown = null;
        try {
            client(['transport' => $script, 'retries' => 2])->$method($payload);
        } catch (Throwable $thrown) {
        }
        ok("$method $label: " . ($thrown ? $thrown::class : 'nothing'), $thrown instanceof DokuAkulaku\IndeterminateException);
        if ($thrown instanceof DokuAkulaku\IndeterminateException) {
            same("$method $label: status", 409, $thrown->getHttpStatus());
            same("$method $label: attempts", 3, $thrown->getAttempts());
        }
        same("$method $label: retried", 3, $script->calls());
    }
    // the original comes on the second try
    $script = new Script(refusal(409, 'idempotent_request'), answer(409, $body));
    $response = client(['transport' => $script])->$method($payload);
    same("$method in flight, then the original", [true, true, 2], [$response->replayed, $response->succeeded, $response->attempts]);
    same("$method the same Request-Id", $script->requests[0]->requestId, $script->requests[1]->requestId);

    // another order's answer is no original
    $thrown = throws("$method another order", DokuAkulaku\ResponseException::class, fn () => client(['transport' => new Script(answer(409, $sample(['order.invoice_number' => 'X']))), 'retries' => 0])->$method($payload));
    same("$method another order: reason", 'mismatch', $thrown->getReason());
    holds_text("$method another order: whose it is", 'already belongs to a call for invoice "X"', $thrown->getMessage());
    holds_text("$method another order: repeating", 'cannot help', $thrown->getMessage());
    lacks_text("$method another order: no advice to repeat", 'repeat the call with the same', $thrown->getMessage());
    // DOKU's own words are told
    $thrown = throws("$method duplicate", DokuAkulaku\IndeterminateException::class, fn () => client(['transport' => new Script(refusal(409, 'duplicate_invoice', 'INVOICE ALREADY USED')), 'retries' => 0])->$method($payload));
    holds_text("$method duplicate: code", 'duplicate_invoice', $thrown->getMessage());
    holds_text("$method duplicate: words", 'INVOICE ALREADY USED', $thrown->getMessage());
}

// the code idempotent_request means "in flight" at any status
foreach ([400, 409, 422, 425] as $status) {
    $script = new Script(refusal($status, 'idempotent_request'));
    $thrown = throws("idempotent_request at $status", DokuAkulaku\IndeterminateException::class, fn () => client(['transport' => $script, 'retries' => 0])->generateOrder(order()));
    same("idempotent_request at $status: code", 'idempotent_request', $thrown?->getErrorCode());
    same("idempotent_request at $status: status", $status, $thrown?->getHttpStatus());
}
finish();
?>
--EXPECT--
done
