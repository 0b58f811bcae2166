<?php

declare(strict_types=1);

/** A process that this benchmark started, ended with the object. */
final class Program
{
    /** @var resource */
    private $process;
    /** @var array<int, resource> */
    private array $pipes = [];

    /** @param list<string> $command */
    public function __construct(array $command, private readonly string $log)
    {
        $process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], ['file', $log, 'a']], $this->pipes);
        if ($process === false) {
            throw new RuntimeException("cannot start $command[0]");
        }
        $this->process = $process;
        stream_set_timeout($this->pipes[1], 30);
    }

    public function __destruct()
    {
        fclose($this->pipes[0]);
        // "ip netns exec" replaces itself by the program: the signal reaches it.
        if (proc_get_status($this->process)['running']) {
            proc_terminate($this->process, SIGTERM);
        }
        proc_close($this->process);
    }

    /** The first line on its standard output, as JSON. */
    public function readyLine(): array
    {
        $line = (string) fgets($this->pipes[1]);
        return json_decode($line, true) ?? throw new RuntimeException("not ready: $line" . file_get_contents($this->log));
    }

    public function output(): string
    {
        stream_set_timeout($this->pipes[1], 900);
        return (string) stream_get_contents($this->pipes[1]);
    }

    /** Waits until something listens on the Unix socket. */
    public function waitFor(string $socket): void
    {
        $end = microtime(true) + 20;
        while (@stream_socket_client("unix://$socket", $code, $message, 1.0) === false) {
            if (microtime(true) > $end || !proc_get_status($this->process)['running']) {
                throw new RuntimeException('did not start: ' . file_get_contents($this->log));
            }
            usleep(20000);
        }
    }
}
