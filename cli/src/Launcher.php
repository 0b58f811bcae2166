<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli;

/**
 * Settings that the command line gives. They are handed to PHP as settings of php.ini, in a process of their own: so
 * the secret is read by the extension alone, and what the commands show is what the extension uses.
 */
final class Launcher
{
    /** Option => setting. */
    private const SETTINGS = [
        'client-id' => 'doku_akulaku.client_id',
        'secret-file' => 'doku_akulaku.secret_file',
        'environment' => 'doku_akulaku.environment',
        'base-url' => 'doku_akulaku.base_url',
        'ca-file' => 'doku_akulaku.ca_file',
        'proxy' => 'doku_akulaku.proxy',
        'timeout' => 'doku_akulaku.timeout',
        'extension' => 'extension',
    ];

    /**
     * Takes the settings out of the arguments.
     *
     * @param list<string> $arguments
     * @return array{list<string>, list<string>} the arguments that are left, and those of PHP
     */
    public static function split(array $arguments): array
    {
        $rest = $php = [];
        while ($arguments !== []) {
            $argument = array_shift($arguments);
            [$name, $value] = explode('=', $argument, 2) + [1 => null];
            $setting = str_starts_with($name, '--') ? self::SETTINGS[substr($name, 2)] ?? null : null;
            if ($argument === '--' || $setting === null) {
                $rest[] = $argument;
                if ($argument === '--') {
                    return [[...$rest, ...$arguments], $php];
                }
                continue;
            }
            $value ??= array_shift($arguments) ?? throw new Usage("$name needs a value");
            array_push($php, '-d', $setting . '=' . self::quoted($name, $value));
        }
        return [$rest, $php];
    }

    /** In php.ini single quotes keep everything as it stands. */
    private static function quoted(string $name, string $value): string
    {
        if (strpbrk($value, "'\r\n\0") !== false) {
            throw new Usage("the value of $name must have no quotation mark (') and no line break");
        }
        return "'$value'";
    }

    /**
     * Runs the same command with these settings; its exit status.
     *
     * @param list<string> $php
     * @param list<string> $arguments
     */
    public static function again(array $php, array $arguments): int
    {
        $plain = php_ini_loaded_file() === false ? ['-n'] : [];
        $script = dirname(__DIR__, 2) . '/bin/doku-akulaku';
        $command = [PHP_BINARY, ...$plain, ...$php, $script, ...$arguments];
        $process = proc_open($command, [STDIN, STDOUT, STDERR], $pipes);
        if ($process === false) {
            throw new Usage('PHP cannot be started again: ' . PHP_BINARY);
        }
        return proc_close($process);
    }
}
