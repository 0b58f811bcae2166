--TEST--
parseNotification(): the fields of a valid notification
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/notification.inc';

use DokuAkulaku\Status;

$parse = function (array|string $body): DokuAkulaku\Notification {
    $raw = is_array($body) ? json($body) : $body;
    return client()->parseNotification($raw, notification_headers($raw), NOTIFY_TARGET);
};

$note = $parse(notification_body());
same('status', Status::Success, $note->status);
same('invoiceNumber', INVOICE, $note->invoiceNumber);
same('amount', 90000, $note->amount);
same('requestId', 'note-0001', $note->requestId);
same('timestamp', 1625647723, $note->timestamp);
same('originalRequestId', 'baec7d95-f30a-4b78-b711-6ebe0ccdf50b', $note->originalRequestId);
same('merchantUniqueReference', REFERENCE, $note->merchantUniqueReference);
same('identifiers', notification_body()['peer_to_peer_info']['identifier'], $note->identifiers);
same('channel', 'PEER_TO_PEER_AKULAKU', $note->channel);
same('body', notification_body(), $note->body);
same('rawBody', json(notification_body()), $note->rawBody);

$words = ['FAILED' => Status::Failed, 'PENDING' => Status::Pending, 'EXPIRED' => Status::Expired, 'REFUNDED' => Status::Refunded,
    'CANCELLED' => Status::Cancelled, 'CANCELED' => Status::Cancelled, 'TIMEOUT' => Status::Unknown, 'VOIDED' => Status::Unknown, '' => Status::Unknown];
foreach ($words as $word => $status) {
    $note = $parse(notification_body(['transaction.status' => $word]));
    same("status $word", $status, $note->status);
    same("status $word in the body", $word, $note->body['transaction']['status']);
}

// least: only an invoice
foreach (['{"order":{"invoice_number":"A"}}', '{"order":{"invoice_number":"A","amount":null},"transaction":null,"payment":null,"channel":{"id":null},"peer_to_peer_info":{"identifier":null}}'] as $raw) {
    $note = $parse($raw);
    same('least', [Status::Unknown, 'A', null, null, null, [], null], [
        $note->status, $note->invoiceNumber, $note->amount, $note->originalRequestId, $note->merchantUniqueReference, $note->identifiers, $note->channel,
    ]);
}

// amounts as DOKU writes them
foreach (['90000', '90000.00', '"90000"', '"90000.00"', '90000.0', '9e4', '9E+4', '9.0e4'] as $amount) {
    $raw = str_replace('"amount":90000', "\"amount\":$amount", json(notification_body()));
    same("amount $amount", 90000, $parse($raw)->amount);
}
// every digit counts, where a double would round
$raw = str_replace('"amount":90000', '"amount":9007199254740993.00', json(notification_body()));
same('amount beyond 2^53', 9007199254740993, $parse($raw)->amount);
foreach (['"x"', '"9e4"', 'true', '[]', '1.5', '90000.00000000000001', '90000.5e0'] as $amount) {
    $raw = str_replace('"amount":90000', "\"amount\":$amount", json(notification_body()));
    same("amount $amount", null, $parse($raw)->amount);
}
// unknown fields, other layouts of the same bytes, percent signs and plus signs stay what they are
$note = $parse(notification_body(['additional_info' => ['origin' => ['product' => 'CHECKOUT']], 'payment.note' => 'a+b%20c']));
same('unknown fields', 'a+b%20c', $note->body['payment']['note']);
$pretty = json_encode(notification_body(), JSON_PRETTY_PRINT);
same('pretty print', $pretty, $parse($pretty)->rawBody);
same('line end behind', notification_body(), $parse("$pretty\n")->body);
same('payment.identifier first', [['name' => 'X', 'value' => 'Y']], $parse(notification_body(['payment.identifier' => [['name' => 'X', 'value' => 'Y']]]))->identifiers);
same('another channel', 'VIRTUAL_ACCOUNT_BCA', $parse(notification_body(['channel.id' => 'VIRTUAL_ACCOUNT_BCA']))->channel);
finish();
?>
--EXPECT--
done
