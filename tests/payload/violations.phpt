--TEST--
All violations at once, the first broken rule of each path; the exception carries them
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$client = client(['transport' => $script = new Script(answer(200, generated()))]);
$bad = order([
    'order.invoice_number' => str_repeat("\u{e9}", 65) . "\n",
    'order.amount' => -5,
    'order.line_items.0.name' => Remove::It,
    'order.line_items.1.price' => '1.5',
    'order.line_items.1.quantity' => 0,
    'order.callback_url' => 'nowhere',
    'payment.merchant_unique_reference' => '',
    'customer.phone' => '0812',
    'customer.name' => "\xff",
    'customer.address' => str_repeat('x', 401),
]);
$violations = $client->validateOrder($bad);
$rules = array_map(fn ($violation) => $violation['rule'], $violations);
ok('invoice number: one rule', in_array($rules['order.invoice_number'], ['max_length', 'charset'], true));
unset($rules['order.invoice_number']);
ksort($rules);
$price = $rules['order.line_items[1].price'];
ok("price: $price", in_array($price, ['type', 'range', 'charset'], true));
unset($rules['order.line_items[1].price']);
same('the rules', [
    'customer.address' => 'max_length',
    'customer.name' => 'utf8',
    'customer.phone' => 'phone',
    'order.amount' => 'range',
    'order.callback_url' => 'url',
    'order.line_items[0].name' => 'required',
    'order.line_items[1].quantity' => 'range',
    'payment.merchant_unique_reference' => 'required',
], $rules);
foreach ($violations as $path => $violation) {
    $keys = array_keys($violation);
    ok("$path: keys", $keys === ['rule', 'message'] || $keys === ['rule', 'message', 'limit']);
    ok("$path: types", is_string($violation['rule']) && is_string($violation['message']) && is_int($violation['limit'] ?? 0));
}
same('limit', 400, $violations['customer.address']['limit']);

$calls = ['generateOrder', 'prepareOrder'];
foreach ($calls as $call) {
    $thrown = throws($call, DokuAkulaku\ValidationException::class, fn () => $client->$call($bad, 'my-id'));
    same("$call: violations", $violations, $thrown->getViolations());
    same("$call: code", 0, $thrown->getCode());
    same("$call: previous", null, $thrown->getPrevious());
    ok("$call: message", $thrown->getMessage() !== '');
    lacks_text("$call: no customer data in the message", 'Jakarta', $thrown->getMessage());
}
same('nothing was sent', 0, $script->calls());

// the message of one violation says which
$one = throws('one', DokuAkulaku\ValidationException::class, fn () => $client->prepareOrder(order(['customer.phone' => '0812'])));
holds_text('path in the message', 'customer.phone', $one->getMessage());

// 1,000 items, the last one broken
$items = array_fill(0, 1000, ['name' => 'a', 'price' => 90, 'quantity' => 1, 'sku' => 'b', 'category' => 'c']);
same('1,000 items', [], $client->validateOrder(order(['order.line_items' => $items])));
same('1,000 items, bytes', json(order(['order.line_items' => $items])), $client->prepareOrder(order(['order.line_items' => $items]))->body);
$items[999]['quantity'] = 0;
same('the last of 1,000', ['order.line_items[999].quantity'], array_keys($client->validateOrder(order(['order.line_items' => $items]))));
foreach (array_keys($items) as $index) {
    $items[$index]['sku'] = '';
}
$violations = $client->validateOrder(order(['order.line_items' => $items]));
same('all at once: 1,000 and one', 1001, count($violations));
finish();
?>
--EXPECT--
done
