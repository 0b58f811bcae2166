--TEST--
exit in a logger, a transport or a generator ends the script, shutdown functions and destructors run
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';
require __DIR__ . '/../support/process.inc';

$head = '<?php require ' . var_export(__DIR__ . '/../support/client.inc', true) . ';
register_shutdown_function(function () { echo "shutdown\n"; });
final class Last { function __destruct() { echo "destructor\n"; } }
$last = new Last();
';
$calls = [
    'logger' => 'client(["logger" => function () { echo "in\n"; exit(3); }, "transport" => new Script(answer(200, generated()))])->generateOrder(order());',
    'transport' => 'client(["transport" => function () { echo "in\n"; exit(3); }])->generateOrder(order());',
    'transport of a batch' => 'foreach (client(["transport" => function () { echo "in\n"; exit(3); }])->checkStatuses(["a", "b"]) as $x) { }',
    'generator' => 'foreach (client(["transport" => new Script(answer(200, status_body()))])->checkStatuses((function () { yield "a"; echo "in\n"; exit(3); })()) as $x) { }',
    'body of a batch' => 'foreach (client(["transport" => new Script(answer(200, status_body(["order.invoice_number" => Remove::It])))])->checkStatuses(["a", "b", "c"]) as $x) { echo "in\n"; exit(3); }',
];
foreach ($calls as $label => $call) {
    $result = run_php("$head$call\necho \"not reached\\n\";");
    same($label, "in\nshutdown\ndestructor\n", $result['output']);
    same("$label: exit code", 3, $result['code']);
}
// a fatal error in the same places; PHP then lets go of a request's memory without freeing it, which valgrind takes for leaks
$environment = ['USE_TRACKED_ALLOC' => '1'] + getenv();
foreach ($calls as $label => $call) {
    $result = run_php($head . str_replace('exit(3);', 'trigger_error("stop", E_USER_ERROR);', $call) . "\necho \"not reached\\n\";", [], [], $environment);
    ok("$label, fatal: {$result['output']}", str_starts_with($result['output'], "in\n") && str_contains($result['output'], 'stop') && str_contains($result['output'], 'shutdown') && !str_contains($result['output'], 'not reached'));
    same("$label, fatal: exit code", 255, $result['code']);
}
finish();
?>
--EXPECT--
done
