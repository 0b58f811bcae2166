<?php

declare(strict_types=1);

/** Two network namespaces, shop and server, with a delay line between them; or the loopback where that cannot be had. */
final class Link
{
    /** Why there is no delay line; null where there is one. */
    public readonly ?string $missing;
    public readonly string $serverAddress;
    private string $shop = '';
    private string $server = '';
    private string $program = '';
    /** @var resource|null */
    private $line = null;
    /** @var array<int, resource> */
    private array $pipes = [];

    public function __construct(float $roundTripMilliseconds)
    {
        $this->missing = $this->obstacle();
        if ($this->missing !== null) {
            $this->serverAddress = '127.0.0.1';
            return;
        }
        $this->serverAddress = '10.203.0.2';
        $this->program = self::compile();
        $this->shop = 'doku-shop-' . getmypid();
        $this->server = 'doku-server-' . getmypid();
        foreach ([$this->shop, $this->server] as $name) {
            self::command("ip netns add $name");
            self::command("ip -n $name link set lo up");
        }
        $command = [$this->program, $this->shop, $this->server, (string) ($roundTripMilliseconds / 2)];
        $this->line = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], STDERR], $this->pipes);
        if (fgets($this->pipes[1]) !== "ready\n") {
            throw new RuntimeException('the delay line did not start');
        }
        foreach ([$this->shop => '10.203.0.1', $this->server => '10.203.0.2'] as $name => $address) {
            $other = $address === '10.203.0.1' ? '10.203.0.2' : '10.203.0.1';
            self::command("ip -n $name address add $address peer $other dev tun0");
            self::command("ip -n $name link set tun0 mtu 1500 txqueuelen 10000 up");
        }
    }

    public function __destruct()
    {
        if ($this->line !== null) {
            fclose($this->pipes[0]);
            proc_close($this->line);
            self::command("ip netns delete $this->shop");
            self::command("ip netns delete $this->server");
        }
        if ($this->program !== '') {
            unlink($this->program);
        }
    }

    private function obstacle(): ?string
    {
        if (PHP_OS_FAMILY !== 'Linux' || posix_geteuid() !== 0) {
            return 'network namespaces need Linux and root';
        }
        if (!is_writable('/dev/net/tun') || trim((string) shell_exec('command -v ip')) === '') {
            return 'there is no /dev/net/tun, or no command ip (package iproute2)';
        }
        $name = 'doku-probe-' . getmypid();
        exec("ip netns add $name 2>&1 && ip netns delete $name 2>&1", $output, $status);
        return $status === 0 ? null : 'no network namespace can be made: ' . implode(' ', $output);
    }

    private static function compile(): string
    {
        $program = (string) tempnam(sys_get_temp_dir(), 'doku-delay-line');
        self::command((getenv('CC') ?: 'cc') . ' -O2 -o ' . escapeshellarg($program) . ' '
            . escapeshellarg(__DIR__ . '/delay_line.c'));
        return $program;
    }

    private static function command(string $command): void
    {
        exec("$command 2>&1", $output, $status);
        if ($status !== 0) {
            throw new RuntimeException("$command: " . implode(' ', $output));
        }
    }

    /** @return list<string> what to put before a command that runs where the shop is */
    public function inShop(): array
    {
        return $this->line === null ? [] : ['ip', 'netns', 'exec', $this->shop];
    }

    /** @return list<string> */
    public function inServer(): array
    {
        return $this->line === null ? [] : ['ip', 'netns', 'exec', $this->server];
    }
}
