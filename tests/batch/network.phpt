--TEST--
checkStatuses() against a loopback server: bound of requests in flight, order of arrival, failures, break
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';
require __DIR__ . '/../support/process.inc';

$report = fn (Server $server) => json_decode(file_get_contents("$server->ready/report"), true);
$ids = fn (int $count) => array_map(fn ($n) => "INV-$n", range(1, $count));

foreach ([1, 4, 16] as $concurrency) {
    $server = start_script('status_server.php', [$concurrency]);
    $client = client(['base_url' => $server->ready, 'retries' => 0, 'timeout' => 20]);
    $seen = [];
    foreach ($client->checkStatuses($ids($concurrency * 3), $concurrency) as $id => $result) {
        $seen[$id] = $result->invoiceNumber ?? $result->getMessage();
    }
    ksort($seen, SORT_NATURAL);
    same("$concurrency: all", array_combine($ids($concurrency * 3), $ids($concurrency * 3)), $seen);
    $facts = $report($server);
    same("$concurrency: in flight at the server", $concurrency, $facts['most']);
    ok("$concurrency: kept connections, {$facts['connections']}", $facts['connections'] <= $concurrency + 1);
    $server->stop();
}

// in the order of arrival, not of the ids: the server answers the newest first
$server = start_script('status_server.php', [8, 'reverse']);
$client = client(['base_url' => $server->ready, 'retries' => 0, 'timeout' => 20]);
$seen = [];
foreach ($client->checkStatuses($ids(8), 8) as $id => $result) {
    $seen[] = $id;
}
$order = $report($server)['ids'];
sort($order);
$sorted = $seen;
sort($sorted);
same('all eight', $order, $sorted);
ok('the first id is not the first answer: ' . implode(' ', $seen), $seen[0] !== $report($server)['ids'][0]);

// failures apart
$seen = [];
foreach ($client->checkStatuses(['a', 'cut-1', 'missing-1', 'html-1', 'b', 'cut-2'], 6) as $id => $result) {
    $seen[$id] = $result instanceof DokuAkulaku\Response ? $result->status : $result::class;
}
ksort($seen);
same('failures apart', [
    'a' => DokuAkulaku\Status::Pending, 'b' => DokuAkulaku\Status::Pending,
    'cut-1' => DokuAkulaku\IndeterminateException::class, 'cut-2' => DokuAkulaku\IndeterminateException::class,
    'html-1' => DokuAkulaku\ResponseException::class, 'missing-1' => DokuAkulaku\ApiException::class,
], $seen);

// break cancels what is open, and the client works on
$before = $report($server)['requests'];
foreach ($client->checkStatuses($ids(100), 4) as $id => $result) {
    break;
}
unset($result);
same('a call after break', 'after', $client->checkStatus('after')->invoiceNumber);
$sent = $report($server)['requests'] - $before;
ok("no more was sent than was in flight: $sent", $sent <= 10);

// time spent in the loop's body does not count against timeout: a call that is open meanwhile, and is cut off, has time for a retry
$single = start_script('status_server.php', [2, 'reverse']);
$quick = client(['base_url' => $single->ready, 'retries' => 1, 'timeout' => 3]);
$seen = [];
foreach ($quick->checkStatuses(['once-1', 'INV-2', 'INV-3'], 2) as $id => $result) {
    ok("slow body, $id: " . ($result instanceof Throwable ? $result->getMessage() : ''), $result instanceof DokuAkulaku\Response);
    if ($seen === []) {
        $until = microtime(true) + 3.2;
        while (microtime(true) < $until) {
            usleep(50000);
        }
    }
    $seen[] = $id;
}
sort($seen);
same('slow body: all', ['INV-2', 'INV-3', 'once-1'], $seen);
same('slow body: the retry', 4, $report($single)['requests']);
$single->stop();

// nobody listens: each id has its exception
$server->stop();
$classes = [];
foreach ($client->checkStatuses($ids(5), 3) as $id => $result) {
    $classes[] = $result::class;
}
same('refused', array_fill(0, 5, DokuAkulaku\ConnectionException::class), $classes);
finish();
?>
--EXPECT--
done
