--TEST--
generateOrder(): the answer's fields
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

use DokuAkulaku\Status;

$call = fn (array $body, ?array $payload = null) => client(['transport' => new Script(answer(200, $body))])
    ->generateOrder($payload ?? order(), 'my-id');

$response = $call(generated());
same('succeeded', true, $response->succeeded);
same('status', Status::Pending, $response->status);
same('httpStatus', 200, $response->httpStatus);
same('requestId', 'my-id', $response->requestId);
same('timestamp', null, $response->timestamp);
same('signatureValid', null, $response->signatureValid);
same('replayed', false, $response->replayed);
same('attempts', 1, $response->attempts);
same('paymentUrl', 'https://akulaku.example/pay/1', $response->paymentUrl);
same('message', null, $response->message);
same('identifiers', identifiers(), $response->identifiers);
same('invoiceNumber', INVOICE, $response->invoiceNumber);
same('merchantUniqueReference', REFERENCE, $response->merchantUniqueReference);
same('amount', 90000, $response->amount);
same('body', generated(), $response->body);
same('rawBody', json(generated()), $response->rawBody);
$timing = $response->timing;
same('timing keys', ['dns', 'connect', 'tls', 'first_byte', 'total', 'reused'], array_keys($timing));
foreach ($timing as $name => $value) {
    same("timing $name", $name === 'reused' ? 'bool' : 'float', get_debug_type($value));
}

$failed = $call(generated(['payment.status' => 'FAILED', 'payment.url' => Remove::It]));
same('FAILED is an answer', false, $failed->succeeded);
same('FAILED status', Status::Failed, $failed->status);
same('FAILED has no address', null, $failed->paymentUrl);

$words = ['PENDING' => Status::Pending, 'SUCCESS' => Status::Success, 'EXPIRED' => Status::Expired, 'CANCELLED' => Status::Cancelled,
    'CANCELED' => Status::Cancelled, 'REFUNDED' => Status::Refunded, 'TIMEOUT' => Status::Unknown, 'VOIDED' => Status::Unknown];
foreach ($words as $word => $status) {
    $response = $call(generated(['payment.status' => $word]));
    same("$word status", $status, $response->status);
    same("$word succeeded", true, $response->succeeded);
    same("$word stays in the body", $word, $response->body['payment']['status']);
}
foreach (['pending', " Pending ", "PENDING\r\n"] as $word) {
    same('in another form: ' . json($word), Status::Pending, $call(generated(['payment.status' => $word]))->status);
}
$failed = $call(generated(['payment.status' => ' failed', 'payment.url' => Remove::It]));
same('failed in another form', [false, Status::Failed], [$failed->succeeded, $failed->status]);
same('an address that is none is not told', null, $call(generated(['payment.status' => 'FAILED', 'payment.url' => 'javascript:x']))->paymentUrl);

// amounts as DOKU writes them
foreach (['90000', '"90000"', '"90000.00"', '90000.00', '90000.0', '"90000.0"', '9E+4', '9.0e4'] as $amount) {
    $raw = str_replace('"amount":90000', "\"amount\":$amount", json(generated()));
    $response = client(['transport' => new Script(answer(200, $raw))])->generateOrder(order());
    same("amount $amount", 90000, $response->amount);
    same("amount $amount raw", $raw, $response->rawBody);
}
same('amount null', null, $call(generated(['order.amount' => null]))->amount);

// missing, null and unknown fields
$least = $call(['order' => null, 'payment' => ['status' => 'PENDING', 'url' => 'http://x', 'identifier' => null]]);
same('least: succeeded', true, $least->succeeded);
same('least: url', 'http://x', $least->paymentUrl);
same('least: identifiers', [], $least->identifiers);
same('least: invoice', null, $least->invoiceNumber);
same('least: amount', null, $least->amount);
$more = $call(generated(['payment.new_field' => ['x' => [1, 2.5, null, true]], 'service' => ['id' => null], 'peer_to_peer_info' => null]));
same('unknown fields', [1, 2.5, null, true], $more->body['payment']['new_field']['x']);

// identifiers from the other place
$other = $call(generated(['payment.identifier' => Remove::It, 'peer_to_peer_info' => ['identifier' => identifiers()]]));
same('peer_to_peer_info.identifier', identifiers(), $other->identifiers);
$both = $call(generated(['peer_to_peer_info' => ['identifier' => [['name' => 'X', 'value' => 'Y']]]]));
same('payment.identifier first', identifiers(), $both->identifiers);
$odd = [['name' => 'ORDER_ID', 'value' => 'a', 'extra' => 1]];
same('as received', $odd, $call(generated(['payment.identifier' => $odd]))->identifiers);

// any 2xx counts as 200
foreach ([200, 201, 202, 203, 206, 299] as $status) {
    $response = client(['transport' => new Script(answer($status, generated()))])->generateOrder(order());
    same("HTTP $status", [true, $status], [$response->succeeded, $response->httpStatus]);
}
// UTF-8 and escapes are decoded
same('text', "caf\u{e9}/\u{1f455}", $call(generated(['payment.note' => "caf\u{e9}/\u{1f455}"]))->body['payment']['note']);
$raw = str_replace('"PENDING"', '"PENDING","note":"\u00e9\ud83d\udc55\/\n"', json(generated()));
same('escapes', "\u{e9}\u{1f455}/\n", client(['transport' => new Script(answer(200, $raw))])->generateOrder(order())->body['payment']['note']);
finish();
?>
--EXPECT--
done
