--TEST--
Keys that DOKU does not document pass through unchanged, whatever they hold
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$client = client();
$unchanged = function (string $label, array $payload, ?string $expected = null) use ($client): void {
    same("$label is valid", [], $client->validateOrder($payload));
    same($label, $expected ?? json($payload), $client->prepareOrder($payload)->body);
};

$unchanged('top level', order(['extra' => 'x']));
$unchanged('order', order(['order.auto_redirect' => true]));
$unchanged('line item', order(['order.line_items.1.url' => 'https://example.com/a?b=c']));
$unchanged('payment', order(['payment.payment_due_date' => 60]));
$unchanged('customer', order(['customer.email' => 'a@example.com']));
$unchanged('additional_info', order(['additional_info.other' => ['a' => 1]]));

$unchanged('booleans', order(['extra' => [true, false]]));
$unchanged('nested', order(['extra' => ['list' => [1, [2, [3, []]]], 'object' => ['a' => ['b' => 'c']]]]));
$unchanged('text', order(['extra' => "caf\u{e9} \u{1f455}"]));
$unchanged('numbers', order(['extra' => [0, -1, PHP_INT_MAX, PHP_INT_MIN]]));
$unchanged('long text', order(['extra' => str_repeat('x', 100000)]));
$unchanged('empty key', order(['' => 'x']));

// floats read back as the same number
foreach ([0.5, -1.25, 1e100, 0.1, 1 / 3, 5e-324, 1.7976931348623157e308] as $float) {
    $body = $client->prepareOrder(order(['extra' => $float]))->body;
    same('float ' . var_export($float, true), $float, json_decode($body, true)['extra'] + 0.0);
}
$body = $client->prepareOrder(order(['extra' => 1.0]))->body;
same('integral float has the same value', 1.0, json_decode($body, true)['extra'] + 0.0);

// a locale with a decimal comma changes nothing
setlocale(LC_ALL, 'de_DE.UTF-8', 'id_ID.UTF-8', 'de_DE', 'fr_FR.UTF-8');
same('locale', 0.5, json_decode($client->prepareOrder(order(['extra' => 0.5]))->body, true)['extra']);
setlocale(LC_ALL, 'C');

// null: either left out or sent as null, never another value
$extra = json_decode($client->prepareOrder(order(['extra' => null, 'more' => 1]))->body, true);
ok('null', !isset($extra['extra']) && $extra['more'] === 1);

// "[]" is an object where DOKU has one
$decoded = json_decode($client->prepareOrder(order(['additional_info' => []]))->body);
ok('additional_info', $decoded->additional_info instanceof stdClass);
$decoded = json_decode($client->prepareOrder(order(['additional_info.integration' => []]))->body);
ok('additional_info.integration', $decoded->additional_info->integration instanceof stdClass);
$unchanged('an empty array that DOKU does not know is a list', order(['extra' => []]));
finish();
?>
--EXPECT--
done
