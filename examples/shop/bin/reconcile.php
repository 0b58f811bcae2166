<?php

/** For cron: finishes what was left open, and asks DOKU about payments that still wait. */

declare(strict_types=1);

namespace ExampleShop;

require dirname(__DIR__) . '/src/autoload.php';

const HELP = <<<'TEXT'
    Usage: php examples/shop/bin/reconcile.php [--older-than SECONDS] [--not-older-than SECONDS]

    1. Calls without a definite answer (the process died, the connection broke) are made again with the same
       Request-Id and the same payload. DOKU executes them once and gives the original answer.
    2. Payments that are not settled are looked up, many at once.

      --older-than SECONDS      leave younger ones alone, a customer may be at it (60)
      --not-older-than SECONDS  make a call again for so long only: how long DOKU keeps a Request-Id is not
                                documented. Older ones are looked up, and listed for a person. Payments are looked
                                up for 30 times as long (86400)
      --help                    this text

    The database is SHOP_DATABASE, the account that of php.ini or DOKU_CLIENT_ID and DOKU_SECRET_FILE.
    Exit status: 0 nothing is left open, 1 something is and the next run will try again, 2 wrong use.

    TEXT;

$limits = ['--older-than' => 60, '--not-older-than' => 86400];
for ($index = 1; $index < $argc; $index++) {
    if ($argv[$index] === '--help') {
        echo HELP;
        exit(0);
    }
    $value = $argv[$index + 1] ?? '';
    if (!isset($limits[$argv[$index]]) || preg_match('/^\d{1,9}$/D', $value) !== 1) {
        fwrite(STDERR, "reconcile: $argv[$index] is unknown or needs a number of seconds (--help)\n");
        exit(2);
    }
    $limits[$argv[$index]] = (int) $value;
    $index++;
}

$store = Settings::store();
$payments = Settings::payments($store);
$before = time() - $limits['--older-than'];
$after = time() - $limits['--not-older-than'];
$open = 0;

foreach ($store->unsettledCalls($before) as $call) {
    $invoice = $store->paymentById($call->paymentId)->invoice;
    if ($call->created < $after) {
        echo "$invoice: $call->operation has had no answer for too long; a person has to look ($call->requestId)\n";
        $open++;
        continue;
    }
    $outcome = $payments->repeat($call);
    echo "$invoice: $call->operation again ($call->requestId): $outcome->text\n";
    $open += in_array($outcome->kind, ['later', 'unknown'], true) ? 1 : 0;
}

$asked = 0;
$invoices = $store->unfinishedInvoices($before, time() - 30 * $limits['--not-older-than']);
foreach ($payments->checkAll($invoices) as $invoice => $outcome) {
    $asked++;
    echo "$invoice: $outcome->text\n";
    $open += $outcome->kind === 'later' ? 1 : 0;
}
echo "$asked payments looked up, $open left open\n";
exit($open === 0 ? 0 : 1);
