<?php

/** Takes two orders through their life at a running shop, as a customer and the back office would, and tells it. */

declare(strict_types=1);

use ExampleShop\Support\Demo;
use ExampleShop\Support\StepFailed;
use ExampleShop\Support\Visitor;

require dirname(__DIR__) . '/src/autoload.php';
require __DIR__ . '/support/Visitor.php';
require __DIR__ . '/support/StepFailed.php';
require __DIR__ . '/support/Demo.php';

const HELP = <<<'TEXT'
    Usage: php examples/shop/bin/demo.php --shop URL (--sandbox URL | --doku) [options]

      --shop URL         the running shop
      --sandbox URL      the simulator that the shop talks to, its control address; the demo tells it where the shop
                         takes notifications, pays as the buyer, and compares with its ledger at the end
      --doku             the shop talks to DOKU itself: you are the buyer
      --wait SECONDS     with --doku: how long to wait for your payment (300)
      --configure-only   tell the simulator about the shop, and stop
      --help             this text

    SHOP_DATABASE names the shop's SQLite file: Request-Ids and states are read there.
    Exit status: 0 every step was as expected, 1 one was not, 2 wrong use.

    TEXT;

$options = ['--shop' => '', '--sandbox' => '', '--wait' => '300'];
$flags = ['--doku' => false, '--configure-only' => false];
for ($index = 1; $index < $argc; $index++) {
    $name = $argv[$index];
    if ($name === '--help' || $name === '-h') {
        echo HELP;
        exit(0);
    }
    if (isset($flags[$name])) {
        $flags[$name] = true;
    } elseif (isset($options[$name], $argv[$index + 1])) {
        $options[$name] = rtrim($argv[++$index], '/');
    } else {
        fwrite(STDERR, "demo: $name is unknown or needs a value (--help)\n");
        exit(2);
    }
}
$oneOfThem = ($options['--sandbox'] === '') === $flags['--doku'];
if ($options['--shop'] === '' || !$oneOfThem || !ctype_digit($options['--wait'])) {
    fwrite(STDERR, "demo: it needs --shop URL, and --sandbox URL or --doku (--help)\n");
    exit(2);
}

try {
    $control = $flags['--doku'] ? null : $options['--sandbox'];
    if ($control !== null) {
        Visitor::json("$control/_sandbox/config", ['notification_url' => $options['--shop'] . '/notification']);
    }
    if ($flags['--configure-only']) {
        echo "The shop is open: {$options['--shop']}   its back office: {$options['--shop']}/orders\n";
        exit(0);
    }
    $demo = new Demo($options['--shop'], $control, (int) $options['--wait']);
    $control === null ? $demo->runWithDoku() : $demo->runWithSimulator();
} catch (StepFailed $failed) {
    echo "\nNOT AS EXPECTED: {$failed->getMessage()}\n";
    exit(1);
} catch (Throwable $error) {
    echo "\nTHE DEMO BROKE OFF: {$error->getMessage()}\n";
    exit(1);
}
