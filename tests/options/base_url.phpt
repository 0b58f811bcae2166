--TEST--
environment and base_url decide the address
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$url = fn (array $options) => client($options)->prepareOrder(order())->url;

same('default', 'https://api-sandbox.doku.com' . GENERATE, $url([]));
same('sandbox', 'https://api-sandbox.doku.com' . GENERATE, $url(['environment' => DokuAkulaku::SANDBOX]));
same('production', 'https://api.doku.com' . GENERATE, $url(['environment' => DokuAkulaku::PRODUCTION]));
same('base_url', 'http://127.0.0.1:8080' . GENERATE, $url(['base_url' => 'http://127.0.0.1:8080']));
same(
    'base_url beside environment',
    'https://proxy.example:8443' . GENERATE,
    $url(['environment' => 'production', 'base_url' => 'https://proxy.example:8443'])
);
same('a trailing slash is no path', 'https://example.com' . GENERATE, $url(['base_url' => 'https://example.com/']));
same('null is as if not passed', 'https://api-sandbox.doku.com' . GENERATE, $url(['environment' => null, 'base_url' => null]));
finish();
?>
--EXPECT--
done
