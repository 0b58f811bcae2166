--TEST--
Proxy credentials are masked everywhere, in the INI functions too
--INI--
doku_akulaku.proxy=http://someone:planted-password@127.0.0.1:3128
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

ob_start();
phpinfo();
$text = ob_get_clean();
lacks_text('phpinfo()', 'planted-password', substr($text, 0, strpos($text, "\nEnvironment\n") ?: null));
holds_text('phpinfo() still names the host', '127.0.0.1:3128', $text);
lacks_text('ini_get()', 'planted-password', (string) ini_get('doku_akulaku.proxy'));
lacks_text('ini_get_all()', 'planted-password', print_r(ini_get_all('doku_akulaku'), true));
lacks_text('the extension\'s entries', 'planted-password', print_r((new ReflectionExtension('doku_akulaku'))->getINIEntries(), true));
// and it is still used: nobody listens there
$thrown = throws('the proxy is used', DokuAkulaku\ConnectionException::class, fn () => client(['proxy' => 'http://someone:planted-password@127.0.0.1:1', 'retries' => 0, 'timeout' => 5])->generateOrder(order()));
lacks_text('message', 'planted-password', (string) $thrown);
lacks_text('message', 'someone', $thrown->getMessage());
finish();
?>
--EXPECT--
done
