<?php

declare(strict_types=1);

namespace DokuTest\Property;

/** A php-fpm of its own, spoken to in FastCGI over a Unix socket. Ends with the object. */
final class Fpm
{
    private const BEGIN = 1;
    private const END = 3;
    private const PARAMS = 4;
    private const STDIN = 5;
    private const STDOUT = 6;

    private readonly string $folder;
    public readonly string $socket;
    /** @var resource */
    private $process;
    /** @var array<int, resource> */
    private array $pipes = [];

    /**
     * @param list<string> $settings "name=value", as for php -d
     * @param string $global lines for [global] of its configuration
     * @param ?string $extension another file than the tested one; '': none
     */
    public function __construct(
        string $script,
        int $workers = 1,
        array $settings = [],
        string $global = '',
        ?string $extension = null,
    ) {
        $this->folder = sys_get_temp_dir() . '/doku-fpm-' . bin2hex(random_bytes(6));
        mkdir($this->folder, 0700);
        $this->socket = "$this->folder/fpm.sock";
        file_put_contents("$this->folder/script.php", $script);
        file_put_contents("$this->folder/fpm.conf", "[global]\nerror_log = $this->folder/fpm.log\ndaemonize = no\n$global"
            . "[shop]\nlisten = $this->socket\npm = static\npm.max_children = $workers\ncatch_workers_output = yes\n"
            . (posix_getuid() === 0 ? "user = root\ngroup = root\n" : '') . "clear_env = no\n");
        $extension ??= Extension::path();
        $command = [self::binary(), '-F', '-y', "$this->folder/fpm.conf", ...($extension === '' ? [] : ['-d', "extension=$extension"])];
        foreach ($settings as $setting) {
            array_push($command, '-d', $setting);
        }
        if (posix_getuid() === 0) {
            $command[] = '-R';
        }
        $null = ['file', '/dev/null', 'r+'];
        $process = proc_open($command, [$null, $null, ['file', "$this->folder/stderr", 'w']], $this->pipes);
        if ($process === false) {
            throw new \RuntimeException('cannot start php-fpm');
        }
        $this->process = $process;
        $this->waitUntilReady();
    }

    public function __destruct()
    {
        proc_terminate($this->process, SIGTERM);
        for ($tries = 0; $tries < 500 && proc_get_status($this->process)['running']; $tries++) {
            usleep(20000);
        }
        // A master that is lost in a reload would be waited for without end.
        proc_terminate($this->process, SIGKILL);
        proc_close($this->process);
        array_map('unlink', glob("$this->folder/*") ?: []);
        rmdir($this->folder);
    }

    private static function binary(): string
    {
        $name = 'php-fpm' . PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION;
        foreach (["/usr/sbin/$name", '/usr/sbin/php-fpm', PHP_BINDIR . '/../sbin/php-fpm'] as $path) {
            if (is_executable($path)) {
                return $path;
            }
        }
        throw new \RuntimeException("$name is not installed");
    }

    private function waitUntilReady(): void
    {
        $end = microtime(true) + 20;
        while (@stream_socket_client("unix://$this->socket", $code, $message, 1.0) === false) {
            if (microtime(true) > $end || !proc_get_status($this->process)['running']) {
                throw new \RuntimeException('php-fpm did not start: ' . $this->log());
            }
            usleep(20000);
        }
    }

    public function log(): string
    {
        return @file_get_contents("$this->folder/fpm.log") . @file_get_contents("$this->folder/stderr");
    }

    /** As `systemctl reload` does: the same master with new settings, new module and new workers. */
    public function reload(): void
    {
        proc_terminate($this->process, SIGUSR2);
    }

    /** Ends the master in the orderly way; its exit code. */
    public function stop(): int
    {
        proc_terminate($this->process, SIGQUIT);
        do {
            $status = proc_get_status($this->process);
            usleep(20000);
        } while ($status['running']);
        return $status['signaled'] ? -$status['termsig'] : $status['exitcode'];
    }

    /** Starts a request; its answer is read by finish(). */
    public function begin(string $query = ''): mixed
    {
        $stream = stream_socket_client("unix://$this->socket", $code, $message, 5.0);
        stream_set_timeout($stream, 30);
        $parameters = [
            'GATEWAY_INTERFACE' => 'CGI/1.1',
            'REQUEST_METHOD' => 'GET',
            'SCRIPT_FILENAME' => "$this->folder/script.php",
            'SCRIPT_NAME' => '/script.php',
            'REQUEST_URI' => "/script.php?$query",
            'QUERY_STRING' => $query,
            'SERVER_PROTOCOL' => 'HTTP/1.1',
        ];
        $packed = '';
        foreach ($parameters as $name => $value) {
            $packed .= chr(strlen($name)) . pack('N', strlen($value) | 0x80000000) . $name . $value;
        }
        fwrite($stream, self::record(self::BEGIN, "\0\1\0\0\0\0\0\0") . self::record(self::PARAMS, $packed)
            . self::record(self::PARAMS, '') . self::record(self::STDIN, ''));
        return $stream;
    }

    /** @return array<string, mixed> the JSON that the script printed */
    public function finish(mixed $stream): array
    {
        $text = '';
        while (strlen($header = (string) stream_get_contents($stream, 8)) === 8) {
            $record = unpack('Cversion/Ctype/nid/nlength/Cpadding/Creserved', $header);
            $content = $record['length'] === 0 ? '' : (string) stream_get_contents($stream, $record['length']);
            if ($record['padding'] > 0) {
                stream_get_contents($stream, $record['padding']);
            }
            if ($record['type'] === self::STDOUT) {
                $text .= $content;
            } elseif ($record['type'] === self::END) {
                break;
            }
        }
        fclose($stream);
        $body = substr($text, (int) strpos($text, "\r\n\r\n") + 4);
        return json_decode($body, true) ?? throw new \RuntimeException('the script said: ' . $text . $this->log());
    }

    /** @return array<string, mixed> */
    public function request(string $query = ''): array
    {
        return $this->finish($this->begin($query));
    }

    private static function record(int $type, string $content): string
    {
        return pack('CCnnCC', 1, $type, 1, strlen($content), 0, 0) . $content;
    }
}
