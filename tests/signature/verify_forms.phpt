--TEST--
verify(): forms of the signature text; false for all others, never an exception
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$client = client();
$good = signature('/n', '{}', 'r', 't');
$verify = fn (string $signature) => $client->verify($signature, '/n', '{}', 'r', 't');
ok('as DOKU writes it', $verify($good));
ok('without padding', $verify(rtrim($good, '=')));

$value = substr($good, 11);
$raw = base64_decode($value);
$alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
$noncanonical = substr($value, 0, 42) . $alphabet[strpos($alphabet, $value[42]) ^ 1] . '=';
$bad = [
    'empty' => '',
    'prefix only' => 'HMACSHA256=',
    'no prefix' => $value,
    'other prefix' => "HMACSHA512=$value",
    "DOKU's typo prefix" => "HMACHSHA256=$value",
    'no equals sign' => "HMACSHA256$value",
    'twice the prefix' => "HMACSHA256=HMACSHA256=$value",
    'too much padding' => "$good=",
    'far too much padding' => $good . str_repeat('=', 100),
    'a character more' => substr($good, 0, -1) . 'A=',
    'truncated' => substr($good, 0, -5),
    'doubled' => $good . $value,
    'URL alphabet or flipped' => strtr($good, '+/AB', '-_BA'),
    'hex' => 'HMACSHA256=' . bin2hex($raw),
    'NUL behind' => "$good\0",
    'line end behind' => "$good\n",
    'line end within' => substr_replace($good, "\n", 20, 0),
    'blank within' => substr_replace($good, ' ', 20, 0),
    'garbage' => 'HMACSHA256=' . str_repeat('!', 44),
    'bytes' => "\xff\xfe\x00",
    'raw' => "HMACSHA256=$raw",
    'huge' => 'HMACSHA256=' . str_repeat('A', 5000000),
];
foreach ($bad as $label => $signature) {
    if ($signature !== $good) {
        same($label, false, $verify($signature));
    }
}
same('spare bits set', false, $verify("HMACSHA256=$noncanonical"));
for ($i = 11; $i < strlen($good) - 1; $i++) {
    $other = $good;
    $other[$i] = $other[$i] === 'A' ? 'B' : 'A';
    same("character $i", false, $verify($other));
}
same('body null and empty differ', false, $client->verify(signature('/n', '', 'r', 't'), '/n', null, 'r', 't'));
ok('empty body has a Digest', $client->verify(signature('/n', '', 'r', 't'), '/n', '', 'r', 't'));
// a line end in a field would be another string to sign
foreach ([['/n', "r\nx", 't'], ["/n\nDigest:x", 'r', 't'], ['/n', 'r', "t\n"]] as [$target, $id, $time]) {
    try {
        $signed = $client->sign($target, null, $id, $time);
        same('bytes as given', signature($target, null, $id, $time), $signed);
    } catch (ValueError) {
        ok('or refused', true);
    }
}
finish();
?>
--EXPECT--
done
