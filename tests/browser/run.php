<?php

/**
 * The shop and the payment page in headless Chromium: php tests/browser/run.php --extension PATH [--chromium PATH]
 * It starts the simulator and the shop itself. Screenshots go to build/browser. The last line is "N passed, N failed".
 */

declare(strict_types=1);

namespace BrowserTest;

use ExampleShop\Support\Servers;
use ExampleShop\Tests\Runner;

$root = dirname(__DIR__, 2);
require "$root/examples/shop/src/autoload.php";
require "$root/examples/shop/bin/support/Servers.php";
require "$root/examples/shop/bin/support/Visitor.php";
require "$root/examples/shop/tests/Runner.php";
require __DIR__ . '/Chromium.php';
require __DIR__ . '/Shopper.php';

$options = ['--extension' => '', '--chromium' => ''];
for ($index = 1; $index < $argc; $index += 2) {
    if (!isset($options[$argv[$index]], $argv[$index + 1])) {
        fwrite(STDERR, "Usage: php tests/browser/run.php --extension PATH [--chromium PATH]\n");
        exit(2);
    }
    $options[$argv[$index]] = $argv[$index + 1];
}
foreach (['chromium', 'google-chrome', 'chromium-browser'] as $name) {
    foreach (explode(PATH_SEPARATOR, (string) getenv('PATH')) as $directory) {
        if ($options['--chromium'] === '' && is_executable("$directory/$name")) {
            $options['--chromium'] = "$directory/$name";
        }
    }
}
$extension = realpath($options['--extension']);
if ($extension === false) {
    echo "The extension is not there: name it with --extension PATH\n0 passed, 1 failed\n";
    exit(1);
}
if ($options['--chromium'] === '') {
    // Ubuntu has none that runs without snapd.
    echo "not run all: there is no Chromium or Chrome in PATH\n0 passed, 0 failed, 1 not run\n";
    exit(0);
}

$runner = new Runner($extension);
$servers = new Servers($extension);
$shopper = new Shopper(new Chromium($options['--chromium']), $servers, "$root/build/browser");
foreach (Tests::all($shopper, $servers) as $name => $test) {
    $runner->test($name, $test);
}
$shopper->chromium->stop();
$servers->stop();
exit($runner->finish());
