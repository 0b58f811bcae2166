<?php

declare(strict_types=1);

namespace DokuTest\Property;

/** A running sandbox and its control port. Ends with the object, or with this process. */
final class Simulator
{
    public const SECRET = 'secret-key-from-DOKU-back-office';

    /** @var array<string, mixed> the line that the server prints when it is ready */
    public readonly array $ready;
    /** @var resource */
    private $process;
    /** @var array<int, resource> */
    private array $pipes = [];
    /** @var resource|null the kept control connection */
    private $control = null;

    /** @param list<string> $arguments */
    public function __construct(array $arguments = ['--https'], string $script = 'server.php')
    {
        $file = dirname(__DIR__, 3) . '/sandbox/' . $script;
        $command = [PHP_BINARY, '-d', 'memory_limit=1G', $file, '--exit-with-parent', '--quiet', ...$arguments];
        $process = proc_open($command, [['pipe', 'r'], ['pipe', 'w']], $this->pipes);
        if ($process === false) {
            throw new \RuntimeException('cannot start the sandbox');
        }
        $this->process = $process;
        stream_set_timeout($this->pipes[1], 30);
        $line = (string) fgets($this->pipes[1]);
        $ready = json_decode($line, true);
        if (!is_array($ready)) {
            throw new \RuntimeException("the sandbox did not become ready: $line");
        }
        $this->ready = $ready;
    }

    public function __destruct()
    {
        foreach ($this->pipes as $pipe) {
            fclose($pipe);
        }
        proc_close($this->process);
    }

    /** @param array<string, mixed> $options */
    public function client(string $listener = 'http', array $options = []): \DokuAkulaku
    {
        $url = $this->ready[$listener] ?? $this->ready['extra_tls'][$listener];
        $options += ['base_url' => $url];
        if (str_starts_with($url, 'https:')) {
            $options += ['ca_file' => $this->ready['ca_file']];
        }
        return new \DokuAkulaku($this->ready['client_id'], self::SECRET, $options);
    }

    /**
     * One control call over the kept connection.
     *
     * @param array<string, mixed>|null $input
     * @return array<string, mixed>
     */
    public function control(string $method, string $path, ?array $input = null): array
    {
        $body = $input === null ? '' : (string) json_encode((object) $input);
        $request = "$method /_sandbox/$path HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " . strlen($body)
            . "\r\n\r\n" . $body;
        [$status, $answer] = $this->exchange($request) ?? $this->exchange($request) ?? [0, ''];
        if ($status !== 200) {
            throw new \RuntimeException("the sandbox answers $method $path with $status: $answer");
        }
        return (array) json_decode($answer, true);
    }

    /** @return array{int, string}|null null when the kept connection was gone */
    private function exchange(string $request): ?array
    {
        if ($this->control === null) {
            $address = 'tcp://' . substr($this->ready['control'], strlen('http://'));
            $this->control = stream_socket_client($address, $code, $message, 5.0);
            stream_set_timeout($this->control, 30);
        }
        $status = @fwrite($this->control, $request) === strlen($request) ? fgets($this->control) : false;
        if ($status === false) {
            fclose($this->control);
            $this->control = null;
            return null;
        }
        $length = 0;
        while (($line = rtrim((string) fgets($this->control))) !== '') {
            if (stripos($line, 'content-length:') === 0) {
                $length = (int) substr($line, 15);
            }
        }
        $body = $length === 0 ? '' : (string) stream_get_contents($this->control, $length);
        return [(int) substr($status, 9, 3), $body];
    }

    /**
     * @param list<mixed> $faults
     * @param array<string, string> $match
     */
    public function faults(array $faults, array $match = []): void
    {
        $this->control('POST', 'faults', ['faults' => $faults, 'match' => (object) $match]);
    }

    /** @return array{int, int} the last request and the last connection so far */
    public function mark(): array
    {
        $totals = $this->control('GET', 'totals');
        return [$totals['last_sequence'], $totals['last_connection']];
    }

    /**
     * What happened after the mark.
     *
     * @param array{int, int} $mark
     * @return array<string, mixed>
     */
    public function since(array $mark): array
    {
        $seen = $this->control('GET', "ledger?since=$mark[0]&since_connection=$mark[1]&limit=10000");
        if ($seen['page']['newer'] !== null) {
            throw new \RuntimeException('one case has more requests than one page of the ledger');
        }
        return $seen;
    }
}
