<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

/** A folder that goes away with the test run, and the processes that do. */
final class Scratch
{
    private static ?string $folder = null;
    /** @var list<array{resource, int}> process, the signal that ends it */
    private static array $processes = [];

    public static function folder(): string
    {
        if (self::$folder === null) {
            self::$folder = sys_get_temp_dir() . '/doku-payments-' . bin2hex(random_bytes(6));
            mkdir(self::$folder, 0711);
            $owner = getmypid();
            register_shutdown_function(static function () use ($owner): void {
                // Not in a forked child.
                if (getmypid() === $owner) {
                    self::end();
                }
            });
        }
        return self::$folder;
    }

    /**
     * @param list<string> $command
     * @param int $signal that ends it with the test run
     * @return resource its process
     */
    public static function start(array $command, string $log, int $signal = SIGKILL)
    {
        $file = self::folder() . "/$log";
        $process = proc_open($command, [['file', '/dev/null', 'r'], ['file', $file, 'a'], ['file', $file, 'a']], $pipes);
        if ($process === false) {
            throw new \RuntimeException("$command[0] does not start");
        }
        self::$processes[] = [$process, $signal];
        return $process;
    }

    /** @param resource $process ends with the test run */
    public static function keep($process): void
    {
        self::$processes[] = [$process, SIGKILL];
    }

    /** Asks until it says yes. */
    public static function await(string $what, \Closure $ready, float $seconds = 60.0): void
    {
        $end = microtime(true) + $seconds;
        while (!$ready()) {
            if (microtime(true) > $end) {
                $logs = array_map(file_get_contents(...), glob(self::folder() . '/*.log') ?: []);
                throw new \RuntimeException("$what is not ready: " . substr(implode("\n", $logs), -2000));
            }
            usleep(20_000);
        }
    }

    private static function end(): void
    {
        foreach (array_reverse(self::$processes) as [$process, $signal]) {
            proc_terminate($process, $signal);
            proc_close($process);
        }
        self::remove((string) self::$folder);
    }

    private static function remove(string $folder): void
    {
        foreach (scandir($folder) ?: [] as $name) {
            if ($name !== '.' && $name !== '..') {
                $path = "$folder/$name";
                is_dir($path) && !is_link($path) ? self::remove($path) : unlink($path);
            }
        }
        rmdir($folder);
    }
}
