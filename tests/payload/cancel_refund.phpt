--TEST--
Rules of cancel and refund; DOKU would refund everything, so a partial refund is refused
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$sent = new Script(fn ($request) => answer(200, str_ends_with($request->requestTarget, 'cancel') ? cancelled() : refunded()));
$client = client(['transport' => $sent]);

$client->cancelOrder(cancellation());
same('cancel bytes', json(cancellation()), end($sent->requests)->body);
$client->refundOrder(refund());
same('refund bytes', json(refund()), end($sent->requests)->body);
$client->cancelOrder(cancellation(['payment.identifier' => Remove::It]));
same('cancel without identifiers', json(cancellation(['payment.identifier' => Remove::It])), end($sent->requests)->body);
$client->refundOrder(refund(['payment.note' => 'x', 'order.note' => 1.5, 'extra' => [true]]));
same('unknown keys pass', json(refund(['payment.note' => 'x', 'order.note' => 1.5, 'extra' => [true]])), end($sent->requests)->body);
$client->cancelOrder(cancellation(['order.amount' => 90000, 'refund' => ['amount' => 1]]));
same('cancel knows no refund rule', json(cancellation(['order.amount' => 90000, 'refund' => ['amount' => 1]])), end($sent->requests)->body);
$client->refundOrder(refund(['payment.identifier' => [['name' => 'ORDER_ID', 'value' => 1000035148]]]));
same('an int as text', json(refund(['payment.identifier' => [['name' => 'ORDER_ID', 'value' => '1000035148']]])), end($sent->requests)->body);
$calls = $sent->calls();

$breaks = function (string $method, array $payload, string $path, string $rule) use ($client): void {
    $thrown = throws("$method $path", DokuAkulaku\ValidationException::class, fn () => $client->$method($payload));
    if ($thrown instanceof DokuAkulaku\ValidationException) {
        same("$method $path: the only one", [$path], array_keys($thrown->getViolations()));
        same("$method $path: rule", $rule, $thrown->getViolations()[$path]['rule'] ?? null);
    }
};

foreach (['cancelOrder' => 'cancellation', 'refundOrder' => 'refund'] as $method => $sample) {
    foreach (['order.invoice_number' => 64, 'payment.merchant_unique_reference' => 64] as $path => $limit) {
        $breaks($method, $sample([$path => Remove::It]), $path, 'required');
        $breaks($method, $sample([$path => ' ']), $path, 'required');
        $breaks($method, $sample([$path => str_repeat('x', $limit + 1)]), $path, 'max_length');
        $breaks($method, $sample([$path => "\xff"]), $path, 'utf8');
        $breaks($method, $sample([$path => "a\tb"]), $path, 'charset');
        $breaks($method, $sample([$path => true]), $path, 'type');
    }
    $breaks($method, $sample(['payment.identifier' => 'x']), 'payment.identifier', 'type');
    $breaks($method, $sample(['payment.identifier' => identifiers()[0]]), 'payment.identifier', 'type');
    $breaks($method, $sample(['payment.identifier.1' => 'x']), 'payment.identifier[1]', 'type');
    $breaks($method, $sample(['payment.identifier.1.name' => Remove::It]), 'payment.identifier[1].name', 'required');
    $breaks($method, $sample(['payment.identifier.0.value' => Remove::It]), 'payment.identifier[0].value', 'required');
    $breaks($method, $sample(['payment.identifier.0.value' => 1.5]), 'payment.identifier[0].value', 'type');
}
$breaks('refundOrder', refund(['payment.identifier' => Remove::It]), 'payment.identifier', 'required');
$breaks('refundOrder', refund(['payment.identifier' => []]), 'payment.identifier', 'required');
$breaks('refundOrder', refund(['payment.identifier' => null]), 'payment.identifier', 'required');
$breaks('refundOrder', refund(['refund.merchant_unique_reference' => Remove::It]), 'refund.merchant_unique_reference', 'required');
$breaks('refundOrder', refund(['refund.merchant_unique_reference' => '']), 'refund.merchant_unique_reference', 'required');

// full refunds only
foreach ([1, 90000, '90000', 1.5, 'x', [], true] as $amount) {
    $breaks('refundOrder', refund(['order.amount' => $amount]), 'order.amount', 'full_refund_only');
}
foreach (['amount', 'type', 'reason', 'Amount', 'note', 'identifier', ''] as $key) {
    $payload = refund();
    $payload['refund'][$key] = 1;
    $breaks('refundOrder', $payload, "refund.$key", 'full_refund_only');
}
$payload = refund(['order.amount' => 1, 'refund.amount' => 1, 'refund.type' => 'PARTIAL']);
$thrown = throws('all at once', DokuAkulaku\ValidationException::class, fn () => $client->refundOrder($payload));
$paths = array_keys($thrown->getViolations());
sort($paths);
same('all paths', ['order.amount', 'refund.amount', 'refund.type'], $paths);

// the recipe of the contract: an answer's identifiers go in as they are
$answer = client(['transport' => new Script(answer(200, generated()))])->generateOrder(order());
$client->refundOrder(refund(['payment.identifier' => $answer->identifiers]));
same('identifiers of an answer', json(refund()), end($sent->requests)->body);
same('nothing else was sent', $calls + 1, $sent->calls());
finish();
?>
--EXPECT--
done
