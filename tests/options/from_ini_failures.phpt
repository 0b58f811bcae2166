--TEST--
fromIni() that fails, again and again, leaves nothing broken behind
--INI--
doku_akulaku.client_id=MCH-TEST-0001
doku_akulaku.secret_file=/nonexistent/secret
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/check.inc';

$kept = [];
for ($i = 0; $i < 1000; $i++) {
    throws("failure $i", DokuAkulaku\ConfigurationException::class, fn () => DokuAkulaku::fromIni(), '/nonexistent/secret');
    throws("option $i", DokuAkulaku\ConfigurationException::class, fn () => DokuAkulaku::fromIni(['timeout' => -1]));
    $kept[] = [new stdClass(), new ArrayObject([$i])];
}
same('objects made between', 1000, count(array_filter($kept, fn ($pair) => $pair[0] instanceof stdClass && $pair[1][0] >= 0)));
finish();
?>
--EXPECT--
done
