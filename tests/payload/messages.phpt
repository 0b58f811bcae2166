--TEST--
A violation's message says what to do: kinds of numbers, all digits, the nearest name; one a path
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$client = client();
$message = fn (string $path, array $changes) => $client->validateOrder(order($changes))[$path]['message'] ?? "no violation at $path";

// a float with all its digits
holds_text('amount', '149999.99999999997', $message('order.amount', ['order.amount' => 149999.99999999997]));
holds_text('price', '0.30000000000000004', $message('order.line_items[0].price', ['order.line_items.0.price' => 0.1 + 0.2]));
holds_text('amount: its kind', 'an amount in whole rupiah', $message('order.amount', ['order.amount' => 149999.99999999997]));
holds_text('quantity: its kind', 'a whole quantity', $message('order.line_items[0].quantity', ['order.line_items.0.quantity' => 1.5]));
holds_text('quantity: as it was given', '1.5', $message('order.line_items[0].quantity', ['order.line_items.0.quantity' => 1.5]));
holds_text('quantity: what to do', 'quantity 1', $message('order.line_items[0].quantity', ['order.line_items.0.quantity' => 1.5]));
foreach ([0, 10000, '-1', 1.5, '1,5', NAN, true] as $quantity) {
    $told = $message('order.line_items[0].quantity', ['order.line_items.0.quantity' => $quantity]);
    holds_text('a quantity is a quantity: ' . var_export($quantity, true), 'quantity', $told);
    lacks_text('and no rupiah: ' . var_export($quantity, true), 'rupiah', $told);
}
holds_text('range', 'an amount of at least 1', $message('order.amount', ['order.amount' => 0]));
holds_text('range, negative', 'an amount of at least 1', $message('order.amount', ['order.amount' => '-99999999999999999999']));
holds_text('range, large', 'a quantity of at most 9999', $message('order.line_items[0].quantity', ['order.line_items.0.quantity' => 10000]));
holds_text('thousands', 'ninety thousand', $message('order.amount', ['order.amount' => '90.000']));
holds_text('thousands of a quantity', 'one thousand', $message('order.line_items[0].quantity', ['order.line_items.0.quantity' => '1.000']));

// a misspelt mandatory key
$near = function (string $path, array $changes, ?string $key) use ($message): void {
    $told = $message($path, $changes);
    holds_text("$path is missing", 'mandatory and missing', $told);
    $key === null ? lacks_text("$path: no guess", 'meant', $told) : holds_text("$path: $key", "there is \"$key\"", $told);
};
$near('order.callback_url', ['order.callback_url' => Remove::It, 'order.callbackUrl' => 'https://a.example'], 'callbackUrl');
$near('order.callback_url', ['order.callback_url' => Remove::It, 'order.calback_url' => 'https://a.example'], 'calback_url');
$near('order.invoice_number', ['order.invoice_number' => Remove::It, 'order.invoice' => 'x'], 'invoice');
$near('order.line_items[0].quantity', ['order.line_items.0.quantity' => Remove::It, 'order.line_items.0.Quantity' => 2], 'Quantity');
$near('payment.merchant_unique_reference', ['payment.merchant_unique_reference' => Remove::It, 'payment.merchant_reference_unique' => 'x'], 'merchant_reference_unique');
$near('customer.id', ['customer' => Remove::It, 'costumer' => order()['customer']], 'costumer');
$near('customer.phone', ['customer' => Remove::It, 'costumer' => order()['customer']], 'costumer');
$near('order.callback_url', ['order.callback_url' => Remove::It], null);
$near('order.callback_url', ['order.callback_url' => Remove::It, 'order.descriptor' => 'x'], null);
$near('order.callback_url', ['order.callback_url' => null], null);
// no odd key is told, and what the table knows is meant as it stands
foreach (["callback_ur\u{ff4c}", "callback_url\n", "callback_url\xff", str_repeat('_', 50) . 'callback_url'] as $odd) {
    $near('order.callback_url', ['order.callback_url' => Remove::It, "order.$odd" => 'x'], null);
}
$near('customer.name', ['customer.name' => Remove::It], null);

// two keys that make one path are one violation, counted once
$twice = order(['order.amount' => 90000]);
$twice['customer.name'] = "\xff";
$twice['customer']['name'] = '';
$twice["a\x01"] = 1;
$twice['a\x01'] = "\xff";
$violations = $client->validateOrder($twice);
same('the first broken rule of each path', ['customer.name' => 'required', 'a\x01' => 'charset'], array_intersect_key(array_map(fn ($violation) => $violation['rule'], $violations), ['customer.name' => 1, 'a\x01' => 1]));
$thrown = throws('counted', DokuAkulaku\ValidationException::class, fn () => $client->prepareOrder($twice));
same('counted once', $violations, $thrown?->getViolations());
holds_text('the message counts the same', 'breaks ' . count($violations) . ' rule', $thrown?->getMessage() ?? '');
$wide = order();
foreach (range(1, 3000) as $index) {
    $wide["x$index"] = "\xff";
}
same('thousands of paths', 3000, count($client->validateOrder($wide)));
finish();
?>
--EXPECT--
done
