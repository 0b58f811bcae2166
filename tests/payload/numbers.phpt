--TEST--
Numbers: any fraction is a violation, never rounded; ranges; notations
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$client = client();
$rule = fn (array $changes, string $path) => $client->validateOrder(order($changes))[$path]['rule'] ?? null;

$paths = [
    'order.amount' => 'order.amount',
    'order.line_items[0].price' => 'order.line_items.0.price',
    'order.line_items[1].quantity' => 'order.line_items.1.quantity',
];
$types = [
    true, false, [], [1], new stdClass(), DokuAkulaku\Status::Success, fn () => 1, STDIN, 0.5, 1.000001, 90000.5, NAN, INF, -INF,
    '9e4', '9E4', '1.5', '90000.01', '90000.', '.0', '1,000', '1.000,00', ' 1', '1 ', "1\n", '+1', '0x10', '1_000', 'one', '1a', '--1', "1\0", '１',
];
foreach ($paths as $path => $change) {
    same("$path absent", 'required', $rule([$change => Remove::It], $path));
    same("$path null", 'required', $rule([$change => null], $path));
    foreach ($types as $value) {
        $label = "$path " . (is_scalar($value) ? var_export($value, true) : get_debug_type($value));
        $found = $rule([$change => $value], $path);
        ok("$label is a violation of type, range or charset: " . var_export($found, true), in_array($found, ['type', 'range', 'charset'], true));
        throws("$label is never sent", DokuAkulaku\ValidationException::class, fn () => $client->prepareOrder(order([$change => $value])));
    }
    ok("$path empty text", $rule([$change => ''], $path) !== null);
    foreach ([-1, -1.0, '-1', '-1.00', PHP_INT_MIN] as $value) {
        same("$path " . var_export($value, true), 'range', $rule([$change => $value], $path));
    }
    foreach ([1e19, 1e300, '99999999999999999999', '1000000000000', 1000000000000, PHP_INT_MAX] as $value) {
        $found = $rule([$change => $value], $path);
        ok("$path " . var_export($value, true) . ' is too big: ' . var_export($found, true), in_array($found, ['range', 'max_length', 'type'], true));
    }
}

// amount >= 1
same('amount 0', 'range', $rule(['order.amount' => 0], 'order.amount'));
same('amount "0.00"', 'range', $rule(['order.amount' => '0.00'], 'order.amount'));
// price >= 0
$free = ['order.line_items.1.price' => 0, 'order.amount' => 60000];
same('price 0', [], $client->validateOrder(order($free)));
same('price "0.00"', [], $client->validateOrder(order(['order.line_items.1.price' => '0.00'] + $free)));
// quantity 1 to 9999
same('quantity 0', 'range', $rule(['order.line_items.1.quantity' => 0], 'order.line_items[1].quantity'));
same('quantity 10000', 'range', $rule(['order.line_items.1.quantity' => 10000], 'order.line_items[1].quantity'));
same('quantity 9999', [], $client->validateOrder(order(['order.line_items.1.quantity' => 9999, 'order.amount' => 60000 + 9999 * 30000])));
// 12 digits
same('the largest amount', [], $client->validateOrder(order([
    'order.amount' => 999999999999,
    'order.line_items' => [['name' => 'a', 'price' => 999999999999, 'quantity' => 1, 'sku' => 'b', 'category' => 'c']],
])));
// leading zeros do not change the number that is sent
$client = client();
foreach (['090000', '00090000.00'] as $text) {
    $violations = $client->validateOrder(order(['order.amount' => $text]));
    if ($violations === []) {
        same("leading zeros $text", json(order()), $client->prepareOrder(order(['order.amount' => $text]))->body);
    } else {
        same("leading zeros $text", ['order.amount'], array_keys($violations));
    }
}
finish();
?>
--EXPECT--
done
