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
same('amount 0', 0, $parse(notification_body(['order.amount' => 0]))->amount);
// An amount that is there and cannot be read must not look like none: the shop would skip its comparison.
$withAmount = fn (string $amount): string => str_replace('"amount":90000', "\"amount\":$amount", json(notification_body()));
$unreadable = ['"x"', '"9e4"', 'true', 'false', '[]', '{}', '""', '1.5', '45000.5', '90000.00000000000001', '90000.5e0', '"Rp 45.000"', '[45000]',
    '{"value":45000}', '"90.000"', '"90,000"', '"90.000,00"', '-1', '"-90000"', '-0.5', '99999999999999999999', '"99999999999999999999"', '1e30', '[[90000]]',
    '9223372036854775808', '" "', '"0x10"', '"90000 IDR"'];
foreach ($unreadable as $amount) {
    $lines = [];
    $raw = $withAmount($amount);
    $client = client(['logger' => function (...$line) use (&$lines) {
        $lines[] = $line;
    }]);
    $thrown = throws("amount $amount", DokuAkulaku\SignatureException::class, fn () => $client->parseNotification($raw, notification_headers($raw), NOTIFY_TARGET));
    same("amount $amount: reason", 'malformed', $thrown?->getReason());
    same("amount $amount: request id", 'note-0001', $thrown?->getRequestId());
    holds_text("amount $amount: invoice", INVOICE, (string) $thrown?->getMessage());
    holds_text("amount $amount: as written", $amount, (string) $thrown?->getMessage());
    same("amount $amount: log", [['error', 'DOKU notification refused', ['operation' => 'notification', 'request_id' => 'note-0001',
        'invoice_number' => INVOICE, 'amount' => $amount, 'error' => $thrown?->getMessage()]]], $lines);
}
same('only order.amount is the amount', 5, $parse('{"amount":"x","order":{"invoice_number":"A","amount":5,"x":{"amount":[]}},"payment":{"amount":"y"}}')->amount);

// A number as an invoice; what is there twice is refused; escapes in names and values mean what they mean.
same('a number as an invoice', '17', $parse('{"order":{"invoice_number":17}}')->invoiceNumber);
same('a long number as an invoice', '123456789012345678901234567890', $parse('{"order":{"invoice_number":123456789012345678901234567890}}')->invoiceNumber);
same('escapes', "A/\u{e9}\u{1f600}", $parse('{"\u006frder":{"invoice\u005fnumber":"\u0041\/\u00e9\ud83d\ude00"}}')->invoiceNumber);

// State words in another case and with blanks; ORDER_EXPIRED where there is no transaction.
foreach (['success', ' Success ', "SUCCESS\t"] as $word) {
    same("status \"$word\"", Status::Success, $parse(notification_body(['transaction.status' => $word]))->status);
}
same('canceled', Status::Cancelled, $parse(notification_body(['transaction.status' => ' canceled']))->status);
same('order expired', Status::Expired, $parse('{"order":{"invoice_number":"A","status":"ORDER_EXPIRED"}}')->status);
same('order expired, transaction null', Status::Expired, $parse('{"order":{"status":"order_expired ","invoice_number":"A"},"transaction":null}')->status);
same('the transaction counts', Status::Success, $parse('{"order":{"invoice_number":"A","status":"ORDER_EXPIRED"},"transaction":{"status":"SUCCESS"}}')->status);

// identifiers: of payment, else of peer_to_peer_info; an object alone is a list of one; an empty one is none
$identifiers = fn (string $payment, string $info): array => $parse('{"order":{"invoice_number":"A"},"peer_to_peer_info":{"identifier":' . $info . '},"payment":{"identifier":' . $payment . '}}')->identifiers;
same('an object alone', [['name' => 'A', 'value' => 'B']], $identifiers('{"name":"A","value":"B"}', 'null'));
same('an empty list', [['name' => 'A']], $identifiers('[]', '[{"name":"A"}]'));
same('an empty object', [['name' => 'A']], $identifiers('{}', '[{"name":"A"}]'));
same('both', [1], $identifiers('[1]', '[2]'));
same('texts are none', [], $identifiers('"x"', '7'));
same('nested lists', [[], [[]]], $identifiers('[[],[[]]]', 'null'));
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
