--TEST--
checkStatus() believes only an answer that names what was asked for
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

const UUID = 'baec7d95-f30a-4b78-b711-6ebe0ccdf50b';

$body = fn (mixed $invoice, mixed $original) => status_body(['order.invoice_number' => $invoice, 'transaction.original_request_id' => $original]);
$rows = [ // id, invoice of the answer, its original Request-Id, is it ours?
    [INVOICE, INVOICE, UUID, true],
    [INVOICE, INVOICE, Remove::It, true],
    [INVOICE, INVOICE, null, true],
    [INVOICE, 'INV-OTHER', UUID, false],
    [INVOICE, 'INV-OTHER', Remove::It, false],
    [INVOICE, strtolower(INVOICE), Remove::It, false],
    [INVOICE, Remove::It, Remove::It, false],
    [INVOICE, null, null, false],
    [INVOICE, '', '', false],
    ['order-1-try-1', INVOICE, 'order-1-try-1', true],
    ['order-1-try-1', INVOICE, 'order-1-try-2', false],
    ['order-1-try-1', INVOICE, Remove::It, false],
    [UUID, INVOICE, UUID, true],
    [UUID, INVOICE, Remove::It, true],
    [UUID, INVOICE, '', true],
    [UUID, INVOICE, 'another', false],
    [UUID, Remove::It, Remove::It, true],
    ['1001', 1001, Remove::It, true],
];
foreach ($rows as [$id, $invoice, $original, $isOurs]) {
    $answer = answer(200, $body($invoice, $original));
    $label = "$id: " . $answer['body'];
    if ($isOurs) {
        same($label, DokuAkulaku\Status::Success, client(['transport' => new Script($answer)])->checkStatus($id)->status);
        continue;
    }
    $thrown = throws($label, DokuAkulaku\ResponseException::class, fn () => client(['transport' => new Script($answer)])->checkStatus($id));
    same("$label: reason", 'mismatch', $thrown?->getReason());
    same("$label: the answer is there", $answer['body'], $thrown?->getResponse()?->rawBody);
    lacks_text("$label: a look-up has no payload", 'payload', $thrown?->getMessage() ?? '');
}
// with the invoice it alone counts, whatever the id is
$own = [ // id, invoice asked for, invoice of the answer, its original Request-Id, is it ours?
    ['order-1-try-1', INVOICE, INVOICE, Remove::It, true],
    ['order-1-try-1', INVOICE, INVOICE, 'order-1-try-1', true],
    ['order-1-try-1', INVOICE, INVOICE, 'another', true],
    ['order-1-try-1', INVOICE, 'INV-OTHER', 'order-1-try-1', false],
    ['order-1-try-1', INVOICE, Remove::It, 'order-1-try-1', false],
    [UUID, INVOICE, 'INV-OTHER', Remove::It, false],
    [UUID, INVOICE, strtolower(INVOICE), UUID, false],
    [INVOICE, INVOICE, INVOICE, Remove::It, true],
    [INVOICE, 'INV-OTHER', INVOICE, Remove::It, false],
];
foreach ($own as [$id, $asked, $invoice, $original, $isOurs]) {
    $answer = answer(200, $body($invoice, $original));
    $label = "$id for $asked: " . $answer['body'];
    $client = client(['transport' => new Script($answer)]);
    if ($isOurs) {
        same($label, DokuAkulaku\Status::Success, $client->checkStatus($id, $asked)->status);
    } else {
        same("$label: reason", 'mismatch', throws($label, DokuAkulaku\ResponseException::class, fn () => $client->checkStatus($id, $asked))?->getReason());
    }
}
finish();
?>
--EXPECT--
done
