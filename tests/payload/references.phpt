--TEST--
Nested references are followed and stay what they were
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$client = client();
$payload = order();
$amount = '90000.00';
$payload['order']['amount'] = &$amount;
$items = &$payload['order']['line_items'];
foreach ($items as &$item) {
    foreach ($item as &$value) {
        $value = $value;
    }
    unset($value);
}
unset($item);
$customer = &$payload['customer'];
$city = &$payload['customer']['city'];
$copy = unserialize(serialize($payload));

same('valid', [], $client->validateOrder($payload));
same('bytes', json(order()), $client->prepareOrder($payload)->body);
same('not written to', '90000.00', $amount);
same('payload unchanged', $copy, unserialize(serialize($payload)));
same('the added keys are not added to the array', order(['customer.city' => Remove::It]), (function () use ($client) {
    $payload = order(['customer.city' => Remove::It]);
    $client->prepareOrder($payload);
    return $payload;
})());

// the same array twice is no recursion
$shared = ['a' => ['b' => 1]];
$twice = order(['extra' => ['x' => &$shared, 'y' => &$shared]]);
same('shared, not recursive', [], $client->validateOrder($twice));
same('shared bytes', json(order(['extra' => ['x' => $shared, 'y' => $shared]])), $client->prepareOrder($twice)->body);
$constant = order();
same('immutable arrays', json(order()), $client->prepareOrder($constant)->body);
finish();
?>
--EXPECT--
done
