<?php

declare(strict_types=1);

namespace DokuTest\Property;

/** The module under test, to be handed to other PHP processes. */
final class Extension
{
    /** Set in the environment of a program that was started again: a module that does not load must not start it for ever. */
    private const STARTED = 'DOKU_TEST_STARTED_AGAIN';

    /** The file that this process has loaded; PHP itself does not tell. */
    public static function path(): string
    {
        if (preg_match('~ (/\S*/doku_akulaku\S*\.so)$~m', (string) file_get_contents('/proc/self/maps'), $found) !== 1) {
            throw new \RuntimeException('which extension? give --extension PATH or set DOKU_MODULE');
        }
        return $found[1];
    }

    /**
     * Runs the same program again with the module loaded, where it is not; returns where it is.
     *
     * @param list<string> $arguments
     */
    public static function ensure(?string $module, array $arguments): void
    {
        if (extension_loaded('doku_akulaku')) {
            return;
        }
        $module ??= self::path();
        if (getenv(self::STARTED) !== false || !is_file($module)) {
            fwrite(STDERR, "The extension cannot be loaded from $module\n");
            exit(1);
        }
        self::again($module, $arguments);
    }

    /**
     * Ends this process with the outcome of another that runs the same program with the module.
     *
     * @param list<string> $arguments
     * @param array<string, string> $environment what to add to this process's own
     */
    public static function again(string $module, array $arguments, array $environment = []): never
    {
        $process = proc_open(
            [PHP_BINARY, '-d', "extension=$module", ...$arguments],
            [STDIN, STDOUT, STDERR],
            $pipes,
            null,
            [self::STARTED => '1'] + $environment + getenv()
        );
        exit($process === false ? 1 : proc_close($process));
    }
}
