<?php

declare(strict_types=1);

namespace DokuTest\Cli;

/** bin/doku-akulaku as a child process, and everything that it ever printed. */
final class Cli
{
    public const CLIENT = 'MCH-0001-10791114622547';
    public const SECRET = 'secret-key-from-DOKU-back-office';

    public string $everything = '';
    public readonly string $folder;
    public readonly string $secretFile;

    public function __construct(public readonly string $module)
    {
        $this->folder = sys_get_temp_dir() . '/doku-cli-' . bin2hex(random_bytes(6));
        mkdir($this->folder, 0755);
        $this->secretFile = $this->file('secret', self::SECRET . "\n");
        chmod($this->secretFile, 0600);
    }

    public function __destruct()
    {
        array_map(unlink(...), glob("$this->folder/*") ?: []);
        rmdir($this->folder);
    }

    public function file(string $name, string $text): string
    {
        file_put_contents("$this->folder/$name", $text);
        return "$this->folder/$name";
    }

    /**
     * @param list<string> $arguments
     * @return array{status: int, out: string, error: string}
     */
    public function raw(array $arguments, string $stdin = ''): array
    {
        $process = $this->start($arguments, $pipes, $stdin);
        return $this->finish($process, $pipes);
    }

    /**
     * With the module and the account of the simulator.
     *
     * @param list<string> $arguments
     * @param array<string, string> $settings other ones, or more
     * @return array{status: int, out: string, error: string}
     */
    public function run(array $arguments, array $settings = [], string $stdin = ''): array
    {
        return $this->raw([...$arguments, ...$this->settings($settings)], $stdin);
    }

    /**
     * @param array<string, string> $settings
     * @return list<string>
     */
    public function settings(array $settings): array
    {
        $list = [];
        $settings += ['extension' => $this->module, 'client-id' => self::CLIENT, 'secret-file' => $this->secretFile];
        foreach ($settings as $name => $value) {
            array_push($list, "--$name", $value);
        }
        return $list;
    }

    /**
     * @param list<string> $arguments
     * @param array<int, resource> $pipes
     * @return resource
     */
    public function start(array $arguments, ?array &$pipes, string $stdin = '')
    {
        $command = [PHP_BINARY, '-n', dirname(__DIR__, 2) . '/bin/doku-akulaku', ...$arguments];
        $process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], ['pipe', 'w']], $pipes);
        if ($process === false) {
            throw new \RuntimeException('cannot start bin/doku-akulaku');
        }
        fwrite($pipes[0], $stdin);
        fclose($pipes[0]);
        return $process;
    }

    /**
     * @param resource $process
     * @param array<int, resource> $pipes
     * @return array{status: int, out: string, error: string}
     */
    public function finish($process, array $pipes): array
    {
        $out = (string) stream_get_contents($pipes[1]);
        $error = (string) stream_get_contents($pipes[2]);
        $this->everything .= $out . $error;
        return ['status' => proc_close($process), 'out' => $out, 'error' => $error];
    }
}
