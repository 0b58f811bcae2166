<?php

declare(strict_types=1);

namespace DokuTest\Property;

/** A shipped configuration of the loopback gateway, run in front of a simulator's TLS port. Ends with the object. */
final class Gateway
{
    public const KINDS = ['nginx', 'haproxy'];
    /** What the shipped files say, and what stands there in a test. */
    private const ADDRESS = '127.0.0.1:8630';
    private const HOST = 'api.doku.com';
    private const AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';

    public readonly string $url;
    public readonly string $configuration;
    private readonly string $folder;
    /** @var resource */
    private $process;
    /** @var array<int, resource> */
    private array $pipes = [];

    /** @param string $upstream address of the TLS port, https://127.0.0.1:PORT */
    public function __construct(private readonly string $kind, string $upstream, string $caFile)
    {
        $this->folder = sys_get_temp_dir() . '/doku-gateway-' . bin2hex(random_bytes(6));
        mkdir($this->folder, 0700);
        $file = $kind === 'nginx' ? 'nginx.conf' : 'haproxy.cfg';
        $shipped = (string) file_get_contents(dirname(__DIR__, 3) . "/packaging/gateway/$file");
        $address = $this->freeAddress();
        $this->url = "http://$address";
        // The server's address first: what is left of the name is SNI, the name to verify, and the Host header.
        $this->configuration = strtr($shipped, [
            self::HOST . ':443' => substr($upstream, strlen('https://')),
            self::HOST => 'localhost',
            self::ADDRESS => $address,
            self::AUTHORITIES => $caFile,
        ]);
        $this->start();
    }

    private function freeAddress(): string
    {
        $server = stream_socket_server('tcp://127.0.0.1:0');
        return (string) stream_socket_get_name($server, false);
    }

    private function start(): void
    {
        $file = "$this->folder/gateway.conf";
        if ($this->kind === 'nginx') {
            $user = self::isRoot() ? "user root;\n" : '';
            $paths = '';
            foreach (['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'] as $name) {
                $paths .= "{$name}_temp_path $this->folder/$name;\n";
            }
            file_put_contents($file, "{$user}daemon off;\nworker_processes 1;\npid $this->folder/pid;\n"
                . "error_log $this->folder/log;\nevents { worker_connections 512; }\nhttp {\n$paths"
                . "$this->configuration}\n");
            $command = [self::program('nginx'), '-c', $file, '-p', $this->folder, '-e', "$this->folder/log"];
        } else {
            // Only root can become somebody else.
            $own = self::isRoot() ? $this->configuration
                : preg_replace('~^\s*(user|group) haproxy\n~m', '', $this->configuration);
            file_put_contents($file, $own);
            $command = [self::program('haproxy'), '-db', '-f', $file];
        }
        $log = ['file', "$this->folder/log", 'a'];
        $process = proc_open($command, [['pipe', 'r'], $log, $log], $this->pipes);
        if ($process === false) {
            throw new \RuntimeException("cannot start $command[0]");
        }
        $this->process = $process;
        $this->waitUntilReady();
    }

    private static function isRoot(): bool
    {
        return function_exists('posix_geteuid') && posix_geteuid() === 0;
    }

    private static function program(string $name): string
    {
        return is_executable("/usr/sbin/$name") ? "/usr/sbin/$name" : $name;
    }

    private function waitUntilReady(): void
    {
        $end = microtime(true) + 20;
        while (($probe = @stream_socket_client('tcp://' . substr($this->url, 7), $code, $message, 1.0)) === false) {
            if (microtime(true) > $end || !proc_get_status($this->process)['running']) {
                throw new \RuntimeException("$this->kind did not start: " . file_get_contents("$this->folder/log"));
            }
            usleep(20000);
        }
        fclose($probe);
    }

    public function stop(): void
    {
        if (is_resource($this->process)) {
            proc_terminate($this->process, SIGTERM);
            array_map(fclose(...), $this->pipes);
            proc_close($this->process);
        }
    }

    public function __destruct()
    {
        $this->stop();
        foreach (glob("$this->folder/*") ?: [] as $path) {
            is_dir($path) ? @rmdir($path) : unlink($path);
        }
        @rmdir($this->folder);
    }
}
