<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

/** Work that runs in several processes at once. */
final class Workers
{
    /**
     * @param list<\Closure(): string> $works each runs in a process of its own; all begin together
     * @return list<?string> what each gave back; null: it was killed
     */
    public static function run(array $works): array
    {
        $start = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        if ($start === false) {
            throw new \RuntimeException('no socket pair');
        }
        $answers = [];
        $pids = [];
        foreach ($works as $work) {
            $pair = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
            if ($pair === false) {
                throw new \RuntimeException('no socket pair');
            }
            $pid = pcntl_fork();
            if ($pid === 0) {
                fclose($start[1]);
                self::child($work, $start[0], $pair[1]);
            }
            fclose($pair[1]);
            $answers[] = $pair[0];
            $pids[] = $pid;
        }
        fclose($start[0]);
        // Closing it lets all of them go.
        fclose($start[1]);
        $results = [];
        foreach ($answers as $index => $answer) {
            $text = (string) stream_get_contents($answer);
            pcntl_waitpid($pids[$index], $status);
            $results[] = str_starts_with($text, '=') ? substr($text, 1) : ($text === '' ? null : throw new \RuntimeException($text));
        }
        return $results;
    }

    /**
     * @param \Closure(): string $work
     * @param resource $start
     * @param resource $answer
     */
    private static function child(\Closure $work, $start, $answer): never
    {
        try {
            fgets($start);
            $text = '=' . $work();
        } catch (\Throwable $error) {
            $text = $error::class . ': ' . $error->getMessage() . "\n" . $error->getTraceAsString();
        }
        fwrite($answer, $text);
        fflush($answer);
        // No destructor of what the parent made, and none of its shutdown functions.
        posix_kill(posix_getpid(), SIGKILL);
        exit(1);
    }
}
