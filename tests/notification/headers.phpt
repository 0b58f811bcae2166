--TEST--
Header shapes: $_SERVER, getallheaders(), PSR-7, WordPress; doubles and other entries
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/notification.inc';

$body = json(notification_body());
$headers = notification_headers($body);
$parse = fn (array $given) => client()->parseNotification($body, $given, NOTIFY_TARGET)->requestId;

$server = ['REQUEST_METHOD' => 'POST', 'argc' => 0, 'REQUEST_TIME_FLOAT' => 1.5, 'argv' => [], 'HTTP_HOST' => 'shop.example', 'CONTENT_TYPE' => 'application/json'];
foreach ($headers as $name => $value) {
    $server['HTTP_' . strtoupper(strtr($name, '-', '_'))] = $value;
}
$shapes = [
    'as signed' => $headers,
    '$_SERVER' => $server,
    'lower case' => array_change_key_case($headers),
    'upper case' => array_change_key_case($headers, CASE_UPPER),
    'PSR-7' => array_map(fn ($value) => [$value], $headers),
    'PSR-7 with Host' => ['Host' => ['shop.example'], 'Accept' => ['a', 'b']] + array_map(fn ($value) => [$value], $headers),
    'WordPress' => array_combine(array_map(fn ($name) => strtolower(strtr($name, '-', '_')), array_keys($headers)), array_map(fn ($value) => [$value], $headers)),
    'mixed' => ['cLiEnT_iD' => $headers['Client-Id'], 'HTTP_request-ID' => $headers['Request-Id'], 'http_request_timestamp' => [$headers['Request-Timestamp']], 'SIGNATURE' => $headers['Signature']],
    'the same value twice' => $headers + ['HTTP_CLIENT_ID' => CLIENT_ID, 'client_id' => [CLIENT_ID]],
    'twice in a list' => ['Client-Id' => [CLIENT_ID, CLIENT_ID]] + $headers,
    'with numbers as keys' => [0 => 'X: y', 7 => ['z']] + $headers,
    'other entries of any type' => ['X' => new stdClass(), 'Y' => null, 'Z' => 1.5, 'Q' => [], 'R' => [[1]], 'S' => STDIN, 'Signature-Input' => 'x', 'X-Client-Id' => 'other', 'HTTP_X_SIGNATURE' => 'x', 'HTTP_HTTP_SIGNATURE' => 'x'] + $headers,
];
foreach ($shapes as $label => $shape) {
    try {
        same($label, 'note-0001', $parse($shape));
    } catch (Throwable $thrown) {
        same($label, 'parsed', $thrown::class . ': ' . $thrown->getMessage());
    }
}
$reference = $headers['Signature'];
$byReference = ['Signature' => &$reference] + $headers;
same('by reference', 'note-0001', $parse($byReference));
same('unpadded, as one of DOKU\'s samples', 'note-0001', $parse(['Signature' => rtrim($headers['Signature'], '=')] + $headers));

// a name found twice with different values
foreach (array_keys($headers) as $name) {
    $other = 'HTTP_' . strtoupper(strtr($name, '-', '_'));
    refuses("$name twice", 'malformed', fn () => $parse($headers + [$other => $headers[$name] . 'x']));
    refuses("$name twice in a list", 'malformed', fn () => $parse([$name => [$headers[$name], 'x']] + $headers));
    // servers join a header that came twice: Apache, lighttpd and CGI by ", ", some by ","
    foreach ([', ', ',', " ,\t", ', ' . $headers[$name] . ', '] as $joint) {
        try {
            same("$name joined by \"$joint\"", 'note-0001', $parse([$name => $headers[$name] . $joint . $headers[$name]] + $headers));
        } catch (Throwable $thrown) {
            same("$name joined by \"$joint\"", 'parsed', $thrown->getMessage());
        }
    }
    foreach (["$headers[$name], x", "x, $headers[$name]", "$headers[$name], $headers[$name], x", "$headers[$name] $headers[$name]"] as $joined) {
        refuses("$name joined with another: $joined", 'malformed', fn () => $parse([$name => $joined] + $headers));
    }
    // missing
    foreach (['absent' => Remove::It, 'empty' => '', 'null' => null, 'an empty list' => [], 'a list of nothing' => ['']] as $label => $value) {
        refuses("$name $label", 'missing_header', fn () => $parse(changed($headers, [$name => $value])));
    }
}
// an environment with many variables stands in $_SERVER too; no header among them
$environment = [];
for ($i = 0; $i < 300; $i++) {
    $environment["SHOP_SERVICE_PORT_$i"] = "tcp://10.0.0.$i:80";
}
try {
    same('a long environment', 'note-0001', $parse($environment + $server));
} catch (Throwable $thrown) {
    same('a long environment', 'parsed', $thrown::class . ': ' . $thrown->getMessage());
}
// values in lists count towards the caps, of every name and type
$list = fn (array $values): array => ['Accept' => $values] + $headers;
same('100 values', 'note-0001', $parse($list(array_fill(0, 96, 'x'))));
foreach (['texts' => 'x', 'numbers' => 1, 'nulls' => null, 'lists' => []] as $label => $value) {
    refuses("101 values, $label", 'malformed', fn () => $parse($list(array_fill(0, 97, $value))));
}
refuses('64 KiB in a list', 'malformed', fn () => $parse($list([str_repeat('x', 40000), str_repeat('y', 40000)])));
refuses('64 KiB of one of the four', 'malformed', fn () => $parse(['Signature' => array_fill(0, 90, str_repeat(' ', 1000) . $headers['Signature'])] + $headers));

// headers as lines
$lines = array_map(fn ($name, $value) => "$name: $value", array_keys($headers), $headers);
$thrown = throws('lines', DokuAkulaku\SignatureException::class, fn () => $parse($lines));
same('lines: reason', 'missing_header', $thrown?->getReason());
holds_text('lines are named', '"Name: value" lines', (string) $thrown?->getMessage());
refuses('no headers', 'missing_header', fn () => $parse([]));
refuses('a header of another scheme only', 'missing_header', fn () => $parse(['X-Signature' => $headers['Signature']]));
finish();
?>
--EXPECT--
done
