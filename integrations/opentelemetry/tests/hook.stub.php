<?php

namespace OpenTelemetry\Instrumentation;

/** Of ext-opentelemetry, for PHPStan. */
function hook(?string $class, string $function, ?\Closure $pre = null, ?\Closure $post = null): bool
{
    return true;
}
