--TEST--
The INI environment is the default, the option wins
--INI--
doku_akulaku.environment=production
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

same('INI', 'https://api.doku.com' . GENERATE, client()->prepareOrder(order())->url);
same(
    'option',
    'https://api-sandbox.doku.com' . GENERATE,
    client(['environment' => 'sandbox'])->prepareOrder(order())->url
);
finish();
?>
--EXPECT--
done
