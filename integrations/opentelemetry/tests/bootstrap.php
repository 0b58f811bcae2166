<?php

declare(strict_types=1);

namespace {
    // The tools' autoloader knows PHPUnit and the SDK; the library's support has the simulator.
    require dirname(__DIR__, 2) . '/payments/tests/bootstrap.php';

    spl_autoload_register(static function (string $class): void {
        $prefix = 'DokuAkulaku\\OpenTelemetry\\';
        $file = dirname(__DIR__) . '/src/' . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
        if (str_starts_with($class, $prefix) && is_file($file)) {
            require $file;
        }
    });
}

namespace OpenTelemetry\Instrumentation {
    // Without ext-opentelemetry: the hooks are kept, and Hooks plays the extension.
    if (!function_exists('OpenTelemetry\Instrumentation\hook')) {
        function hook(?string $class, string $function, ?\Closure $pre = null, ?\Closure $post = null): bool
        {
            \DokuAkulaku\OpenTelemetry\Tests\Hooks::$kept[$function] = [$pre, $post];
            return true;
        }
    }
}

namespace DokuAkulaku\OpenTelemetry\Tests {
    /** Calls a method as ext-opentelemetry would: with the real extension it just calls it. */
    final class Hooks
    {
        /** @var array<string, array{?\Closure, ?\Closure}> */
        public static array $kept = [];

        /** @param array<mixed> $arguments */
        public static function call(\DokuAkulaku $client, string $method, array $arguments): mixed
        {
            $isReal = extension_loaded('opentelemetry');
            [$pre, $post] = $isReal ? [null, null] : self::$kept[$method];
            $result = $error = null;
            if ($pre !== null) {
                $pre($client, $arguments, \DokuAkulaku::class, $method, null, null);
            }
            try {
                return $result = $client->$method(...$arguments);
            } catch (\Throwable $caught) {
                $error = $caught;
                throw $caught;
            } finally {
                if ($post !== null) {
                    $post($client, $arguments, $result, $error);
                }
            }
        }
    }
}

namespace {
    // Before the first call of a method: ext-opentelemetry looks for its hooks then.
    \DokuAkulaku\OpenTelemetry\Instrumentation::register();
}
