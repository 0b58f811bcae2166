--TEST--
Valid payloads: the bytes of the guide's sample, extra keys, order of keys
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$client = client();
$body = fn (array $payload) => $client->prepareOrder($payload)->body;

same('no violation', [], $client->validateOrder(order()));
same(
    "the guide's sample, byte for byte",
    file_get_contents(__DIR__ . '/../vectors/akulaku-generate-compact/body'),
    $body(order())
);
for ($i = 0; $i < 50; $i++) {
    same('equal payloads give equal bytes', $body(order()), $body(order()));
}

// the caller's key order is kept on every level
$shuffled = [
    'customer' => array_reverse(order()['customer'], true),
    'payment' => order()['payment'],
    'order' => array_reverse(order()['order'], true),
];
same('key order kept', json($shuffled), $body($shuffled));

// numbers: int, integral float, digits with an optional zero fraction; all sent as JSON integers
foreach ([90000, 90000.0, '90000', '90000.00', '90000.0', 9e4, '90000.0000'] as $amount) {
    same('amount ' . var_export($amount, true), json(order()), $body(order(['order.amount' => $amount])));
}
foreach ([2, 2.0, '2', '2.00'] as $quantity) {
    same('quantity ' . var_export($quantity, true), json(order()), $body(order(['order.line_items.0.quantity' => $quantity])));
}
foreach ([30000, 30000.0, '30000', '30000.00'] as $price) {
    same('price ' . var_export($price, true), json(order()), $body(order(['order.line_items.0.price' => $price])));
}

// text: string or int, sent as a string
same('sku as int', json(order()), $body(order(['order.line_items.0.sku' => 1002])));
same('postcode as int', json(order()), $body(order(['customer.postcode' => 120129])));
same('phone as int', json(order()), $body(order(['customer.phone' => 6285694566147])));
same('customer.id as int', json(order(['customer.id' => '-7'])), $body(order(['customer.id' => -7])));

// "/" and UTF-8 are not escaped, quotes and backslashes are
$name = "\"Caf\u{e9}\" \\ 1/2 \u{1f455} \u{2027} <b>&'";
same('escapes', json_encode(order(['customer.name' => $name]), JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_LINE_TERMINATORS), $body(order(['customer.name' => $name])));

// missing customer keys come after the caller's, in table order, empty
$short = order(['customer.address' => Remove::It, 'customer.city' => Remove::It, 'customer.state' => Remove::It, 'customer.postcode' => Remove::It]);
$full = $short;
$full['customer'] += ['address' => '', 'city' => '', 'state' => '', 'postcode' => ''];
same('all four added', json($full), $body($short));
$some = order(['customer.address' => Remove::It, 'customer.state' => Remove::It]);
$full = $some;
$full['customer'] += ['address' => '', 'state' => ''];
same('two added, after city and postcode', json($full), $body($some));
$null = order(['customer.city' => null]);
$full = order(['customer.city' => Remove::It]);
$full['customer'] += ['city' => ''];
same('null is absent', json($full), $body($null));
same('empty is sent as it stands', json(order(['customer.city' => ''])), $body(order(['customer.city' => ''])));
$extra = order(['customer.state' => Remove::It, 'customer.email' => 'a@example.com']);
$full = $extra;
$full['customer'] += ['state' => ''];
same("after the caller's unknown keys too", json($full), $body($extra));
finish();
?>
--EXPECT--
done
