--TEST--
DOKU answered and refused: ApiException from every envelope
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$methods = [
    'generateOrder' => order(),
    'cancelOrder' => cancellation(),
    'refundOrder' => refund(),
    'checkStatus' => INVOICE,
];
$refused = function (string $label, string $method, array $answer, string $code, string $type, string $message) use ($methods): void {
    $script = new Script($answer);
    $thrown = throws($label, DokuAkulaku\ApiException::class, fn () => client(['transport' => $script])->$method($methods[$method]));
    if (!$thrown instanceof DokuAkulaku\ApiException) {
        return;
    }
    same("$label: status", $answer['status'], $thrown->getHttpStatus());
    same("$label: code", $code, $thrown->getErrorCode());
    same("$label: type", $type, $thrown->getErrorType());
    same("$label: message", $message, $thrown->getErrorMessage());
    same("$label: request id", $script->requests[0]->requestId, $thrown->getRequestId());
    same("$label: one attempt", 1, $script->calls());
    same("$label: previous", null, $thrown->getPrevious());
    holds_text("$label: DOKU's words are told", $message, $thrown->getMessage());
    $response = $thrown->getResponse();
    ok("$label: response", $response instanceof DokuAkulaku\Response);
    same("$label: response body", $answer['body'], $response?->rawBody);
    same("$label: response succeeded", false, $response?->succeeded);
    same("$label: response status", $answer['status'], $response?->httpStatus);
    same("$label: response message", $message, $response?->message);
};
foreach (array_keys($methods) as $method) {
    foreach ([400, 401, 403, 404, 422] as $status) {
        $refused("$method A $status", $method, refusal($status, 'invalid_signature', 'Invalid Header Signature'), 'invalid_signature', 'invalid_request_error', 'Invalid Header Signature');
        $refused("$method bare $status", $method, answer($status, ['code' => 'invalid_client_id', 'message' => 'Invalid Client-Id', 'type' => 't']), 'invalid_client_id', 't', 'Invalid Client-Id');
        $refused("$method B text $status", $method, answer($status, ['message' => 'Order Not Found']), '', '', 'Order Not Found');
        $refused("$method B list $status", $method, answer($status, ['message' => ['PAYMENT CHANNEL IS INACTIVE']]), '', '', 'PAYMENT CHANNEL IS INACTIVE');
    }
    $refused("$method A without code", $method, answer(400, ['error' => ['message' => 'Invalid format Header Request-Timestamp']]), '', '', 'Invalid format Header Request-Timestamp');
}
$refused('unrouted', 'checkStatus', answer(404, ['message' => 'No static resource x.']), '', '', 'No static resource x.');
// a JSON object is a refusal whatever its envelope, and its words are collected
$envelopes = [
    'error_messages' => [['error_messages' => ['order.invoice_number must be filled', 'b']], '', 'order.invoice_number must be filled; b'],
    'error_messages text' => [['error_messages' => 'order.amount must be filled'], '', 'order.amount must be filled'],
    'errors by field' => [['errors' => ['customer.phone' => 'is missing', 'customer.name' => ['a', 'b']]], '', 'customer.phone: is missing; a; b'],
    'errors list' => [['errors' => ['x', ['field' => 'a', 'message' => 'b']]], '', 'x; field: a; message: b'],
    'Spring' => [['timestamp' => '2026-11-25T04:00:00Z', 'status' => 400, 'error' => 'Bad Request', 'path' => '/x'], '', 'Bad Request'],
    'Spring with a message' => [['status' => 400, 'error' => 'Bad Request', 'message' => 'no body'], '', 'no body; Bad Request'],
    'SNAP' => [['responseCode' => '4005400', 'responseMessage' => 'Invalid Field Format {x}'], '4005400', 'Invalid Field Format {x}'],
    'FAILED' => [['order' => ['invoice_number' => INVOICE], 'payment' => ['status' => 'FAILED']], '', ''],
    'failed with words' => [['payment' => ['status' => ' failed'], 'cancel' => ['status' => 'FAILED', 'message' => 'no']], '', 'no'],
    'nothing known' => [['x' => 1], '', ''],
];
foreach ($envelopes as $label => [$body, $code, $message]) {
    foreach (array_keys($methods) as $method) {
        foreach ([400, 401, 403, 404, 405, 410, 413, 422, 451, 499] as $status) {
            $thrown = throws("$method $label $status", DokuAkulaku\ApiException::class, fn () => client(['transport' => new Script(answer($status, $body))])->$method($methods[$method]));
            same("$method $label $status: told", [$status, $code, $message], [$thrown?->getHttpStatus(), $thrown?->getErrorCode(), $thrown?->getErrorMessage()]);
            same("$method $label $status: response", $body, $thrown?->getResponse()?->body);
        }
    }
}
ok('an empty object', throws('{}', DokuAkulaku\ApiException::class, fn () => client(['transport' => new Script(answer(400, '{}'))])->generateOrder(order()))?->getResponse() !== null);
// unless it speaks of an order as if it were made
foreach (['transaction', 'payment', 'cancel', 'refund'] as $object) {
    foreach (['PENDING', 'SUCCESS', 'success', 'REFUNDED', 'NEW', 1, true] as $word) {
        foreach (array_keys($methods) as $method) {
            $thrown = throws("$method: $object says " . json($word), DokuAkulaku\ResponseException::class, fn () => client(['transport' => new Script(answer(400, ['message' => 'm', $object => ['status' => $word]]))])->$method($methods[$method]));
            same("$method: $object says " . json($word) . ': reason', 'wrong_shape', $thrown?->getReason());
        }
    }
}
// what to do, where DOKU's words do not say it
$advice = fn (array $options, array $answer) => throws('advice', DokuAkulaku\ApiException::class, fn () => client($options + ['transport' => new Script($answer)])->generateOrder(order()))?->getMessage();
foreach (['invalid_signature', 'invalid_client_id'] as $code) {
    $told = $advice([], refusal(400, $code));
    foreach (['api-sandbox.doku.com', 'sandbox and production', 'doku_key_', 'SK-'] as $part) {
        holds_text("$code: $part", $part, $told);
    }
    holds_text("$code in production", 'https://api.doku.com (production)', $advice(['environment' => 'production'], refusal(400, $code)));
    holds_text("$code at a proxy", 'http://127.0.0.1:9', $advice(['base_url' => 'http://127.0.0.1:9'], refusal(400, $code)));
}
holds_text('used twice', 'without a Request-Id each call is new', $advice([], answer(400, ['message' => ['INVOICE ALREADY USED']])));
lacks_text('no advice for others', 'Request-Id', $advice([], answer(400, ['message' => ['AMOUNT NOT MATCH']])));

$several = throws('several messages', DokuAkulaku\ApiException::class, fn () => client(['transport' => new Script(answer(400, ['message' => ['AMOUNT NOT MATCH', 'second']]))])->generateOrder(order()));
ok('several messages: the first comes first', str_starts_with($several->getErrorMessage(), 'AMOUNT NOT MATCH'));

// a lone message on cancel, refund or check is a refusal at 200 too
foreach (['cancelOrder', 'refundOrder', 'checkStatus'] as $method) {
    $refused("$method lone message", $method, answer(200, ['message' => 'Order Not Found']), '', '', 'Order Not Found');
    $refused("$method lone list", $method, answer(200, ['message' => ['Order Not Found']]), '', '', 'Order Not Found');
}
$refused('inside the cancel object', 'cancelOrder', answer(200, ['cancel' => ['message' => 'Order Not Found']]), '', '', 'Order Not Found');
$thrown = throws('generate: a lone message is wrong_shape', DokuAkulaku\ResponseException::class, fn () => client(['transport' => new Script(answer(200, ['message' => 'x']))])->generateOrder(order()));
same('generate: reason', 'wrong_shape', $thrown->getReason());

// with its deciding field, a message is DOKU's own words
$with = client(['transport' => new Script(answer(200, cancelled(['cancel.status' => 'FAILED', 'message' => 'Order Not Found'])))])->cancelOrder(cancellation());
same('top level message', 'Order Not Found', $with->message);
$with = client(['transport' => new Script(answer(200, cancelled(['cancel.status' => 'FAILED', 'cancel.message' => 'Order Not Found'])))])->cancelOrder(cancellation());
same('cancel.message', 'Order Not Found', $with->message);
$with = client(['transport' => new Script(answer(200, generated(['message' => ['SUCCESS']])))])->generateOrder(order());
same('a list of one', 'SUCCESS', $with->message);

// 429 after the retries
$script = new Script(refusal(429, 'too_many', 'slow down'));
$thrown = throws('429', DokuAkulaku\ApiException::class, fn () => client(['transport' => $script, 'retries' => 2])->generateOrder(order()));
same('429: attempts at DOKU', 3, $script->calls());
same('429: status', 429, $thrown?->getHttpStatus());
$thrown = throws('429 without an envelope', DokuAkulaku\ApiException::class, fn () => client(['transport' => new Script(answer(429, 'busy'))])->generateOrder(order()));
same('429 without an envelope: status', 429, $thrown?->getHttpStatus());

// messages are DOKU's, but no more of it than a line
$thrown = throws('a long message', DokuAkulaku\ApiException::class, fn () => client(['transport' => new Script(refusal(400, 'x', str_repeat('m', 100000)))])->generateOrder(order()));
ok('bounded', strlen($thrown->getMessage()) < 5000);
$thrown = throws('a message with line ends', DokuAkulaku\ApiException::class, fn () => client(['transport' => new Script(refusal(400, 'x', "a\r\nSet-Cookie: b\0c"))])->generateOrder(order()));
ok('one line', strpbrk($thrown->getMessage(), "\r\n\0") === false);
finish();
?>
--EXPECT--
done
