--TEST--
Every option: good values, bad values, bad types, unknown names
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$several = scratch('several.pem', "Words before it.\n" . str_repeat(file_get_contents(AUTHORITY), 3));
$empty = scratch('empty.pem', '');
$key = scratch('key.pem', "-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----\n");
$cut = scratch('cut.pem', substr(file_get_contents(AUTHORITY), 0, 200));
$garbled = scratch('garbled.pem', "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
$encrypted = scratch('encrypted.pem', str_replace(
    "CERTIFICATE-----\nM",
    "CERTIFICATE-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF\n\nM",
    file_get_contents(AUTHORITY)
));
$huge = scratch('huge.pem', file_get_contents(AUTHORITY));
ftruncate(fopen($huge, 'r+'), 17 * 1024 * 1024);
$pipe = scratch('pipe.pem');
exec('mkfifo ' . escapeshellarg($pipe));

$good = [
    'environment' => ['sandbox', 'production'],
    'base_url' => [
        'https://example.com', 'https://example.com:8443', 'http://127.0.0.1:8080', 'http://127.9.9.9',
        'http://[::1]:80', 'http://localhost:8080', 'https://10.0.0.1', 'https://[2001:db8::1]:8443',
    ],
    'connect_timeout' => [0.5, 1, 60],
    'timeout' => [0.5, 1, 60.0],
    'retries' => [0, 1, 5],
    'verify_response' => ['report', 'require', 'off'],
    'notification_max_age' => [0, 1, 86400],
    'ca_file' => [AUTHORITY, $several],
    'idle_timeout' => [0.5, 1, 55.0, 3600],
    'characters' => ['documented', 'safe'],
    'proxy' => ['env', 'http://127.0.0.1:3128', 'http://user:pass@127.0.0.1:3128', 'https://proxy.example:443', 'proxy.example:3128'],
    'logger' => ['strlen', fn () => null, new class () {
        public function log($level, $message, array $context = []): void
        {
        }
    }],
    'app_info' => [['name' => 'shop', 'version' => '1.0'], ['version' => '9', 'name' => 'x']],
    'transport' => ['strlen', fn () => [], new Script()],
];
foreach ($good as $name => $values) {
    foreach ($values as $value) {
        ok("good $name " . get_debug_type($value), client([$name => $value]) instanceof DokuAkulaku);
        $holder = [$name => &$value];
        ok("good $name by reference", client($holder) instanceof DokuAkulaku);
        unset($holder);
    }
}

$bad = [
    'environment' => ['', 'Sandbox', 'prodution', ' sandbox', "sandbox\0"],
    'base_url' => [
        '', 'example.com', 'http://example.com', 'http://10.0.0.1', 'ftp://example.com', 'https://', 'https://example.com//',
        'https://example.com/path', 'https://example.com?x', 'https://example.com#x', 'https://user@example.com',
        'https://user:pass@example.com', 'https://example.com:0', 'https://example.com:65536', 'https://example.com:x',
        'https://exa mple.com', "https://example.com\r\nX: y", "https://example.com\0", 'http://localhost.example.com',
        'http://127.0.0.1.example.com', 'http://127.0.0.1@example.com', 'http://[::2]', 'http://0177.0.0.1',
    ],
    'connect_timeout' => [0, -1, 0.0, -0.1, NAN, INF],
    'timeout' => [0, -1, NAN, INF, -INF],
    'retries' => [-1, 11, PHP_INT_MAX],
    'verify_response' => ['', 'Report', 'yes', 'required'],
    'notification_max_age' => [-1],
    'ca_file' => [
        '', '/nonexistent/ca.pem', "a\0b", __DIR__, __FILE__, $empty, $key, $cut, $garbled, $encrypted, $huge, $pipe, '/dev/zero',
    ],
    'idle_timeout' => [0, -1, 3600.1, NAN, INF],
    'characters' => ['', 'Safe', 'any'],
    'proxy' => [
        "http://a\r\nb", 'http://', 'http://a b', 'http://user:p@ss@127.0.0.1:3128', 'user@shop:pass@127.0.0.1:3128',
        'http://@@127.0.0.1',
    ],
    'app_info' => [
        [], ['name' => ''], ['name' => "a\r\nb", 'version' => '1'], ['name' => 'a', 'version' => "1\n"], ['version' => '1'],
    ],
];
foreach ($bad as $name => $values) {
    foreach ($values as $value) {
        $thrown = throws("bad $name " . json_encode($value, JSON_PARTIAL_OUTPUT_ON_ERROR), ValueError::class, fn () => client([$name => $value]), $name);
    }
}

$wrong = [
    'environment' => [1, true, [], new stdClass(), 1.5],
    'base_url' => [1, true, [], new stdClass()],
    'connect_timeout' => ['5', true, [], new stdClass()],
    'timeout' => ['5', true, [], new stdClass()],
    'retries' => ['2', 2.5, true, [], new stdClass()],
    'verify_response' => [1, true, false, []],
    'notification_max_age' => ['60', 1.5, true, []],
    'ca_file' => [1, true, [], new stdClass()],
    'idle_timeout' => ['55', true, []],
    'characters' => [1, true, []],
    'proxy' => [1, true, [], new stdClass()],
    'logger' => [1, 'no_such_function', true, [], new stdClass()],
    'app_info' => ['shop/1.0', 1, true, new stdClass()],
    'transport' => [1, 'no_such_function', true, [], new stdClass()],
];
foreach ($wrong as $name => $values) {
    foreach ($values as $value) {
        throws("$name as " . get_debug_type($value), TypeError::class, fn () => client([$name => $value]), $name);
    }
}

foreach (['timeouts', 'Timeout', '', 'secret_file', 'client_id', ' timeout', "timeout\0"] as $name) {
    throws("unknown option $name", ValueError::class, fn () => client([$name => 1]));
}
throws('a numbered option', ValueError::class, fn () => client(['sandbox']));
foreach ([
    'timeouts' => 'timeout', 'time_out' => 'timeout', 'Timeout' => 'timeout', 'connectTimeout' => 'connect_timeout', 'retry' => 'retries',
    'enviroment' => 'environment', 'baseurl' => 'base_url', 'base-url' => 'base_url', 'verify' => 'verify_response',
    'proxy_url' => 'proxy', 'cafile' => 'ca_file', 'loger' => 'logger', 'appinfo' => 'app_info', 'max_age' => 'notification_max_age',
    'secret_file' => 'fromIni', 'client_id' => 'fromIni',
] as $name => $meant) {
    throws("$name: $meant is named", ValueError::class, fn () => client([$name => 1]), $meant);
}
lacks_text('nothing near', 'mean', throws('xyz', ValueError::class, fn () => client(['xyz' => 1]))?->getMessage() ?? '');
foreach (['http://user:p@ss@127.0.0.1:3128', 'user@shop:pass@127.0.0.1'] as $raw) {
    $message = throws('a raw @', ValueError::class, fn () => client(['proxy' => $raw]), '%40')?->getMessage() ?? '';
    lacks_text('the proxy is not told', '127.0.0.1', $message);
}
holds_text('the unknown name is told', 'timeouts', throws('unknown', ValueError::class, fn () => client(['timeouts' => 1]))?->getMessage() ?? '');
ok('no option at all', client([]) instanceof DokuAkulaku);
ok('the same options go to fromIni', throws('fromIni', ValueError::class, fn () => DokuAkulaku::fromIni(['timeouts' => 1])) !== null);
finish();
?>
--EXPECT--
done
