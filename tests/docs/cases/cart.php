<?php

declare(strict_types=1);

require dirname(__DIR__) . '/support.php';
require BLOCK;

$doku = new DokuAkulaku(CLIENT_ID, SECRET);
$item = static fn (string $name, int $total, string $quantity): array
    => ['name' => $name, 'sku' => $name, 'category' => 'Goods', 'total' => $total, 'quantity' => $quantity];
$carts = [
    [[$item('Shirt', 90000, '2')], 0, []],
    [[$item('Beans', 67500, '1.5'), $item('Mug', 33333, '3'), $item('Gift', 0, '1')], 10001, ['Delivery' => 15000, 'PPN' => 9987]],
    [[$item('Shirt', 100, '3')], 100, ['Delivery' => 9000, 'PPN' => 0]],
    [[$item('Nails', 20000, '20000')], 1, []],
];
for ($i = 0; $i < 300; $i++) {
    mt_srand($i);
    $goods = array_map(
        static fn (int $n): array
            => $item("Item $n", mt_rand(0, 5_000_000), ['1', '2', '3', '7', '0.25', '1.5', '12345'][mt_rand(0, 6)]),
        range(1, mt_rand(1, 12)),
    );
    $carts[] = [$goods, mt_rand(0, array_sum(array_column($goods, 'total'))), ['Delivery' => mt_rand(1, 20000)]];
}
foreach ($carts as [$goods, $discount, $charges]) {
    $lines = orderLines($goods, $discount, $charges);
    $amount = array_sum(array_map(static fn (array $line): int => $line['price'] * $line['quantity'], $lines));
    $expected = array_sum(array_column($goods, 'total')) - $discount + array_sum($charges);
    expect('the lines add up', $amount === $expected, [$expected, $lines]);
    $payload = payload('INV-1', ['order' => ['amount' => $amount]]);
    $payload['order']['line_items'] = $lines;
    expect('DOKU takes them', $doku->validateOrder($payload) === [], $doku->validateOrder($payload));
}
$lines = orderLines(...$carts[0]);
expect('a plain line stays', $lines[0]['price'] === 45000 && $lines[0]['quantity'] === 2 && $lines[0]['name'] === 'Shirt', $lines);
$lines = orderLines(...$carts[1]);
expect('a fraction goes into the name', $lines[0]['name'] === '1.5 x Beans' && $lines[0]['quantity'] === 1, $lines);
expect('no line for what is 0', count(orderLines(...$carts[2])) === 2);
