<?php

declare(strict_types=1);

namespace DokuSandbox\Tests;

/** Counts checks, and starts the programs under test so that none is ever left behind. */
final class Harness
{
    public static int $passed = 0;
    public static int $failed = 0;
    private static string $topic = '';
    /** @var array<string, bool> whether each passed, by topic and label: what is counted are tests, not comparisons */
    private static array $tests = [];

    public static function topic(string $topic): void
    {
        self::$topic = $topic;
    }

    public static function check(bool $good, string $label, string $detail = ''): void
    {
        $key = self::$topic . "\n" . $label;
        $before = self::$tests[$key] ?? null;
        self::$tests[$key] = $good && $before !== false;
        if ($good) {
            self::$passed += $before === null ? 1 : 0;
            return;
        }
        self::$passed -= $before === true ? 1 : 0;
        self::$failed += $before === false ? 0 : 1;
        echo 'FAILED ', self::$topic, ': ', $label, $detail === '' ? '' : "\n  " . $detail, "\n";
    }

    public static function same(mixed $expected, mixed $actual, string $label): void
    {
        $show = static fn (mixed $value): string => substr((string) json_encode(
            $value,
            JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE | JSON_PARTIAL_OUTPUT_ON_ERROR,
        ), 0, 600);
        self::check($expected === $actual, $label, 'expected ' . $show($expected) . "\n  got      " . $show($actual));
    }

    public static function contains(string $part, string $whole, string $label): void
    {
        self::check(str_contains($whole, $part), $label, "\"$part\" is not in: " . substr($whole, 0, 600));
    }

    /** Tries until it holds, for things that happen a moment later in the other process. */
    public static function soon(\Closure $condition, string $label, float $seconds = 5.0): void
    {
        $end = microtime(true) + $seconds;
        while (!($holds = $condition()) && microtime(true) < $end) {
            usleep(10000);
        }
        self::check($holds, $label);
    }

    public static function temporaryDirectory(): string
    {
        $directory = sys_get_temp_dir() . '/sandbox-test-' . bin2hex(random_bytes(6));
        mkdir($directory, 0700);
        register_shutdown_function(static function () use ($directory): void {
            array_map('unlink', glob($directory . '/*') ?: []);
            @rmdir($directory);
        });
        return $directory;
    }
}
