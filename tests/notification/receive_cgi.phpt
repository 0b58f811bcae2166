--TEST--
receiveNotification() under php-cgi
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/web.inc';

$script = scratch('script.php', NOTIFY_SCRIPT);
$binary = sapi_binary('cgi');
if ($binary === null) {
    exit("done\n"); // this PHP has none
}
// without S in variables_order $_SERVER is empty, and the server itself is asked
foreach (['EGPCS', 'GPC', ''] as $order) {
    $command = php_command(["variables_order" => $order], $binary);
    check_web_notifications('cgi-fcgi', function (string $uri, array $headers, string $body) use ($command, $script): array {
        $result = run_command($command, $body, gateway_variables($script, $uri, $headers, $body));
        return gateway_answer($result['output']);
    });
}
finish();
?>
--EXPECT--
done
