<?php

/**
 * The simulator's self-test: php sandbox/tests/run.php [topic ...]
 * Starts its own servers on free ports; nothing else is needed.
 */

declare(strict_types=1);

use DokuSandbox\Tests\Harness;

require __DIR__ . '/../src/autoload.php';
spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'DokuSandbox\\Tests\\')) {
        require __DIR__ . '/' . substr($class, strlen('DokuSandbox\\Tests\\')) . '.php';
    }
});

// One test reads 64 MiB.
ini_set('memory_limit', '1024M');
// A hang is a failure, too.
if (function_exists('pcntl_alarm')) {
    pcntl_alarm(300);
}

$wanted = array_slice($argv, 1);
$known = array_map(static fn (string $file): string => basename($file, '.php'), glob(__DIR__ . '/topics/*.php') ?: []);
foreach (array_diff($wanted, $known) as $topic) {
    fwrite(STDERR, "no such topic: $topic\n");
    exit(2);
}
foreach ($wanted === [] ? $known : $wanted as $topic) {
    Harness::topic($topic);
    $before = Harness::$passed + Harness::$failed;
    $started = microtime(true);
    try {
        (require __DIR__ . '/topics/' . $topic . '.php')();
    } catch (Throwable $error) {
        Harness::check(false, get_class($error) . ' in ' . basename($error->getFile()) . ':' . $error->getLine()
            . ': ' . $error->getMessage());
    }
    $number = Harness::$passed + Harness::$failed - $before;
    Harness::check($number > 0, 'has checks');
    printf("%-16s %4d checks  %5.2f s\n", $topic, $number, microtime(true) - $started);
}
printf("%d passed, %d failed\n", Harness::$passed, Harness::$failed);
exit(Harness::$failed === 0 ? 0 : 1);
