--TEST--
Nothing that PHP can show holds a secret, however it came in
--INI--
zend.exception_ignore_args=0
zend.exception_string_param_max_len=1000
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';
require __DIR__ . '/../support/process.inc';

$planted = 'planted-' . 'secret-8d1f3c';
$second = 'planted-' . 'second-77aa10';
$password = 'planted-' . 'proxy-55e2';

$code = <<<'PHP'
<?php
require $argv[1];
[, , $way, $first, $other, $proxy] = $argv;
unset($argv, $_SERVER['argv'], $_SERVER['argc'], $GLOBALS['argv']);
$_SERVER = $_ENV = [];
function make(string $way, string $first, string $other, array $options): DokuAkulaku
{
    return match ($way) {
        'text' => new DokuAkulaku(CLIENT_ID, $first, $options),
        'array' => new DokuAkulaku(CLIENT_ID, [$first, $other], $options),
        'ini' => DokuAkulaku::fromIni($options),
    };
}
$log = [];
$options = ['logger' => function (...$line) use (&$log) { $log[] = $line; }, 'proxy' => $proxy, 'retries' => 0];
$options['transport'] = new Script(answer(200, generated()), refusal(400, 'x'), answer(500), new DokuAkulaku\ConnectionException('x'), answer(200, '<html>'), new LogicException('own'));
$client = make($way, $first, $other, $options);
$options = null;
$texts = [];
foreach (range(1, 6) as $number) {
    try {
        $client->generateOrder(order());
    } catch (Throwable $thrown) {
        $texts["thrown $number"] = (string) $thrown . print_r($thrown->getTrace(), true) . var_export($thrown->getTraceAsString(), true);
    }
}
$wrong = [
    fn () => make($way, $first, $other, ['timeout' => -1]),
    fn () => make($way, $first, $other, ['unknown' => 1]),
    fn () => new DokuAkulaku('bad id', $first),
    fn () => new DokuAkulaku(CLIENT_ID, [$first, $other, '']),
    fn () => new DokuAkulaku(CLIENT_ID, [$first, 1]),
    fn () => new DokuAkulaku(CLIENT_ID, $first, ['proxy' => $proxy, 'timeout' => 'x']),
    fn () => new DokuAkulaku(CLIENT_ID, $first, ['proxy' => "$proxy bad"]),
    fn () => $client->__construct(CLIENT_ID, $first),
    fn () => $client->parseNotification('{}', ['Signature' => $first], '/n'),
    fn () => $client->prepareOrder(['secret' => $first]),
    fn () => serialize($client),
    fn () => clone $client,
    fn () => $client->noSuchMethod(),
];
foreach ($wrong as $number => $call) {
    try {
        $call();
    } catch (Throwable $thrown) {
        $trace = array_map(fn ($frame) => ['args' => str_contains($frame['function'], '{closure') || $frame['function'] === 'make' ? [] : $frame['args'] ?? []] + $frame, $thrown->getTrace());
        $texts["wrong $number"] = $thrown->getMessage() . print_r($trace, true);
        if ($number >= 2 && $number < 7 && !str_contains(print_r($trace, true), 'SensitiveParameterValue')) {
            echo "no arguments in the trace $number\n";
        }
    }
}
$request = $client->prepareOrder(order());
$show = function (string $label, callable $call) use (&$texts) {
    ob_start();
    try {
        $returned = $call();
        $texts[$label] = ob_get_contents() . (is_string($returned) ? $returned : print_r($returned, true));
    } catch (Throwable $thrown) {
        $texts[$label] = ob_get_contents() . $thrown->getMessage();
    }
    ob_end_clean();
};
foreach (['var_dump', 'print_r', 'var_export', 'debug_zval_refcount', 'json_encode', 'get_object_vars', 'get_mangled_object_vars', 'spl_object_hash'] as $function) {
    foreach (['client' => $client, 'request' => $request] as $label => $value) {
        $show("$function $label", fn () => $function($value));
    }
}
$show('debug_zval_refcount', fn () => debug_zval_refcount($client));
$show('cast', fn () => (array) $client);
$show('iterate', function () use ($client) { foreach ($client as $key => $value) { echo $key, $value; } });
$show('reflection', fn () => (string) new ReflectionObject($client));
$show('reflection of the class', fn () => (string) new ReflectionClass($client));
$show('reflection of the extension', fn () => (string) new ReflectionExtension('doku_akulaku'));
$show('properties', fn () => (new ReflectionObject($client))->getProperties());
$show('statics', fn () => (new ReflectionClass($client))->getStaticProperties());
$show('array of', fn () => print_r([$client, [$client]], true));
$show('backtrace', function () use ($client) {
    foreach ((fn () => debug_backtrace(DEBUG_BACKTRACE_PROVIDE_OBJECT))() as $frame) { print_r($frame['object'] ?? null); }
});
$show('phpinfo', fn () => phpinfo());
$show('ini_get_all', fn () => array_diff_key(ini_get_all('doku_akulaku'), ['doku_akulaku.proxy' => 1]));
$show('last error', fn () => error_get_last());
$show('log', fn () => $log);
$show('WeakMap', function () use ($client) { $map = new WeakMap(); $map[$client] = 1; var_dump($map); });
$show('iterator', function () use ($client) { $iterator = $client->checkStatuses(['a']); var_dump($iterator); print_r((array) $iterator); });
foreach ($texts as $label => $text) {
    foreach (['planted-secret-8d1f3c', 'planted-second-77aa10', 'planted-proxy-55e2', base64_encode('planted-secret-8d1f3c')] as $secret) {
        if (str_contains($text, $secret)) {
            echo "$secret is shown by $label\n";
        }
    }
}
echo count($texts) >= 45 ? "searched\n" : 'only ' . count($texts) . " texts\n";
PHP;
$file = scratch('secret', "$planted\n$second\n");
chmod($file, 0600);
$proxy = "http://someone:$password@127.0.0.1:3128";
$settings = ['zend.exception_ignore_args' => '0', 'zend.exception_string_param_max_len' => '1000', 'doku_akulaku.client_id' => CLIENT_ID];
foreach (['text', 'array', 'ini'] as $way) {
    $more = $way === 'ini' ? ['doku_akulaku.secret_file' => $file, 'doku_akulaku.proxy' => $proxy] : [];
    $result = run_php($code, $settings + $more, [__DIR__ . '/../support/client.inc', $way, $planted, $second, $proxy]);
    same("$way", "searched\n", $result['output']);
}
finish();
?>
--EXPECT--
done
