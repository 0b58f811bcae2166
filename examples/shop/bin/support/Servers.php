<?php

declare(strict_types=1);

namespace ExampleShop\Support;

use RuntimeException;

/** Starts the simulator and the shop on free ports for a test, and ends them with it. */
final class Servers
{
    public readonly string $directory;
    public readonly string $sandbox;
    public readonly string $control;
    public readonly string $shop;
    public readonly string $database;
    public readonly string $shopLog;
    /** @var list<string> settings of a PHP that talks to this simulator */
    public readonly array $settings;
    /** @var list<array{resource, resource}> process, its stdin */
    private array $processes = [];

    public function __construct(string $extension)
    {
        $root = dirname(__DIR__, 4);
        $this->directory = sys_get_temp_dir() . '/shop-test-' . bin2hex(random_bytes(6));
        mkdir($this->directory, 0700);
        register_shutdown_function($this->stop(...));
        $this->database = $this->directory . '/shop.sqlite';
        $this->shopLog = $this->directory . '/shop.log';
        file_put_contents($this->directory . '/secret', "secret-key-from-DOKU-back-office\n");
        $ready = $this->start([PHP_BINARY, $root . '/sandbox/server.php', '--quiet', '--print-json',
            '--exit-with-parent', '--speed', '600', '--characters', 'any'], 'sandbox.log');
        $this->sandbox = $ready['http'];
        $this->control = $ready['control'];
        $this->settings = ['-d', 'extension=' . $extension, '-d', 'doku_akulaku.client_id=' . $ready['client_id'],
            '-d', 'doku_akulaku.secret_file=' . $this->directory . '/secret',
            '-d', 'doku_akulaku.base_url=' . $this->sandbox];
        $ready = $this->start([PHP_BINARY, $root . '/examples/shop/bin/serve.php', '--database', $this->database,
            '--exit-with-parent', '--', ...$this->settings], 'shop.log');
        $this->shop = $ready['url'];
        Visitor::json($this->control . '/_sandbox/config', ['notification_url' => $ready['notification_url']]);
    }

    /** The same database under another public address, as a moved or copied shop has it: where it listens. */
    public function secondShop(string $publicUrl): string
    {
        $root = dirname(__DIR__, 4);
        return $this->start([PHP_BINARY, $root . '/examples/shop/bin/serve.php', '--database', $this->database,
            '--exit-with-parent', '--', ...$this->settings], 'second.log', ['SHOP_URL' => $publicUrl])['url'];
    }

    /**
     * Runs a PHP script with this shop's database and account.
     *
     * @param list<string> $arguments script first
     * @return array{int, string} exit status, output
     */
    public function php(array $arguments): array
    {
        $process = $this->open([PHP_BINARY, ...$this->settings, ...$arguments], $pipes, $this->directory . '/php.log');
        $output = (string) stream_get_contents($pipes[1]);
        return [proc_close($process), $output];
    }

    /**
     * The same without waiting.
     *
     * @param list<string> $arguments
     * @param array<int, resource> $pipes
     * @return resource
     */
    public function phpAsync(array $arguments, ?array &$pipes)
    {
        return $this->open([PHP_BINARY, ...$this->settings, ...$arguments], $pipes, $this->directory . '/php.log');
    }

    /** @return array<string, mixed> the simulator's ledger of one invoice */
    public function ledger(string $invoice): array
    {
        return Visitor::json($this->control . '/_sandbox/ledger?invoice=' . rawurlencode($invoice));
    }

    /** @param list<string|array<string, mixed>> $faults */
    public function faults(array $faults): void
    {
        Visitor::json($this->control . '/_sandbox/faults', ['faults' => $faults]);
    }

    public function stop(): void
    {
        foreach (array_reverse($this->processes) as [$process, $stdin]) {
            fclose($stdin);
            proc_close($process);
        }
        $this->processes = [];
        array_map(unlink(...), glob($this->directory . '/*') ?: []);
        if (is_dir($this->directory)) {
            rmdir($this->directory);
        }
    }

    /**
     * @param list<string> $command
     * @param array<string, string> $environment
     * @return array<string, mixed> the readiness line
     */
    private function start(array $command, string $log, array $environment = []): array
    {
        $process = $this->open($command, $pipes, $this->directory . '/' . $log, $environment);
        $this->processes[] = [$process, $pipes[0]];
        $read = [$pipes[1]];
        $none = null;
        $line = stream_select($read, $none, $none, 20) === 1 ? fgets($pipes[1]) : false;
        if ($line === false) {
            throw new RuntimeException("$command[1] did not start: "
                . file_get_contents($this->directory . '/' . $log));
        }
        return json_decode($line, true, 8, JSON_THROW_ON_ERROR);
    }

    /**
     * @param list<string> $command
     * @param array<int, resource> $pipes
     * @param array<string, string> $environment
     * @return resource
     */
    private function open(array $command, ?array &$pipes, string $log, array $environment = [])
    {
        $environment += array_diff_key(getenv(), ['DOKU_CLIENT_ID' => '', 'DOKU_SECRET_FILE' => '', 'SHOP_URL' => '',
            'SHOP_BACK_OFFICE_PASSWORD' => '']);
        $environment = ['SHOP_DATABASE' => $this->database, 'TZ' => 'UTC'] + $environment;
        $process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], ['file', $log, 'a']], $pipes, null, $environment);
        if ($process === false) {
            throw new RuntimeException("$command[0] does not start");
        }
        return $process;
    }
}
