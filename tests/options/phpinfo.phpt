--TEST--
phpinfo() shows the version and the libraries, compiled and linked
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

ob_start();
phpinfo(INFO_MODULES);
$text = ob_get_clean();
$text = substr($text, strpos($text, "\ndoku_akulaku\n"));
ok('version', preg_match('/^Version => ' . preg_quote(DokuAkulaku::VERSION) . '$/m', $text) === 1);
foreach (['OpenSSL', 'libcurl', 'json-c'] as $library) {
    ok($library, preg_match("/^$library => .*\\d+\\.\\d+.* => .*\\d+\\.\\d+/m", $text) === 1);
}
holds_text('settings', "doku_akulaku.timeout => 30.0 => 30.0", $text);
holds_text('settings', "doku_akulaku.verify_response => report => report", $text);
finish();
?>
--EXPECT--
done
