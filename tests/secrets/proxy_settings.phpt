--TEST--
A proxy's user and password in the INI setting are shown to nobody, whatever they look like
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';
require __DIR__ . '/../support/process.inc';

$code = <<<'PHP'
<?php
ob_start();
phpinfo(INFO_MODULES | INFO_CONFIGURATION);
echo ob_get_clean(), ini_get('doku_akulaku.proxy'), print_r(ini_get_all('doku_akulaku'), true), print_r(get_cfg_var('doku_akulaku.proxy'), true);
try {
    new DokuAkulaku('MCH-TEST-0001', 'fake-secret-1');
} catch (Throwable $thrown) {
    echo $thrown;
}
PHP;
foreach ([
    'planted***', '***planted', '***planted***', 'planted', '***:planted', 'planted:***', 'a://planted', 'planted:b://c', 'planted@x', '***@planted',
    'pl%61nted:planted', ':planted', 'planted:',
] as $credentials) {
    foreach (['http://', ''] as $scheme) {
        $output = run_php($code, ['doku_akulaku.proxy' => "$scheme$credentials@127.0.0.1:3128"])['output'];
        lacks_text("$scheme$credentials", 'planted', $output);
        holds_text("$scheme$credentials: masked", "$scheme***@127.0.0.1:3128", $output);
    }
}
finish();
?>
--EXPECT--
done
