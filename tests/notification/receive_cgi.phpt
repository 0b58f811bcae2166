--TEST--
receiveNotification() under php-cgi
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/web.inc';

$script = __DIR__ . '/receive_cgi.script.php';
file_put_contents($script, NOTIFY_SCRIPT);
$command = php_command([], sapi_binary('cgi'));
check_web_notifications('cgi-fcgi', function (string $uri, array $headers, string $body) use ($command, $script): array {
    $result = run_command($command, $body, gateway_variables($script, $uri, $headers, $body));
    return gateway_answer($result['output']);
});
finish();
?>
--CLEAN--
<?php
@unlink(__DIR__ . '/receive_cgi.script.php');
?>
--EXPECT--
done
