--TEST--
doku_akulaku.base_url counts only if neither base_url nor environment was passed
--INI--
doku_akulaku.base_url=http://127.0.0.1:9999
doku_akulaku.environment=production
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$url = fn (array $options) => client($options)->prepareOrder(order())->url;

same('the INI one', 'http://127.0.0.1:9999' . GENERATE, $url([]));
same('environment passed', 'https://api-sandbox.doku.com' . GENERATE, $url(['environment' => 'sandbox']));
same('the same environment passed', 'https://api.doku.com' . GENERATE, $url(['environment' => 'production']));
same('base_url passed', 'https://example.com' . GENERATE, $url(['base_url' => 'https://example.com']));
finish();
?>
--EXPECT--
done
