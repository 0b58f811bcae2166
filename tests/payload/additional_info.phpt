--TEST--
additional_info: split settlement, override_notification_url, integration
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$client = client();
$split = [
    ['bank_account_settlement_id' => 'SBA-0001-123123123', 'value' => 10, 'type' => 'PERCENTAGE'],
    ['bank_account_settlement_id' => 'SBS-0002-321321321', 'value' => 90, 'type' => 'PERCENTAGE'],
];
$with = fn (array $changes = []) => order(['additional_info' => ['settlement' => $split]] + $changes);
$rules = fn (array $payload) => array_map(fn ($violation) => $violation['rule'], $client->validateOrder($payload));
$settlement = 'additional_info.settlement';

same('the sample', [], $rules($with()));
same('bytes', json($with()), $client->prepareOrder($with())->body);
same('FIX', [], $rules($with(["$settlement.0.type" => 'FIX', "$settlement.0.value" => 5000])));
same('value as text is sent as a number', json($with()), $client->prepareOrder($with(["$settlement.0.value" => '10']))->body);
same('an empty additional_info is an object', '{}', json(json_decode($client->prepareOrder(order(['additional_info' => []]))->body)->additional_info));

$path = 'additional_info.settlement[0]';
same('id missing', ["$path.bank_account_settlement_id" => 'required'], $rules($with(["$settlement.0.bank_account_settlement_id" => Remove::It])));
same('id blank', ["$path.bank_account_settlement_id" => 'required'], $rules($with(["$settlement.0.bank_account_settlement_id" => ' '])));
same('value missing', ["$path.value" => 'required'], $rules($with(["$settlement.0.value" => Remove::It])));
same('type missing', ["$path.type" => 'required'], $rules($with(["$settlement.0.type" => Remove::It])));
foreach (['percentage', 'FIXED', 'x'] as $type) {
    same("type $type", [ "$path.type"], array_keys($rules($with(["$settlement.0.type" => $type]))));
}
foreach ([true, 'x', [], new stdClass(), NAN] as $value) {
    same('value ' . get_debug_type($value), ["$path.value"], array_keys($rules($with(["$settlement.0.value" => $value]))));
}
same('negative value', ["$path.value" => 'range'], $rules($with(["$settlement.0.value" => -1])));
foreach (['x', ['a' => 1], 1] as $wrong) {
    same('settlement as ' . get_debug_type($wrong), [$settlement => 'type'], $rules(order(["$settlement" => $wrong])));
}
same('an entry as text', ['additional_info.settlement[1]' => 'type'], $rules($with(["$settlement.1" => 'x'])));

$override = 'additional_info.override_notification_url';
foreach (['https://anotherexample.com/payments/notifications', 'https://a.example:8443/n', 'http://127.0.0.1:8080/n'] as $url) {
    same("override $url", [], $rules(order([$override => $url])));
    same("override $url, bytes", json(order([$override => $url])), $client->prepareOrder(order([$override => $url]))->body);
}
foreach (['/n', 'example.com/n', 'ftp://a/n', 'https://'] as $url) {
    same("override $url", [$override => 'url'], $rules(order([$override => $url])));
}
same('override as a list', [$override => 'type'], $rules(order([$override => ['https://a.example/n']])));

$integration = ['name' => 'shop', 'version' => '1.2.3', 'cms_version' => '6.5'];
same('integration', [], $rules(order(['additional_info.integration' => $integration])));
same('integration, bytes', json(order(['additional_info.integration' => $integration])), $client->prepareOrder(order(['additional_info.integration' => $integration]))->body);
same('integration as text', ['additional_info.integration' => 'type'], $rules(order(['additional_info.integration' => 'shop/1.0'])));

// hold and release of a settlement
foreach ([true, false] as $hold) {
    same('hold_settlement', json(order(['additional_info.hold_settlement' => $hold])), $client->prepareOrder(order(['additional_info.hold_settlement' => $hold]))->body);
}
foreach (['true', 'yes', '', 1, 0, 1.0, [], [true], new stdClass()] as $value) {
    same('hold_settlement as ' . get_debug_type($value), ['additional_info.hold_settlement' => 'type'], $rules(order(['additional_info.hold_settlement' => $value])));
}
same('null is absent', '{}', json(json_decode($client->prepareOrder(order(['additional_info' => ['hold_settlement' => null]]))->body)->additional_info));
finish();
?>
--EXPECT--
done
