--TEST--
An amount that is there and cannot be read is loud: reason amount, and an error in the log
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

use DokuAkulaku\ResponseException;
use DokuAkulaku\Status;

$written = ['45000.5', '"45000.5"', '"Rp 45.000"', '[45000]', '["45000"]', '99999999999999999999', '"99999999999999999999"', '"90.000"', '"1.000"', '"1.234.567"',
    '"90,000"', '"90000,00"', '-1', '"-1"', '-90000.00', '""', '" 90000"', '"90000 "', '"+90000"', '"9e4"', 'true', 'false', '[]', '{}', '{"value":90000}', '"x"', '1e19', '1e-1'];
$raw = fn (array $body, string $amount) => str_replace('"amount":90000', "\"amount\":$amount", json($body));
$asked = [
    'generateOrder' => [order(), generated()],
    'checkStatus' => [INVOICE, status_body()],
];
foreach ($asked as $method => [$argument, $body]) {
    foreach ($written as $amount) {
        foreach ($method === 'generateOrder' ? [200, 409] : [200] as $status) {
            $label = "$method $status $amount";
            $records = [];
            $logger = function (string $level, string $message, array $context) use (&$records): void {
                $records[] = [$level, $context['error'] ?? ''];
            };
            $script = new Script(answer($status, $raw($body, $amount)));
            $thrown = throws($label, ResponseException::class, fn () => client(['transport' => $script, 'logger' => $logger])->$method($argument));
            if (!$thrown instanceof ResponseException) {
                continue;
            }
            same("$label: reason", 'amount', $thrown->getReason());
            same("$label: one attempt", 1, $script->calls());
            $shown = match ($amount) {
                '{}', '{"value":90000}' => '{...}',
                '99999999999999999999' => '"99999999999999999999"',
                '1e19', '1e-1' => $amount,
                default => $amount,
            };
            holds_text("$label: the amount as written", $shown, $thrown->getMessage());
            holds_text("$label: the invoice", INVOICE, $thrown->getMessage());
            $errors = array_filter($records, fn ($record) => $record[0] === 'error');
            same("$label: logged", [$thrown->getMessage()], array_values(array_unique(array_filter(array_column($errors, 1)))));
            // everything but the amount
            $response = $thrown->getResponse();
            same("$label: amount", null, $response?->amount);
            same("$label: invoice", INVOICE, $response?->invoiceNumber);
            same("$label: status", $method === 'generateOrder' ? Status::Pending : Status::Success, $response?->status);
            same("$label: raw body", $raw($body, $amount), $response?->rawBody);
            same("$label: http status", $status, $response?->httpStatus);
            if ($method === 'generateOrder') {
                same("$label: identifiers", identifiers(), $response?->identifiers);
                same("$label: page", 'https://akulaku.example/pay/1', $response?->paymentUrl);
            }
        }
    }
    // none at all is none
    foreach (['null' => $raw($body, 'null'), 'absent' => json(changed($body, ['order.amount' => Remove::It]))] as $label => $text) {
        same("$method: $label", null, client(['transport' => new Script(answer(200, $text))])->$method($argument)->amount);
    }
}
foreach (['0' => 0, '90000' => 90000, '"90000.00"' => 90000, '90000.00' => 90000, '"90000.000"' => 90000, '9e4' => 90000, '"0"' => 0] as $amount => $expected) {
    same("check $amount", $expected, client(['transport' => new Script(answer(200, $raw(status_body(), (string) $amount)))])->checkStatus(INVOICE)->amount);
}
// another order's answer is that first
$other = str_replace(INVOICE, 'INV-OTHER', $raw(generated(), '"x"'));
same('mismatch first', 'mismatch', throws('mismatch', ResponseException::class, fn () => client(['transport' => new Script(answer(200, $other))])->generateOrder(order()))?->getReason());
// where none was sent, none is told
foreach ($written as $amount) {
    same("cancel $amount", [true, null], (function () use ($raw, $amount) {
        $response = client(['transport' => new Script(answer(200, $raw(cancelled(), $amount)))])->cancelOrder(cancellation());
        return [$response->succeeded, $response->amount];
    })());
    same("refund $amount", null, client(['transport' => new Script(answer(200, $raw(refunded(), $amount)))])->refundOrder(refund())->amount);
}
// in a batch it is that row's own
$rows = iterator_to_array(client(['transport' => new Script(fn ($request) => answer(200, $raw(status_body(), str_ends_with($request->requestTarget, '1') ? '90000' : '"Rp 1"')))])->checkStatuses([INVOICE]));
same('batch', [90000], array_map(fn ($row) => $row->amount ?? null, array_values($rows)));
finish();
?>
--EXPECT--
done
