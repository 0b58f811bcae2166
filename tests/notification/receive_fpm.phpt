--TEST--
receiveNotification() under php-fpm
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/web.inc';

$binary = sapi_binary('fpm');
if ($binary === null) {
    exit("done\n"); // this PHP has none
}
$script = scratch('script.php', NOTIFY_SCRIPT);
$configuration = scratch('fpm.conf');
$socket = scratch('fpm.sock');
file_put_contents($configuration, <<<CONF
[global]
error_log = /dev/stderr
log_level = notice
daemonize = no
[www]
listen = $socket
pm = static
pm.max_children = 2
clear_env = no
CONF);
$command = [$binary, '-n', '-R', '-F', '-y', $configuration, '-d', 'extension=' . module_file()];
if (function_exists('posix_getuid') ? posix_getuid() === 0 : is_writable('/')) {
    file_put_contents($configuration, "\nuser = root\ngroup = root\n", FILE_APPEND);
}
$fpm = proc_open($command, [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['pipe', 'w']], $pipes);
$log = '';
do {
    $line = (string) fgets($pipes[2]);
    $log .= $line;
} while ($line !== '' && !str_contains($line, 'ready to handle connections'));
if ($line === '') {
    echo "php-fpm did not start: $log\n";
}
stream_set_blocking($pipes[2], false);
// without S in variables_order $_SERVER is empty, and the server itself is asked
foreach (['EGPCS', 'GPC'] as $order) {
    check_web_notifications('fpm-fcgi', function (string $uri, array $headers, string $body) use ($socket, $script, $pipes, $order): array {
        $output = fastcgi_request("unix://$socket", ['PHP_VALUE' => "variables_order=$order"] + gateway_variables($script, $uri, $headers, $body), $body);
        stream_get_contents($pipes[2]);
        return gateway_answer($output);
    });
}
proc_terminate($fpm);
proc_close($fpm);
finish();
?>
--EXPECT--
done
