<?php

/**
 * The shop's tests: php examples/shop/tests/run.php [--extension PATH] [NAME...]
 * NAME: language, cart, live. The last line is "N passed, N failed".
 */

declare(strict_types=1);

namespace ExampleShop\Tests;

require __DIR__ . '/Runner.php';

$extension = null;
$names = [];
for ($index = 1; $index < $argc; $index++) {
    match ($argv[$index]) {
        '--extension' => $extension = (string) realpath($argv[++$index] ?? ''),
        default => $names[] = $argv[$index],
    };
}
if (!extension_loaded('doku_akulaku')) {
    // Once only: a module that does not load must not be tried for ever.
    if ((string) $extension !== '' && getenv('SHOP_TESTS_STARTED') === false) {
        pcntl_exec(PHP_BINARY, ['-d', "extension=$extension", ...$argv], getenv() + ['SHOP_TESTS_STARTED' => '1']);
    }
    fwrite(STDERR, "The extension is not loaded: name it with --extension PATH\n");
    echo "0 passed, 1 failed\n";
    exit(2);
}

ini_set('assert.exception', '1');
ini_set('error_log', '/dev/null');
require dirname(__DIR__) . '/src/autoload.php';
$runner = new Runner($extension ?? 'doku_akulaku.so');
foreach (['language', 'cart', 'live'] as $name) {
    if ($names === [] || in_array($name, $names, true)) {
        (require __DIR__ . "/$name.php")($runner);
    }
}
exit($runner->finish());
