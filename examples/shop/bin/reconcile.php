<?php

/** For cron, every minute: what was left open, and what no notification told. */

declare(strict_types=1);

namespace ExampleShop;

require dirname(__DIR__) . '/src/autoload.php';

const HELP = <<<'TEXT'
    Usage: php examples/shop/bin/reconcile.php [--seconds N] [--limit N]

    Calls without a definite answer are made again, with the same Request-Id and the same payload; open payments are
    looked up, the older they are the more rarely; orders follow their payments. Several may run at once.

      --seconds N   stop after so many seconds; the next run goes on (25)
      --limit N     so many calls, look-ups and orders at most (500)
      --help        this text

    The database is SHOP_DATABASE, the account that of php.ini or DOKU_CLIENT_ID and DOKU_SECRET_FILE, SHOP_URL the
    shop's address.
    Exit status: 0 all that was due is done, 1 something is left, which the next run tries again, 2 wrong use.

    TEXT;

/** @param array<int, string> $arguments */
function reconcile(array $arguments): int
{
    $options = ['--seconds' => 25, '--limit' => 500];
    for ($index = 1; $index < count($arguments); $index += 2) {
        $name = $arguments[$index];
        $value = $arguments[$index + 1] ?? '';
        if ($name === '--help') {
            echo HELP;
            return 0;
        }
        if (!isset($options[$name]) || preg_match('/^[1-9]\d{0,6}$/D', $value) !== 1) {
            fwrite(STDERR, "reconcile: $name is unknown or needs a number above 0 (--help)\n");
            return 2;
        }
        $options[$name] = (int) $value;
    }
    $orders = Settings::orders();
    try {
        $payments = Settings::payments(Settings::store(), $orders);
    } catch (\RuntimeException $error) {
        fwrite(STDERR, 'reconcile: ' . $error->getMessage() . "\n");
        return 1;
    }
    $report = $payments->reconcile((float) $options['--seconds'], $options['--limit']);
    if ($report->reason !== null) {
        fwrite(STDERR, "reconcile: nothing was done: {$report->reason->value}\n");
    }
    echo "$report->repeated calls repeated, $report->checked payments looked up, $report->moved of them moved, "
        . "$report->told orders told, $report->failed failed" . ($report->complete ? '' : ', more is due') . "\n";
    return $report->complete && $report->failed === 0 && $report->reason === null ? 0 : 1;
}

/** @var array<int, string> $argv */
exit(reconcile($argv));
