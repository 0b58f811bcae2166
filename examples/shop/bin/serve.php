<?php

/** Runs the shop under PHP's built-in server on a free port and says where, as one line of JSON. */

declare(strict_types=1);

const HELP = <<<'TEXT'
    Usage: php examples/shop/bin/serve.php [options] [-- PHP-OPTIONS]

      --port N              port of 127.0.0.1; 0 = a free one (0)
      --database FILE       the SQLite file (examples/shop/var/shop.sqlite); the payments are in FILE.payments
      --workers N           processes (4): DOKU's notification may come while a customer waits for DOKU
      --exit-with-parent    end when stdin reaches its end
      --help                this text

    PHP-OPTIONS go to the server's PHP, such as -d extension=doku_akulaku.so -d doku_akulaku.client_id=...
    When the shop is ready it prints {"url":"http://127.0.0.1:PORT","notification_url":"...","pid":N}.
    What the shop logs goes to stderr.

    TEXT;

/**
 * @param list<string> $arguments
 * @return array{port: int, database: string, workers: int, exit: bool, php: list<string>}
 */
function options(array $arguments): array
{
    $options = ['port' => 0, 'database' => '', 'workers' => 4, 'exit' => false, 'php' => []];
    while ($arguments !== []) {
        $name = array_shift($arguments);
        if ($name === '--') {
            $options['php'] = $arguments;
            break;
        }
        if ($name === '--help' || $name === '-h') {
            echo HELP;
            exit(0);
        }
        if ($name === '--exit-with-parent') {
            $options['exit'] = true;
            continue;
        }
        $value = array_shift($arguments);
        $key = substr($name, 2);
        if ($value === null || !in_array($name, ['--port', '--database', '--workers'], true)) {
            fwrite(STDERR, "serve: $name is unknown or needs a value (--help)\n");
            exit(2);
        }
        $options[$key] = $key === 'database' ? $value : (int) $value;
    }
    return $options;
}

$options = options(array_slice($argv, 1));
$public = dirname(__DIR__) . '/public';
$environment = getenv();
$environment['PHP_CLI_SERVER_WORKERS'] = (string) max(2, $options['workers']);
if ($options['database'] !== '') {
    $environment['SHOP_DATABASE'] = $options['database'];
}
// In a process group of its own, so that the workers can be ended with it.
$command = ['setsid', PHP_BINARY, ...$options['php'], '-d', 'log_errors=1', '-d', 'error_log=', '-S',
    '127.0.0.1:' . $options['port'], '-t', $public, $public . '/index.php'];
$server = proc_open($command, [['file', '/dev/null', 'r'], STDERR, ['pipe', 'w']], $pipes, null, $environment);
if ($server === false) {
    fwrite(STDERR, "serve: the server does not start\n");
    exit(1);
}
$pid = proc_get_status($server)['pid'];
$stop = static function () use ($pid, $server): never {
    posix_kill(-$pid, SIGTERM);
    proc_close($server);
    exit(0);
};
pcntl_async_signals(true);
pcntl_signal(SIGTERM, $stop);
pcntl_signal(SIGINT, $stop);

$ready = false;
while (true) {
    $watched = $options['exit'] ? [$pipes[2], STDIN] : [$pipes[2]];
    $none = null;
    if (@stream_select($watched, $none, $none, 3600) === false) {
        continue;
    }
    if (in_array(STDIN, $watched, true) && fgets(STDIN) === false) {
        $stop();
    }
    if (!in_array($pipes[2], $watched, true)) {
        continue;
    }
    $line = fgets($pipes[2]);
    if ($line === false) {
        fwrite(STDERR, "serve: the server has ended\n");
        exit(1);
    }
    if (!$ready && preg_match('~Development Server \((http://[^)]+)\) started~', $line, $match) === 1) {
        $ready = true;
        echo json_encode(
            ['url' => $match[1], 'notification_url' => $match[1] . '/notification', 'pid' => getmypid()],
            JSON_UNESCAPED_SLASHES
        ), "\n";
        continue;
    }
    if (preg_match('/ (Accepted|Closing)$|Development Server/', rtrim($line)) !== 1) {
        fwrite(STDERR, $line);
    }
}
