<?php

declare(strict_types=1);

namespace DokuTest\Property;

/** The module under test, to be handed to other PHP processes. */
final class Extension
{
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
        $command = [PHP_BINARY, '-d', 'extension=' . ($module ?? self::path()), ...$arguments];
        $process = proc_open($command, [STDIN, STDOUT, STDERR], $pipes);
        exit($process === false ? 1 : proc_close($process));
    }
}
