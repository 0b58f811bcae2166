<?php

declare(strict_types=1);

use DokuAkulaku\OpenTelemetry\Instrumentation;

// Composer loads this file. OTEL_PHP_DISABLED_INSTRUMENTATIONS is the SDK's own switch.
$disabled = array_map(trim(...), explode(',', (string) getenv('OTEL_PHP_DISABLED_INSTRUMENTATIONS')));
if (array_intersect(['all', Instrumentation::NAME], $disabled) === []) {
    Instrumentation::register();
}
