<?php

declare(strict_types=1);

namespace ExampleShop\Tests;

/** Counts tests; a test is a closure that throws when something is not as it should be. */
final class Runner
{
    private int $passed = 0;
    private int $failed = 0;

    public function __construct(public readonly string $extension)
    {
    }

    public function test(string $name, callable $body): void
    {
        try {
            $body();
            $this->passed++;
            echo "ok      $name\n";
        } catch (\Throwable $error) {
            $this->failed++;
            echo "FAILED  $name\n        {$error->getMessage()}\n        at " . basename($error->getFile()) . ':'
                . $error->getLine() . self::caller($error) . "\n";
        }
    }

    public function finish(): int
    {
        echo "$this->passed passed, $this->failed failed\n";
        return $this->failed === 0 && $this->passed > 0 ? 0 : 1;
    }

    public static function same(mixed $expected, mixed $seen, string $what): void
    {
        if ($expected !== $seen) {
            throw new \RuntimeException("$what: expected " . self::show($expected) . ', seen ' . self::show($seen));
        }
    }

    public static function true(bool $condition, string $what): void
    {
        self::same(true, $condition, $what);
    }

    /** @param class-string<\Throwable> $class */
    public static function throws(string $class, callable $body, string $what): void
    {
        try {
            $body();
        } catch (\Throwable $error) {
            self::same($class, $error::class, $what);
            return;
        }
        throw new \RuntimeException("$what: nothing was thrown");
    }

    private static function show(mixed $value): string
    {
        return $value instanceof \UnitEnum ? $value->name
            : (string) json_encode($value, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PARTIAL_OUTPUT_ON_ERROR);
    }

    private static function caller(\Throwable $error): string
    {
        foreach ($error->getTrace() as $frame) {
            if (isset($frame['file']) && basename($frame['file']) !== 'Runner.php') {
                return ', from ' . basename($frame['file']) . ':' . ($frame['line'] ?? 0);
            }
        }
        return '';
    }
}
