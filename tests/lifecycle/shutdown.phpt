--TEST--
Objects left open at the end of the script: clients, iterators, connections, in any order of destruction
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';
require __DIR__ . '/../support/process.inc';

$sandbox = start_script('status_server.php', [0]);
$head = '<?php require ' . var_export(__DIR__ . '/../support/client.inc', true) . ';
$url = ' . var_export($sandbox->ready, true) . ';
function ids() { for ($i = 0;; $i++) { yield "INV-$i"; } }
$options = ["base_url" => $url, "retries" => 0, "timeout" => 10];
';
$scripts = [
    'an open connection' => 'client($options)->checkStatus("a"); echo "end";',
    'an open iterator' => '$left = client($options)->checkStatuses(ids(), 4); $left->rewind(); echo "end";',
    'a static' => 'class Keeps { static $client; static $iterator; } Keeps::$client = client($options); Keeps::$iterator = Keeps::$client->checkStatuses(ids(), 4); Keeps::$iterator->rewind(); echo "end";',
    'a destructor that calls' => 'final class Late { public $client; function __destruct() { echo $this->client->checkStatus("late")->invoiceNumber; } } $late = new Late(); $late->client = client($options); echo "";',
    'a shutdown function that calls' => '$client = client($options); register_shutdown_function(function () use ($client) { echo $client->checkStatus("late")->invoiceNumber; });',
    'an uncaught exception in the loop' => 'try { foreach (client($options)->checkStatuses(ids(), 4) as $x) { throw new LogicException("x"); } } finally { echo "end"; exit(0); }',
    'exit in the loop' => 'foreach (client($options)->checkStatuses(ids(), 4) as $x) { echo "end"; exit(0); }',
    'closeConnections in the loop' => 'foreach (client($options)->checkStatuses(["a", "b", "c"], 2) as $x) { DokuAkulaku::closeConnections(); } echo "end";',
    'a Fiber left in the loop' => '$fiber = new Fiber(function () use ($options) { foreach (client($options)->checkStatuses(ids(), 4) as $x) { Fiber::suspend(); } }); $fiber->start(); echo "end";',
    'closing again and again' => 'for ($i = 0; $i < 5; $i++) { client($options)->checkStatus("a"); DokuAkulaku::closeConnections(); DokuAkulaku::closeConnections(); } echo "end";',
    'output buffers at the end' => 'ob_start(function ($text) use ($options) { return $text; }); client($options)->checkStatus("a"); echo "end";',
];
foreach ($scripts as $label => $script) {
    $result = run_php($head . $script);
    ok("$label: {$result['output']}{$result['errors']}", in_array($result['output'], ['end', 'late'], true) && $result['errors'] === '');
    same("$label: exit code", 0, $result['code']);
}
finish();
?>
--EXPECT--
done
