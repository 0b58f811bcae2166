<?php

/*
 * Processes, signals and limits: fork, preload, php-fpm, children of the shell, max_execution_time; secrets, reload, upgrade.
 *   php tests/property/process.php --extension PATH [--only PART]
 * The last line is "N passed, N failed".
 */

declare(strict_types=1);

use DokuTest\Property\Extension;
use DokuTest\Property\Report;
use DokuTest\Property\Simulator;

require __DIR__ . '/support/autoload.php';

$options = getopt('', ['extension:', 'only:']);
Extension::ensure($options['extension'] ?? getenv('DOKU_MODULE') ?: null, $argv);

$report = new Report(isset($options['only']) ? (array) $options['only'] : []);
$simulator = new Simulator();
foreach (['fork', 'signals', 'fpm', 'operations'] as $part) {
    (require __DIR__ . "/process/$part.php")($simulator, $report);
}
exit($report->end());
