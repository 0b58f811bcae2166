--TEST--
Malformed bodies and caps: signed by the right secret, and refused all the same
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/notification.inc';

$parse = fn (string $body) => fn () => client()->parseNotification($body, notification_headers($body), NOTIFY_TARGET);
$good = json(notification_body());
$bad = [
    'empty' => '', 'blank' => ' ', 'text' => 'status=SUCCESS', 'HTML' => '<html>', 'cut' => substr($good, 0, -1), 'trailing' => "$good,",
    'two' => "$good$good", 'list' => '[]', 'number' => '1', 'null' => 'null', 'string' => '"x"', 'true' => 'true',
    'no order' => '{}', 'order null' => '{"order":null}', 'order a list' => '{"order":[{"invoice_number":"A"}]}', 'order a text' => '{"order":"A"}',
    'no invoice' => '{"order":{"amount":1}}', 'invoice null' => '{"order":{"invoice_number":null}}', 'invoice empty' => '{"order":{"invoice_number":""}}',
    'invoice a list' => '{"order":{"invoice_number":["A"]}}', 'invoice an object' => '{"order":{"invoice_number":{}}}', 'invoice true' => '{"order":{"invoice_number":true}}',
    'duplicate keys' => '{"order":{"invoice_number":"A"},"order":{"invoice_number":"B"}}',
    'duplicate inner keys' => '{"order":{"invoice_number":"A","invoice_number":"B"}}',
    'escaped duplicate' => '{"order":{"invoice_number":"A","invoice\u005fnumber":"B"}}',
    'NUL key' => '{"order":{"invoice_number":"A","a\u0000":1}}',
    'single quotes' => "{'order':{'invoice_number':'A'}}", 'NaN' => '{"order":{"invoice_number":"A","amount":NaN}}',
    'comment' => "//\n$good", 'byte order mark' => "\xef\xbb\xbf$good", 'bad UTF-8' => "{\"order\":{\"invoice_number\":\"A\xff\"}}",
    'overlong' => "{\"order\":{\"invoice_number\":\"A\xc0\xaf\"}}", 'surrogate' => '{"order":{"invoice_number":"A\ud83d"}}',
    'raw control character' => "{\"order\":{\"invoice_number\":\"A\n\"}}", 'UTF-16' => mb16($good), 'gzip' => gzip_like($good),
    'depth 33' => '{"order":{"invoice_number":"A"},"x":' . str_repeat('[', 32) . str_repeat(']', 32) . '}',
    'very deep' => str_repeat('{"a":', 100000) . '1' . str_repeat('}', 100000),
    'very deep lists' => str_repeat('[', 1000000),
    'over 1 MiB' => '{"order":{"invoice_number":"A"},"x":"' . str_repeat('x', 1 << 20) . '"}',
];
function mb16(string $text): string
{
    return "\xff\xfe" . implode("\0", str_split($text)) . "\0";
}
function gzip_like(string $text): string
{
    return "\x1f\x8b\x08\0" . $text;
}
foreach ($bad as $label => $body) {
    refuses($label, 'malformed', $parse($body));
}
// why a body is refused
$words = [
    'empty' => ['', 'the body is empty: was php://input read before?'], 'blank' => [" \n", 'nothing in it'], 'key twice' => ['{"a":1,"b":2,"a":3}', 'a key stands twice'],
    'depth' => [str_repeat('[', 33), 'deeper than 32 levels'], 'UTF-8' => ["[\"\xff\"]", 'not UTF-8'], 'BOM' => ["\xef\xbb\xbf$good", 'byte order mark'],
    'UTF-16' => [mb16($good), 'byte order mark of UTF-16'], 'gzip' => [gzip_like($good), 'compressed by gzip'], 'trailing' => ["$good x", 'something follows'],
    'cut' => ['{"a":"x', 'ends in the middle'], 'surrogate' => ['["\\ud83d"]', 'surrogate'], 'control' => ["[\"\n\"]", 'control character'],
    'NUL in a key' => ['{"a\\u0000":1}', 'a key has a NUL'], 'syntax' => ['{"a":1,}', 'the syntax is wrong'], 'no object' => ['[]', 'no object'],
    'size' => ['[' . str_repeat(' ', 1 << 20) . ']', 'larger than 1 MiB'], 'no invoice' => ['{"order":{}}', 'names no invoice'],
];
foreach ($words as $label => [$body, $part]) {
    holds_text("$label is named", $part, (string) throws($label, DokuAkulaku\SignatureException::class, $parse($body))?->getMessage());
}
foreach (['zlib' => gzcompress_like(), 'zstd' => "\x28\xb5\x2f\xfd\x00"] as $label => $body) {
    holds_text("$label is named", "compressed by $label", (string) throws($label, DokuAkulaku\SignatureException::class, $parse($body))?->getMessage());
}
function gzcompress_like(): string
{
    return "\x78\x9c\x03\x00\x00\x00\x00\x01";
}

// members of one object: 10,000, before they are decoded. Such keys collide in a table of PHP's.
$members = fn (int $count): string => '{"order":{"invoice_number":"A"},"x":{' . implode(',', array_map(fn (int $i): string => '"' . $i * 65536 . '":1', range(1, $count))) . '}}';
same('10,000 members', 10000, count($parse($members(10000))()->body['x']));
holds_text('10,001 members', 'more than 10000 members', (string) throws('10,001 members', DokuAkulaku\SignatureException::class, $parse($members(10001)))?->getMessage());
refuses('60,001 colliding members', 'malformed', $parse($members(60001)));
same('a list may be longer', 100000, count($parse('{"order":{"invoice_number":"A"},"x":[' . str_repeat('1,', 99999) . '1]}')()->body['x']));

$most = '{"order":{"invoice_number":"A"},"x":"' . str_repeat('x', (1 << 20) - 39) . '"}';
same('1 MiB', 1 << 20, strlen($most));
same('1 MiB is taken', 'A', $parse($most)()->invoiceNumber);
same('an int as invoice number', '7', (string) ($parse('{"order":{"invoice_number":"7"}}')()->invoiceNumber));
same('depth 32', 'A', $parse('{"order":{"invoice_number":"A"},"x":' . str_repeat('[', 31) . str_repeat(']', 31) . '}')()->invoiceNumber);

// caps of the headers: 100, 64 KiB
$headers = notification_headers($good);
$many = [];
for ($i = 0; $i < 97; $i++) {
    $many["X-$i"] = 'x';
}
refuses('101 headers', 'malformed', fn () => client()->parseNotification($good, $many + $headers, NOTIFY_TARGET));
array_pop($many);
same('100 headers', INVOICE, client()->parseNotification($good, $many + $headers, NOTIFY_TARGET)->invoiceNumber);
refuses('64 KiB of headers', 'malformed', fn () => client()->parseNotification($good, ['Cookie' => str_repeat('x', 65537)] + $headers, NOTIFY_TARGET));
same('60 KiB of headers', INVOICE, client()->parseNotification($good, ['Cookie' => str_repeat('x', 60000)] + $headers, NOTIFY_TARGET)->invoiceNumber);

// Request-Id: up to 128
refuses('a Request-Id of 129', 'malformed', fn () => client()->parseNotification($good, notification_headers($good, [], NOTIFY_TARGET, NOTIFY_TIME, SECRET, CLIENT_ID, str_repeat('r', 129)), NOTIFY_TARGET));
refuses('a line end in the Request-Id', 'malformed', fn () => client()->parseNotification($good, notification_headers($good, [], NOTIFY_TARGET, NOTIFY_TIME, SECRET, CLIENT_ID, "r\nx"), NOTIFY_TARGET));
// a value that is no text
foreach ([1.5, true, new stdClass(), [['x']]] as $value) {
    $thrown = throws('Signature as ' . get_debug_type($value), DokuAkulaku\SignatureException::class, fn () => client()->parseNotification($good, ['Signature' => $value] + $headers, NOTIFY_TARGET));
    ok('Signature as ' . get_debug_type($value) . ': ' . $thrown?->getReason(), in_array($thrown?->getReason(), ['malformed', 'missing_header'], true));
}
finish();
?>
--EXPECT--
done
