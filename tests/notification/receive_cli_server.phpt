--TEST--
receiveNotification() under PHP's built-in server
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/web.inc';

$script = scratch('router.php', NOTIFY_SCRIPT);
foreach (['EGPCS', 'GPC'] as $order) {
    $errors = [['pipe', 'r'], ['file', '/dev/null', 'w'], ['pipe', 'w']];
    $server = proc_open([...php_command(['variables_order' => $order]), '-S', '127.0.0.1:0', $script], $errors, $pipes);
    // "PHP 8.2 Development Server (http://127.0.0.1:PORT) started"
    do {
        $line = fgets($pipes[2]);
    } while ($line !== false && !preg_match('/\(http:\/\/127\.0\.0\.1:(\d+)\) started/', $line, $match));
    $port = (int) $match[1];
    stream_set_blocking($pipes[2], false);

    check_web_notifications('cli-server', function (string $uri, array $headers, string $body) use ($port, $pipes): array {
        $lines = ['Content-Type: application/json', 'Connection: close'];
        foreach ($headers as $name => $value) {
            $lines[] = "$name: $value";
        }
        $context = stream_context_create(['http' => [
            'method' => 'POST', 'header' => $lines, 'content' => $body, 'ignore_errors' => true, 'timeout' => 30,
        ]]);
        $stream = fopen("http://127.0.0.1:$port$uri", 'rb', false, $context);
        $answer = stream_get_contents($stream);
        stream_get_contents($pipes[2]);
        preg_match('/ (\d+)/', stream_get_meta_data($stream)['wrapper_data'][0], $match);
        return [(int) $match[1], json_decode($answer, true) ?? ['output' => $answer]];
    });
    // SIGINT: at any other signal the server ends without PHP's shutdown
    proc_terminate($server, 2);
    proc_close($server);
}
finish();
?>
--EXPECT--
done
