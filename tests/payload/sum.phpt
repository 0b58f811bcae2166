--TEST--
The sum of price * quantity equals the amount; int64 overflow is a violation, not a wrap
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$client = client();
$violations = $client->validateOrder(order(['order.amount' => 89500]));
same('only the sum is wrong', 1, count($violations));
same('rule', 'sum', array_values($violations)[0]['rule']);
$message = array_values($violations)[0]['message'];
$digits = preg_replace('/(?<=\d)[.,](?=\d{3})/', '', $message);
holds_text('total of the lines', '90000', $digits);
holds_text('amount', '89500', $digits);
holds_text('difference', '500', preg_replace('/89500|90000/', '', $digits));

$more = array_values($client->validateOrder(order(['order.amount' => 90001])))[0]['message'];
ok("a difference of 1: $more", preg_match('/\b1\b/', $more) === 1);

// broken numbers are told as such, without a second complaint about the sum
same(
    'a broken price',
    ['order.line_items[0].price'],
    array_keys($client->validateOrder(order(['order.line_items.0.price' => 'x'])))
);
same('a broken amount', ['order.amount'], array_keys($client->validateOrder(order(['order.amount' => '1.5']))));

// more than int64 holds: 999,999,999,999 * 9,999 a line, 1,000 lines
$line = ['name' => 'a', 'price' => 999999999999, 'quantity' => 9999, 'sku' => 'b', 'category' => 'c'];
$totals = [ // 923 lines pass 2^63, 1845 pass 2^64
    923 => ['9229076999990770923', '-9229076999990680923'],
    1000 => ['9998999999990001000', '-9998999999989911000'],
    1845 => ['18448154999981551845', '-18448154999981461845'],
];
foreach ($totals as $lines => [$total, $difference]) {
    $violations = $client->validateOrder(order([
        'order.line_items' => array_fill(0, $lines, $line),
        'order.amount' => 90000,
    ]));
    same("$lines lines: one violation", 1, count($violations));
    same("$lines lines: sum", 'sum', array_values($violations)[0]['rule'] ?? null);
    $message = array_values($violations)[0]['message'] ?? '';
    holds_text("$lines lines: total", "add up to $total,", $message);
    holds_text("$lines lines: difference", "the difference is $difference", $message . '.');
}

// 2^64 + 90000: a wrap would hit the amount exactly
$lines = array_fill(0, 1844, $line);
$lines[] = ['price' => 858893262134] + $line;
$lines[] = ['price' => 1906, 'quantity' => 1] + $line;
same('a wrapped total', ['sum'], array_column(array_values($client->validateOrder(order(['order.line_items' => $lines]))), 'rule'));

// random orders, compared with PHP's own arithmetic
mt_srand(7);
for ($i = 0; $i < 300; $i++) {
    $items = [];
    $total = 0;
    for ($n = mt_rand(1, 30); $n > 0; $n--) {
        $price = mt_rand(0, 1) ? mt_rand(0, 999) : mt_rand(0, 9999999);
        $quantity = mt_rand(1, 99);
        $total += $price * $quantity;
        $items[] = ['name' => 'a', 'price' => $price, 'quantity' => $quantity, 'sku' => 'b', 'category' => 'c'];
    }
    $total = max($total, 1);
    $items[] = ['name' => 'rest', 'price' => $total === array_sum(array_map(fn ($item) => $item['price'] * $item['quantity'], $items)) ? 0 : 1, 'quantity' => 1, 'sku' => 'b', 'category' => 'c'];
    same("seed $i", [], $client->validateOrder(order(['order.line_items' => $items, 'order.amount' => $total])));
    $off = $client->validateOrder(order(['order.line_items' => $items, 'order.amount' => $total + 1]));
    same("seed $i off by one", ['sum'], array_column(array_values($off), 'rule'));
}
finish();
?>
--EXPECT--
done
