<?php

declare(strict_types=1);

use DokuSandbox\Log;
use DokuSandbox\Loop;
use DokuSandbox\Proxy;

require __DIR__ . '/src/autoload.php';

ini_set('display_errors', 'stderr');

const HELP = <<<'TEXT'
Usage: php sandbox/proxy.php [options]

A fault proxy for CONNECT and plain HTTP, to this machine only. It prints one line of JSON when it is ready.

  --mode MODE          ok, 407, fake_headers, refuse, bad_gateway, close, stall (ok)
  --port N             0 = a free port (0)
  --user NAME          ask for these credentials in the modes ok and fake_headers
  --password TEXT
  --seconds S          how long the mode stall is silent (3600)
  --exit-with-parent   end when stdin reaches its end
  --quiet              no log on stderr
  --help               this text

TEXT;

$options = ['mode' => 'ok', 'port' => '0', 'user' => null, 'password' => '', 'seconds' => '3600'];
$flags = ['exit-with-parent' => false, 'quiet' => false, 'help' => false];
$arguments = array_slice($argv, 1);
while ($arguments !== []) {
    [$name, $value] = explode('=', ltrim(array_shift($arguments), '-'), 2) + [1 => null];
    if (isset($flags[$name]) && $value === null) {
        $flags[$name] = true;
    } elseif (array_key_exists($name, $options) && ($value ??= array_shift($arguments)) !== null) {
        $options[$name] = $value;
    } else {
        fwrite(STDERR, "proxy: unknown option --$name, or its value is missing (--help tells the options)\n");
        exit(2);
    }
}
if ($flags['help']) {
    echo HELP;
    exit(0);
}
if (!in_array($options['mode'], Proxy::MODES, true) || !ctype_digit_text($options['port'])
    || !is_numeric($options['seconds'])) {
    fwrite(STDERR, "proxy: bad value of an option (--help tells the options)\n");
    exit(2);
}

function ctype_digit_text(string $text): bool
{
    return preg_match('~^[0-9]{1,5}$~D', $text) === 1;
}

$loop = new Loop();
try {
    $proxy = new Proxy(
        $loop,
        new Log($flags['quiet']),
        $options['mode'],
        (int) $options['port'],
        $options['user'] === null ? null : $options['user'] . ':' . $options['password'],
        (float) $options['seconds'],
    );
} catch (RuntimeException $error) {
    fwrite(STDERR, 'proxy: ' . $error->getMessage() . "\n");
    exit(2);
}
if (function_exists('pcntl_signal')) {
    pcntl_async_signals(true);
    foreach ([SIGTERM, SIGINT, SIGHUP] as $signal) {
        pcntl_signal($signal, static fn () => $loop->stop());
    }
}
if ($flags['exit-with-parent']) {
    stream_set_blocking(STDIN, false);
    $loop->onReadable(STDIN, static function () use ($loop): void {
        $bytes = fread(STDIN, 8192);
        if (($bytes === '' || $bytes === false) && feof(STDIN)) {
            $loop->stop();
        }
    });
}
$ready = ['proxy' => $proxy->url(), 'mode' => $options['mode'], 'pid' => getmypid()];
echo json_encode($ready, JSON_UNESCAPED_SLASHES), "\n";
$loop->run();
