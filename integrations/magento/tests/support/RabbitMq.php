<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Tests;

/** A RabbitMQ of its own on loopback, with its name server; both end with the run. */
final class RabbitMq
{
    private static ?self $instance = null;
    public readonly int $port;
    private readonly string $folder;
    /** @var list<int> */
    private array $others = [];
    /** @var resource */
    private $process;

    private function __construct()
    {
        $this->folder = sys_get_temp_dir() . '/doku-rabbitmq-' . bin2hex(random_bytes(6));
        mkdir($this->folder, 0700);
        [$this->port, $distribution, $names] = self::freePorts(3);
        // The one in PATH changes to a user of its own.
        $server = glob('/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server') ?: [];
        if ($server === []) {
            throw new \RuntimeException('There is no RabbitMQ: run scripts/setup --test');
        }
        $environment = ['HOME' => $this->folder, 'RABBITMQ_NODENAME' => 'doku@localhost', 'RABBITMQ_NODE_IP_ADDRESS' => '127.0.0.1',
            'RABBITMQ_NODE_PORT' => (string) $this->port, 'RABBITMQ_DIST_PORT' => (string) $distribution,
            'ERL_EPMD_PORT' => (string) $names, 'ERL_EPMD_ADDRESS' => '127.0.0.1', 'RABBITMQ_MNESIA_BASE' => "$this->folder/mnesia",
            'RABBITMQ_LOG_BASE' => "$this->folder/log", 'RABBITMQ_ENABLED_PLUGINS_FILE' => "$this->folder/plugins",
            'RABBITMQ_CONFIG_FILE' => "$this->folder/none", 'RABBITMQ_PID_FILE' => "$this->folder/pid"];
        $log = ['file', "$this->folder/out", 'a'];
        $process = proc_open(['setsid', $server[0]], [['file', '/dev/null', 'r'], $log, $log], $pipes, null, $environment + getenv());
        if ($process === false) {
            throw new \RuntimeException('RabbitMQ does not start');
        }
        $this->process = $process;
        register_shutdown_function($this->stop(...));
        for ($end = microtime(true) + 60; ($socket = @fsockopen('127.0.0.1', $this->port)) === false;) {
            if (microtime(true) > $end || !proc_get_status($process)['running']) {
                throw new \RuntimeException('RabbitMQ did not start: ' . file_get_contents("$this->folder/out"));
            }
            usleep(100_000);
        }
        fclose($socket);
        // epmd makes itself a daemon: found by the port that only it has.
        foreach (glob('/proc/[0-9]*/environ') ?: [] as $file) {
            if (str_contains((string) @file_get_contents($file), "ERL_EPMD_PORT=$names")) {
                $this->others[] = (int) explode('/', $file)[2];
            }
        }
    }

    public static function get(): self
    {
        return self::$instance ??= new self();
    }

    private function stop(): void
    {
        $pid = proc_get_status($this->process)['pid'];
        @posix_kill(-$pid, SIGTERM);
        for ($tries = 0; $tries < 100 && proc_get_status($this->process)['running']; $tries++) {
            usleep(100_000);
        }
        foreach ($this->others as $other) {
            @posix_kill($other, SIGKILL);
        }
        proc_close($this->process);
        exec('rm -rf ' . escapeshellarg($this->folder));
    }

    /** @return list<int> */
    private static function freePorts(int $count): array
    {
        $sockets = $ports = [];
        for ($number = 0; $number < $count; $number++) {
            $socket = stream_socket_server('tcp://127.0.0.1:0') ?: throw new \RuntimeException('no free port');
            $sockets[] = $socket;
            $ports[] = (int) substr((string) strrchr((string) stream_socket_get_name($socket, false), ':'), 1);
        }
        array_map(fclose(...), $sockets);
        return $ports;
    }
}
