<?php

declare(strict_types=1);

namespace DokuSandbox\Tests;

/** A server or proxy as a child process; it ends with this process. */
final class Program
{
    /** @var resource */
    private $process;
    /** @var array<int, resource> */
    private array $pipes = [];
    /** @var array<string, mixed> */
    public readonly array $ready;
    public readonly string $firstLine;

    /** @param list<string> $arguments */
    public function __construct(string $script, array $arguments, array $php = [])
    {
        // A run without an ini file has other extensions: the server shall have the same.
        if (php_ini_loaded_file() === false && !in_array('-n', $php, true)) {
            $php[] = '-n';
        }
        $file = dirname(__DIR__) . '/' . $script;
        $command = [PHP_BINARY, ...$php, $file, '--exit-with-parent', '--quiet', ...$arguments];
        // stderr is inherited. To pass STDERR itself would rewind it when it is a file.
        $process = proc_open($command, [['pipe', 'r'], ['pipe', 'w']], $this->pipes);
        if ($process === false) {
            throw new \RuntimeException('cannot start ' . $script);
        }
        $this->process = $process;
        stream_set_timeout($this->pipes[1], 20);
        $this->firstLine = (string) fgets($this->pipes[1]);
        $ready = json_decode($this->firstLine, true);
        if (!is_array($ready)) {
            throw new \RuntimeException("$script did not become ready: $this->firstLine");
        }
        $this->ready = $ready;
    }

    public function client(string $listener = 'http'): Client
    {
        $url = $this->ready[$listener] ?? $this->ready['extra_tls'][$listener];
        return new Client($url, $this->ready['ca_file'] ?? null);
    }

    /**
     * One control call; the decoded answer, with its HTTP status under "_status".
     *
     * @param array<string, mixed>|null $input
     * @return array<string, mixed>
     */
    public function control(string $method, string $path, ?array $input = null): array
    {
        $client = new Client($this->ready['control']);
        $body = $input === null ? '' : (string) json_encode((object) $input);
        $reply = $client->send($method, '/_sandbox/' . $path, $body, [], 15.0);
        $client->close();
        return ((array) json_decode($reply->body, true)) + ['_status' => $reply->status];
    }

    /** @param list<mixed> $faults */
    public function faults(array $faults, array $match = []): void
    {
        $answer = $this->control('POST', 'faults', ['faults' => $faults, 'match' => (object) $match]);
        if ($answer['_status'] !== 200) {
            throw new \RuntimeException('fault refused: ' . json_encode($answer));
        }
    }

    /** @return list<array<string, mixed>> the ledger's entries for one Request-Id */
    public function entries(string $requestId): array
    {
        return $this->control('GET', 'ledger?request_id=' . rawurlencode($requestId))['requests'];
    }

    /** @return array<string, mixed> */
    public function lastEntry(): array
    {
        $requests = $this->control('GET', 'ledger')['requests'];
        return $requests[count($requests) - 1] ?? [];
    }

    public function terminate(int $signal = 15): void
    {
        proc_terminate($this->process, $signal);
    }

    public function closeStdin(): void
    {
        fclose($this->pipes[0]);
    }

    /** Waits for the end; the exit code, or null when it does not come. */
    public function waitForEnd(float $seconds = 5.0): ?int
    {
        $end = microtime(true) + $seconds;
        while (microtime(true) < $end) {
            $status = proc_get_status($this->process);
            if (!$status['running']) {
                return $status['signaled'] ? -$status['termsig'] : $status['exitcode'];
            }
            usleep(10000);
        }
        return null;
    }

    public function restOfStdout(): string
    {
        return (string) stream_get_contents($this->pipes[1]);
    }

    public function __destruct()
    {
        // The end of its stdin lets it clean up; the signal is for one that hangs.
        foreach ($this->pipes as $pipe) {
            if (is_resource($pipe)) {
                fclose($pipe);
            }
        }
        if ($this->waitForEnd(3.0) === null) {
            proc_terminate($this->process, 9);
        }
        proc_close($this->process);
    }
}
