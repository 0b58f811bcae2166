--TEST--
memory_limit reached while a payload, an answer or a notification is converted
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';
require __DIR__ . '/../support/process.inc';

$head = '<?php require ' . var_export(__DIR__ . '/../support/notification.inc', true) . ';
register_shutdown_function(function () {
    ini_set("memory_limit", "-1");
    // the extension still works after the bailout
    echo client(["transport" => new Script(answer(200, generated()))])->generateOrder(order())->succeeded ? "shutdown works\n" : "broken\n";
});
$nested = "{\"a\":1,\"b\":[1,2,3]}";
$big = "{\"order\":{\"invoice_number\":\"" . INVOICE . "\",\"amount\":90000},\"payment\":{\"status\":\"PENDING\"},\"transaction\":{\"status\":\"SUCCESS\"},\"x\":[" . implode(",", array_fill(0, 40000, $nested)) . "]}";
$client = client(["transport" => fn () => ["status" => 200, "headers" => [], "body" => $big]]);
$headers = notification_headers($big);
$small = notification_headers("{}");
$client->validateOrder(order());
$limit = fn (int $room) => ini_set("memory_limit", (string) (memory_get_usage(true) + $room));
';
$calls = [
    'answer' => '$client->generateOrder(order());',
    'notification' => '$client->parseNotification($big, $headers, NOTIFY_TARGET);',
    'violations' => '$items = array_fill(0, 20000, []); $limit(1 << 20); $client->validateOrder(order(["order.line_items" => $items]));',
    'batch' => 'foreach ($client->checkStatuses(["INV-20210707-0001", "b"]) as $x) { $keep[] = $x; }',
];
// some builds of PHP end the process at a multiple of the limit; others ignore this setting
$settings = ['memory_hard_limit_percent' => '10000'];
// a memory checker switches PHP's own allocator off, and with it the limit
$environment = ['USE_ZEND_ALLOC' => '1'] + getenv();
$stopped = 0;
foreach ($calls as $label => $call) {
    foreach ([0, 300000, 2097152] as $room) {
        $result = run_php("$head\$limit($room); $call echo \"went through\n\";", $settings, [], $environment);
        $died = str_contains($result['output'], 'Allowed memory size');
        $stopped += (int) $died;
        ok("$label, room $room: " . substr($result['output'], 0, 300), $died || str_contains($result['output'], "went through\n"));
        holds_text("$label, room $room: afterwards", 'shutdown works', $result['output']);
        same("$label, room $room: exit code", $died ? 255 : 0, $result['code']);
        same("$label, room $room: stderr", '', $result['errors']);
    }
}
ok("the limit was reached at least four times: $stopped", $stopped >= 4);
finish();
?>
--EXPECT--
done
