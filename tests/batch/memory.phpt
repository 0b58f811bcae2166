--TEST--
checkStatuses(): memory is flat for 20,000 ids
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$good = answer(200, ['order' => ['amount' => 1], 'transaction' => ['status' => 'PENDING']]);
$bad = answer(404, ['message' => 'Order Not Found']);
$n = 0;
$client = client(['transport' => function () use (&$n, $good, $bad) {
    return $n++ % 3 ? $good : $bad;
}]);
$ids = (function () {
    for ($i = 0; $i < 20000; $i++) {
        yield "INV-$i";
    }
})();
$seen = 0;
$early = $most = 0;
foreach ($client->checkStatuses($ids, 32) as $id => $result) {
    if (++$seen % 500 === 0) {
        $now = memory_get_usage();
        $early = $seen === 2000 ? $now : $early;
        $most = $seen > 2000 ? max($most, $now) : $most;
    }
}
same('all', 20000, $seen);
ok("flat: $early, then $most", $most - $early < 200000);
finish();
?>
--EXPECT--
done
