<?php

declare(strict_types=1);

namespace DokuTest\Property;

/** A call in a PHP process whose getaddrinfo fails, or does not come back for ten seconds. */
final class Resolver
{
    private const SHIM = <<<'C'
    #include <netdb.h>
    #include <stdlib.h>
    #include <string.h>
    #include <unistd.h>

    int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found)
    {
        const char *mode = getenv("RESOLVER_MODE");
        (void)name; (void)service; (void)hints; (void)found;
        (void)!write(3, "asked", 5);
        if (mode != NULL && strcmp(mode, "block") == 0) {
            sleep(10);
        }
        return EAI_NONAME;
    }
    C;

    private const CALL = <<<'PHP'
    $started = hrtime(true);
    try {
        (new DokuAkulaku('MCH-TEST-0001', 'fake-secret-0001', json_decode($argv[1], true)))->checkStatus('INV-1');
        $class = 'none';
    } catch (Throwable $error) {
        $class = $error::class;
    }
    echo json_encode(['class' => $class, 'message' => isset($error) ? $error->getMessage() : '',
        'seconds' => (hrtime(true) - $started) / 1e9]);
    PHP;

    /**
     * @param array<string, mixed> $options
     * @return array{class: string, message: string, seconds: float, process_seconds: float}
     */
    public static function call(string $mode, array $options): array
    {
        $shim = self::shim();
        $options += ['base_url' => 'https://api.doku.test'];
        $command = [PHP_BINARY, '-d', 'extension=' . Extension::path(), '-r', self::CALL, '--', json_encode($options)];
        $started = hrtime(true);
        $process = proc_open($command, [['file', '/dev/null', 'r'], ['pipe', 'w'], STDERR, ['pipe', 'w']], $pipes, null, [
            // PHP opens modules with RTLD_DEEPBIND: libcurl sees the shim only when it is there before.
            'LD_PRELOAD' => $shim . ' ' . self::libcurl(),
            'RESOLVER_MODE' => $mode,
        ] + getenv());
        $text = (string) stream_get_contents($pipes[1]);
        $asked = (string) stream_get_contents($pipes[3]);
        proc_close($process);
        if (!str_starts_with($asked, 'asked')) {
            throw new \RuntimeException('the shim was not asked');
        }
        $found = json_decode($text, true);
        if (!is_array($found)) {
            throw new \RuntimeException("the process said: $text");
        }
        return $found + ['process_seconds' => (hrtime(true) - $started) / 1e9];
    }

    private static function libcurl(): string
    {
        preg_match('~ (/\S*/libcurl\S*\.so\S*)$~m', (string) file_get_contents('/proc/self/maps'), $found);
        return $found[1] ?? throw new \RuntimeException('libcurl is not loaded');
    }

    private static function shim(): string
    {
        static $built = null;
        if ($built === null) {
            $folder = sys_get_temp_dir() . '/doku-resolver-' . bin2hex(random_bytes(6));
            mkdir($folder, 0700);
            $built = "$folder/resolver.so";
            $process = proc_open(
                [getenv('CC') ?: 'cc', '-shared', '-fPIC', '-x', 'c', '-o', $built, '-'],
                [['pipe', 'r'], STDERR, STDERR],
                $pipes
            );
            fwrite($pipes[0], self::SHIM);
            fclose($pipes[0]);
            if (proc_close($process) !== 0) {
                throw new \RuntimeException('cannot compile the resolver shim');
            }
            register_shutdown_function(static function () use ($folder, $built): void {
                unlink($built);
                rmdir($folder);
            });
        }
        return $built;
    }
}
