--TEST--
The body's reader against json_decode(): the same verdict and the same value for 25,000 mutated documents
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/notification.inc';

// What the contract refuses beyond json_decode(): deeper than 32 (for json_decode() what stands in the deepest list is a level too),
// a key twice, a NUL in a key.
const DEPTH = 33;

/** Entries that stand in the text: a container that is not empty has one more than it has commas. */
function entries_written(string $text): int
{
    $bare = preg_replace('/"(?:[^"\\\\]|\\\\.)*+"/s', 's', $text);
    return substr_count($bare, ',') + preg_match_all('/[\[{](?![ \t\r\n]*[\]}])/', $bare);
}

/** The decoded body, or null where it must be refused. */
function oracle(string $text): ?array
{
    $decoded = json_decode($text, true, DEPTH, JSON_BIGINT_AS_STRING);
    if (!is_array($decoded) || ltrim($text, " \t\r\n")[0] !== '{') {
        return null;
    }
    if (count($decoded, COUNT_RECURSIVE) !== entries_written($text) || preg_match('/"(?:[^"\\\\]|\\\\.)*?(?<!\\\\)(?:\\\\\\\\)*\\\\u0000(?:[^"\\\\]|\\\\.)*+"[ \t\r\n]*:/s', $text) === 1) {
        return null;
    }
    $order = $decoded['order'] ?? null;
    $invoice = is_array($order) && !preg_match('/"order"[ \t\r\n]*:[ \t\r\n]*\[/', $text) ? $order['invoice_number'] ?? null : null;
    $amount = is_array($order) ? $order['amount'] ?? null : null;
    $isAmount = $amount === null || (is_int($amount) && $amount >= 0) || (is_float($amount) && $amount >= 0 && $amount < 2 ** 53 && floor($amount) === $amount);
    return (is_int($invoice) || (is_string($invoice) && $invoice !== '')) && $isAmount ? $decoded : null;
}

$seeds = [
    json(notification_body()),
    json_encode(notification_body(['payment.note' => "Caf\u{e9} \u{1f600} \"x\" \\ \/ \u{1}\t"]), JSON_PRETTY_PRINT),
    json_encode(notification_body(['payment.note' => "Caf\u{e9} \u{1f600}"]), JSON_UNESCAPED_UNICODE),
    '[1,-1,0,-0,1.5,-0.0,1e5,1E+5,1e-5,0.1e1,9223372036854775807,9223372036854775808,-9223372036854775808,-9223372036854775809,1e400,123456789012345678901234567890]',
    '{"0":1,"1":2,"01":3,"-1":4,"-0":5,"":6," ":7,"9223372036854775807":8,"9223372036854775808":9,"1.0":10}',
    '[true,false,null,"",[],{},[[]],{"a":{}},{"a":[{"b":null}]}]',
    '["\u0000","\u00e9","\ud83d\ude00","\"\\\/\b\f\n\r\t","\u20ac","\uffff","\u007f","\u0080","\u07ff","\u0800"]',
    "[\"a\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}\u{10000}\u{10ffff}\",\"12345678\",\"1234567\",\"123456789\u{e9}\"]",
    str_repeat('[', 30) . '1' . str_repeat(']', 30),
    str_repeat('{"a":[', 15) . '{}' . str_repeat(']}', 15),
];
$tokens = ['{', '}', '[', ']', ',', ':', '"', '\\', '\u', '\ud800', '\udc00', '\u0000', "\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\0", "\x1f", "\t", ' ', '0', '00',
    '-', '+', '.', 'e', 'E5', '1e999', 'true', 'false', 'null', 'NaN', 'nul', '"a":1,', '"a":1,"a":2', '{}', '[]', '""', "'", '/*x*/', "\xef\xbb\xbf", "\u{2028}", '[[[[', '{"x":'];

/** Changes a few places. */
function mutate(string $text, array $tokens, array $seeds): string
{
    for ($changes = mt_rand(0, 3); $changes > 0; $changes--) {
        $place = mt_rand(0, strlen($text));
        $length = mt_rand(0, 1) === 0 ? mt_rand(0, 3) : mt_rand(0, 40);
        $text = match (mt_rand(0, 6)) {
            0 => substr_replace($text, '', $place, $length),
            1 => substr_replace($text, $tokens[array_rand($tokens)], $place, 0),
            2 => substr_replace($text, $tokens[array_rand($tokens)], $place, mt_rand(0, 4)),
            3 => substr_replace($text, chr(mt_rand(0, 255)), $place, 1),
            4 => substr_replace($text, substr($text, mt_rand(0, strlen($text)), $length), $place, 0),
            5 => substr($text, 0, $place),
            default => substr_replace($text, $seeds[array_rand($seeds)], $place, 0),
        };
    }
    return $text;
}

mt_srand(20210707);
$client = client();
$accepted = 0;
for ($i = 0; $i < 25000; $i++) {
    $text = mutate($seeds[$i % count($seeds)], $tokens, $seeds);
    $body = $i % 4 === 0 ? $text : '{"order":{"invoice_number":"A"},"x":' . $text . '}';
    $expected = oracle($body);
    try {
        $found = $client->parseNotification($body, notification_headers($body), NOTIFY_TARGET)->body;
    } catch (DokuAkulaku\SignatureException $thrown) {
        $found = $thrown->getReason() === 'malformed' ? null : $thrown->getReason();
    }
    $accepted += is_array($found) ? 1 : 0;
    // serialize() tells -0.0 from 0.0, and one order of keys from another
    if (serialize($expected) !== serialize($found)) {
        same("document $i: " . json_encode(substr($body, 0, 2000), JSON_INVALID_UTF8_SUBSTITUTE), $expected, $found);
    }
}
ok("both kinds are many: $accepted accepted", $accepted > 5000 && $accepted < 20000);
finish();
?>
--EXPECT--
done
