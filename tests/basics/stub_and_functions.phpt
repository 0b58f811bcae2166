--TEST--
The extension adds its classes and nothing else
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/check.inc';

$extension = new ReflectionExtension('doku_akulaku');
same('functions', [], $extension->getFunctions());
same('constants', [], $extension->getConstants());
$classes = $extension->getClassNames();
foreach ($classes as $class) {
    ok("$class is ours by name", $class === 'DokuAkulaku' || str_starts_with($class, 'DokuAkulaku\\'));
}
$settings = array_keys($extension->getINIEntries());
sort($settings);
same('INI settings', [
    'doku_akulaku.base_url',
    'doku_akulaku.ca_file',
    'doku_akulaku.characters',
    'doku_akulaku.client_id',
    'doku_akulaku.connect_timeout',
    'doku_akulaku.environment',
    'doku_akulaku.idle_timeout',
    'doku_akulaku.notification_max_age',
    'doku_akulaku.proxy',
    'doku_akulaku.retries',
    'doku_akulaku.secret_file',
    'doku_akulaku.timeout',
    'doku_akulaku.verify_response',
], $settings);
finish();
?>
--EXPECT--
done
