<?php

/*
 * Every fault once, by name, with the outcome that the contract gives it.
 *   php tests/property/table.php --extension PATH [--only PART]
 * The last line is "N passed, N failed".
 */

declare(strict_types=1);

use DokuTest\Property\Extension;
use DokuTest\Property\Report;
use DokuTest\Property\Simulator;
use DokuTest\Property\Table;

require __DIR__ . '/support/autoload.php';

$options = getopt('', ['extension:', 'only:']);
Extension::ensure($options['extension'] ?? getenv('DOKU_MODULE') ?: null, $argv);

$report = new Report(isset($options['only']) ? (array) $options['only'] : []);
$simulator = new Simulator(['--https', '--extra-tls', 'wrong-host,expired,unknown-ca']);
$table = new Table($simulator, $report);
foreach (['connect', 'proxy', 'cut', 'status', 'content', 'sequences', 'http2'] as $part) {
    (require __DIR__ . "/table/$part.php")($table, $report);
}
exit($report->end());
