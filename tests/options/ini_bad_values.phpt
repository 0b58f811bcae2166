--TEST--
A bad INI value never falls back to the default: a ValueError names the setting, phpinfo() marks it
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';
require __DIR__ . '/../support/process.inc';

$code = <<<'PHP'
<?php
try {
    new DokuAkulaku('MCH-TEST-0001', 'fake-secret-1');
    echo "made\n";
} catch (Throwable $thrown) {
    echo $thrown::class, ': ', $thrown->getMessage(), "\n";
}
try {
    DokuAkulaku::fromIni();
    echo "made\n";
} catch (Throwable $thrown) {
    echo $thrown::class, ': ', $thrown->getMessage(), "\n";
}
phpinfo(INFO_MODULES);
PHP;

$file = scratch('secret', SECRET);
$bad = [
    'environment' => ['prodution', '', 'SANDBOX'],
    'base_url' => ['http://example.com', 'example.com', 'https://example.com/path'],
    'connect_timeout' => ['0', 'soon', '-3'],
    'timeout' => ['0', '30 s'],
    'retries' => ['-1', 'two'],
    'verify_response' => ['yes', 'of'],
    'notification_max_age' => ['-1', '1h'],
    'ca_file' => ['/nonexistent/ca.pem'],
    'proxy' => ['http://a b'],
];
foreach ($bad as $name => $values) {
    foreach ($values as $value) {
        $result = run_php($code, [
            "doku_akulaku.$name" => $value,
            'doku_akulaku.client_id' => CLIENT_ID,
            'doku_akulaku.secret_file' => $file,
        ]);
        $lines = explode("\n", $result['output']);
        foreach ([0, 1] as $line) {
            ok("$name=$value, object " . ($line + 1) . ": $lines[$line]", str_starts_with($lines[$line], 'ValueError: ')
                && str_contains($lines[$line], "doku_akulaku.$name"));
        }
        ok("$name=$value is marked by phpinfo()", preg_match("/^doku_akulaku\\.$name => .*invalid/m", $result['output']) === 1);
        same("$name=$value exit code", 0, $result['code']);
    }
}

// a bad client_id is fromIni's own
$result = run_php($code, ['doku_akulaku.client_id' => 'a b']);
$lines = explode("\n", $result['output']);
same('client_id does not concern the constructor', 'made', $lines[0]);
ok("client_id of fromIni: $lines[1]", str_starts_with($lines[1], 'ValueError: ') && str_contains($lines[1], 'doku_akulaku.client_id'));
ok('client_id is marked', preg_match('/^doku_akulaku\.client_id => .*invalid/m', $result['output']) === 1);

// nothing is marked when nothing is wrong
$result = run_php($code);
lacks_text('no mark', 'invalid', $result['output']);
same('made', 'made', explode("\n", $result['output'])[0]);
finish();
?>
--EXPECT--
done
