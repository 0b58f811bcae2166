--TEST--
Constants, and the version that phpversion() tells
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/check.inc';

$constants = (new ReflectionClass(DokuAkulaku::class))->getConstants();
same('names', ['VERSION', 'SANDBOX', 'PRODUCTION'], array_keys($constants));
same('sandbox', 'sandbox', DokuAkulaku::SANDBOX);
same('production', 'production', DokuAkulaku::PRODUCTION);
same('version', phpversion('doku_akulaku'), DokuAkulaku::VERSION);
ok('version has three parts', preg_match('/^\d+\.\d+\.\d+(-[a-z0-9.]+)?$/D', DokuAkulaku::VERSION) === 1);
foreach ((new ReflectionClass(DokuAkulaku::class))->getReflectionConstants() as $constant) {
    ok($constant->getName() . ' is public', $constant->isPublic());
}
finish();
?>
--EXPECT--
done
