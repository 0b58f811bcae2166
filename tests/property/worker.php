<?php

/* One process of the property test: plays the cases from, from + step, ... below to; prints one JSON line a failure. */

declare(strict_types=1);

use DokuTest\Property\CaseMaker;
use DokuTest\Property\Player;

require __DIR__ . '/support/autoload.php';

[, $seed, $from, $to, $step, $verbose] = array_map('intval', $argv);
$gateway = $argv[6] === '' ? null : $argv[6];
$maker = new CaseMaker($seed, $gateway === null ? null : 'https');
$player = new Player($gateway);
$cases = 0;
for ($number = $from; $number < $to; $number += $step) {
    $case = $maker->make($number);
    if ($verbose === 1) {
        fwrite(STDERR, json_encode($case, JSON_UNESCAPED_SLASHES) . "\n");
    }
    try {
        $problems = $player->play($case);
    } catch (Throwable $error) {
        $problems = [$error::class . ': ' . $error->getMessage() . ' in ' . basename($error->getFile()) . ':'
            . $error->getLine()];
    }
    $cases++;
    if ($problems !== []) {
        echo json_encode(['case' => $case, 'problems' => $problems], JSON_UNESCAPED_SLASHES), "\n";
    }
}
echo json_encode(['cases' => $cases, 'calls' => $player->calls, 'outcomes' => $player->outcomes]), "\n";
