<?php

/** Reports states of one payment as fast as it can: mover.php INVOICE SECONDS. Waits for a line on stdin before. */

declare(strict_types=1);

namespace ExampleShop;

use DokuAkulaku\Status;

require dirname(__DIR__) . '/src/autoload.php';

$store = Settings::store();
echo "ready\n";
fgets(STDIN);
$amount = $store->payment($argv[1])?->amount;
$applied = 0;
$count = 0;
for ($until = microtime(true) + (float) $argv[2]; microtime(true) < $until; $count++) {
    $status = $count % 2 === 0 ? Status::Failed : Status::Success;
    $move = $store->move($argv[1], $status, $amount, 'test');
    $applied += $move === Move::Applied && $status === Status::Success ? 1 : 0;
}
echo "$applied $count\n";
