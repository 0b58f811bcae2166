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
