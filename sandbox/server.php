<?php

declare(strict_types=1);

use DokuSandbox\Options;
use DokuSandbox\Server;

require __DIR__ . '/src/autoload.php';

// stdout holds the readiness line only.
ini_set('display_errors', 'stderr');
ini_set('memory_limit', '1024M');

try {
    $options = Options::parse(array_slice($argv, 1));
    if ($options->help) {
        echo Options::HELP;
        exit(0);
    }
    $server = new Server($options);
} catch (InvalidArgumentException | RuntimeException $error) {
    fwrite(STDERR, 'sandbox: ' . $error->getMessage() . " (--help tells the options)\n");
    exit(2);
}

$ready = $server->readiness();
if ($options->json || !stream_isatty(STDOUT)) {
    echo json_encode($ready, JSON_UNESCAPED_SLASHES), "\n";
} else {
    echo "The sandbox is ready: orders and notifications are at $ready[control]/admin\n",
        'API: ', implode(' and ', array_filter([$ready['http'], $ready['https']])), "\n",
        "Client-Id: $ready[client_id]\n";
}
flush();
$server->run();
