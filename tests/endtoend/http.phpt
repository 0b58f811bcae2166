--TEST--
Every operation against the simulator over HTTP: generate, status, cancel, refund, notification, replay
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';
require __DIR__ . '/../support/process.inc';
require __DIR__ . '/../support/operations.inc';

$sandbox = new Sandbox();
check_operations($sandbox, client(['base_url' => $sandbox->http, 'verify_response' => 'require', 'timeout' => 20]), false);
finish();
?>
--EXPECT--
done
