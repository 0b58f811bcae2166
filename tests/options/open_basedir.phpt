--TEST--
ca_file obeys open_basedir
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$inside = __DIR__ . '/open_basedir.pem';
file_put_contents($inside, '');
$outside = PHP_BINARY;
ok('before', client(['ca_file' => $outside]) instanceof DokuAkulaku);
ini_set('open_basedir', dirname(__DIR__));
ok('inside', client(['ca_file' => $inside]) instanceof DokuAkulaku);
throws('outside', ValueError::class, fn () => client(['ca_file' => $outside]), 'ca_file');
throws('outside by ..', ValueError::class, fn () => client(['ca_file' => __DIR__ . '/../..' . '/composer.json']), 'ca_file');
finish();
?>
--CLEAN--
<?php
@unlink(__DIR__ . '/open_basedir.pem');
?>
--EXPECT--
done
