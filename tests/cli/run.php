<?php

/*
 * bin/doku-akulaku against the simulator and a shop's address of this test: php tests/cli/run.php --extension PATH
 * The last line is "N passed, N failed".
 */

declare(strict_types=1);

use DokuTest\Cli\Cli;
use DokuTest\Property\Extension;
use DokuTest\Property\Report;
use DokuTest\Property\Simulator;

require dirname(__DIR__) . '/property/support/autoload.php';
require dirname(__DIR__, 2) . '/sandbox/tests/Merchant.php';
require __DIR__ . '/Cli.php';

$options = getopt('', ['extension:', 'only:']);
$module = $options['extension'] ?? getenv('DOKU_MODULE') ?: null;
Extension::ensure($module, $argv);

/** @return list<string> a problem where the value is another */
function same(mixed $expected, mixed $seen, string $what): array
{
    return $expected === $seen ? [] : ["$what: expected " . json_encode($expected) . ', seen ' . json_encode($seen)];
}

/** @return list<string> a problem where a part is missing */
function contains(string $part, string $whole, string $what = 'text'): array
{
    return str_contains($whole, $part) ? [] : ["$what: \"$part\" is not in: $whole"];
}

$report = new Report(isset($options['only']) ? (array) $options['only'] : []);
$simulator = new Simulator(['--https', '--extra-tls', 'wrong-host,expired,unknown-ca']);
$cli = new Cli((string) realpath($module ?? Extension::path()));
foreach (['usage', 'calls', 'signatures', 'notify', 'doctor'] as $topic) {
    (require __DIR__ . "/topics/$topic.php")($report, $cli, $simulator);
}
$report->run('no secret was ever printed', static fn (): array => [
    ...same(true, strlen($cli->everything) > 5000, 'there was much to look at'),
    ...same(false, str_contains($cli->everything, Cli::SECRET), 'the secret key in what was printed'),
    ...same(false, str_contains($cli->everything, 'another-fake-secret'), 'another secret key'),
]);
exit($report->end());
