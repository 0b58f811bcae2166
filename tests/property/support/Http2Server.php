<?php

declare(strict_types=1);

namespace DokuTest\Property;

/** The HTTP/2 fault server, and what it saw. */
final class Http2Server
{
    public readonly string $url;
    /** @var resource */
    private $process;
    /** @var array<int, resource> */
    private array $pipes = [];

    public function __construct(string $certificate, string $mode, int $count)
    {
        // Debian's own Python: another one in the PATH has no python3-h2.
        $python = is_executable('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
        $command = [$python, __DIR__ . '/http2_server.py', $certificate, $mode, (string) $count];
        $this->process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], STDERR], $this->pipes);
        stream_set_timeout($this->pipes[1], 20);
        $ready = json_decode((string) fgets($this->pipes[1]), true);
        if (!isset($ready['port'])) {
            throw new \RuntimeException('the HTTP/2 server did not start');
        }
        $this->url = "https://127.0.0.1:$ready[port]";
    }

    public function __destruct()
    {
        if (is_resource($this->pipes[0])) {
            $this->end();
        }
    }

    /** Ends it; all that it told: connections, and requests. */
    public function end(): array
    {
        fclose($this->pipes[0]);
        $lines = explode("\n", trim((string) stream_get_contents($this->pipes[1])));
        proc_close($this->process);
        $told = array_map(static fn (string $line): array => (array) json_decode($line, true), $lines);
        return [
            'connections' => array_values(array_filter($told, static fn (array $t): bool => array_key_exists('alpn', $t))),
            'requests' => array_values(array_filter($told, static fn (array $t): bool => isset($t['request']))),
        ];
    }
}
