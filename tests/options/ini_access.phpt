--TEST--
Only the timeouts and retries can be changed by ini_set()
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$changeable = ['connect_timeout' => '1.5', 'timeout' => '2.5', 'retries' => '0'];
foreach (ini_get_all('doku_akulaku', true) as $name => $facts) {
    $short = substr($name, strlen('doku_akulaku.'));
    same("access of $name", isset($changeable[$short]) ? INI_ALL : INI_SYSTEM, $facts['access']);
    same("ini_set of $name", isset($changeable[$short]), @ini_set($name, $changeable[$short] ?? 'off') !== false);
}
foreach ($changeable as $name => $value) {
    same("value of $name", $value, ini_get("doku_akulaku.$name"));
}

// retries=0 from ini_set is obeyed by objects made from now on, an option wins over it
$script = new Script(answer(503));
throws('one attempt', DokuAkulaku\IndeterminateException::class, fn () => client(['transport' => $script])->generateOrder(order()));
same('no retry', 1, $script->calls());
$script = new Script(answer(503));
throws('two attempts', DokuAkulaku\IndeterminateException::class, fn () => client(['transport' => $script, 'retries' => 1])->generateOrder(order()));
same('one retry', 2, $script->calls());

// a bad value is kept, and refused when an object is made
foreach (['connect_timeout' => ['0', '-1', 'x', '', '5 s', 'NAN', 'INF'], 'timeout' => ['0', '-1', 'x', ''], 'retries' => ['-1', 'x', '', '1.5', ' 1', '1 ']] as $name => $values) {
    foreach ($values as $value) {
        ini_set("doku_akulaku.$name", $value);
        throws("$name=$value", ValueError::class, fn () => client(), "doku_akulaku.$name");
        ok("$name=$value, option passed", client([$name => 1]) instanceof DokuAkulaku);
    }
    ini_restore("doku_akulaku.$name");
    ok("$name restored", client() instanceof DokuAkulaku);
}
finish();
?>
--EXPECT--
done
