--TEST--
sign() equals PHP's hash_hmac() on random fields; verify() takes it and no neighbour of it
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

mt_srand(20210707);
$visible = implode('', array_map('chr', range(0x21, 0x7e)));
$text = function (int $longest) use ($visible): string {
    $text = '';
    for ($length = mt_rand(1, $longest); $length > 0; $length--) {
        $text .= $visible[mt_rand(0, strlen($visible) - 1)];
    }
    return $text;
};
$bytes = function (int $longest): string {
    $text = '';
    for ($length = mt_rand(0, $longest); $length > 0; $length--) {
        $text .= chr(mt_rand(0, 255));
    }
    return $text;
};
for ($i = 0; $i < 2000; $i++) {
    $clientId = $text(128);
    // Every byte but those that no key of one line has.
    $inner = preg_replace("/[\\0\n-\r]|\xC2\x85|\xE2\x80[\xA8\xA9]/", '-', $bytes($i % 10 === 0 ? 300 : 40));
    $secret = "k{$inner}k";
    $target = '/' . str_replace('#', '', $text(80));
    $body = $i % 3 === 0 ? null : $bytes($i % 50 === 1 ? 20000 : 200);
    $requestId = $text(128);
    $timestamp = gmdate('Y-m-d\TH:i:s\Z', mt_rand(0, 4000000000));
    $response = (bool) mt_rand(0, 1);
    $expected = signature($target, $body, $requestId, $timestamp, $response, $secret, $clientId);
    $client = new DokuAkulaku($clientId, $secret);
    same("case $i", $expected, $client->sign($target, $body, $requestId, $timestamp, $response));
    ok("case $i verified", $client->verify($expected, $target, $body, $requestId, $timestamp, $response));
    $raw = base64_decode(substr($expected, 11));
    $bit = mt_rand(0, 255);
    $raw[$bit >> 3] = $raw[$bit >> 3] ^ chr(1 << ($bit & 7));
    ok("case $i, a bit flipped", !$client->verify('HMACSHA256=' . base64_encode($raw), $target, $body, $requestId, $timestamp, $response));
}
finish();
?>
--EXPECT--
done
