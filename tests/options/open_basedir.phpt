--TEST--
ca_file obeys open_basedir
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$inside = scratch('folder/inside.pem');
$folder = scratch('folder');
mkdir($folder);
copy(AUTHORITY, $inside);
$outside = scratch('outside.pem');
copy(AUTHORITY, $outside);
ok('before', client(['ca_file' => $outside]) instanceof DokuAkulaku);
ini_set('open_basedir', $folder);
ok('inside', client(['ca_file' => $inside]) instanceof DokuAkulaku);
throws('outside', ValueError::class, fn () => client(['ca_file' => $outside]), 'ca_file');
throws('outside by ..', ValueError::class, fn () => client(['ca_file' => $folder . str_repeat('/..', 20) . $outside]), 'ca_file');
finish();
?>
--EXPECT--
done
