--TEST--
Client-Id and secret: good and bad values
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$make = fn (mixed ...$arguments) => fn () => new DokuAkulaku(...$arguments);

foreach (['M', 'BRN-0214-1714016624673', str_repeat('x', 128), '!~'] as $id) {
    ok("Client-Id $id", (new DokuAkulaku($id, SECRET)) instanceof DokuAkulaku);
}
foreach (['', ' ', 'a b', "a\n", "a\r", "a\0", "caf\xc3\xa9", "\x7f", str_repeat('x', 129)] as $id) {
    throws('Client-Id ' . bin2hex($id), ValueError::class, $make($id, SECRET));
}
throws('Client-Id null', TypeError::class, $make(null, SECRET));
throws('Client-Id array', TypeError::class, $make([], SECRET));
throws('too few', ArgumentCountError::class, $make(CLIENT_ID));

throws('empty secret', ValueError::class, $make(CLIENT_ID, ''));
throws('no secret', ValueError::class, $make(CLIENT_ID, []));
throws('empty secret in a list', ValueError::class, $make(CLIENT_ID, [SECRET, '']));
foreach ([1, 1.5, null, true, [], new stdClass()] as $wrong) {
    throws('a secret of another type', TypeError::class, $make(CLIENT_ID, [$wrong]));
}
throws('null secret', TypeError::class, $make(CLIENT_ID, null));
throws('object secret', TypeError::class, $make(CLIENT_ID, new stdClass()));

// what surrounds a secret, or breaks it, came from a file or a copy: the server would never accept the signature
$unseen = [
    ' ', "\t", "\n", "\r\n", "\0", "\x0b", "\x1f", "\x7f", "\u{85}", "\u{a0}", "\u{ad}", "\u{200e}", "\u{2000}", "\u{200b}", "\u{2028}",
    "\u{2060}", "\u{3000}", "\u{feff}",
];
foreach ($unseen as $bytes) {
    $name = bin2hex($bytes);
    throws("$name before", ValueError::class, $make(CLIENT_ID, $bytes . SECRET), '$secretKey');
    throws("$name behind", ValueError::class, $make(CLIENT_ID, SECRET . $bytes));
    throws("$name alone", ValueError::class, $make(CLIENT_ID, $bytes));
    throws("$name in a list", ValueError::class, $make(CLIENT_ID, [SECRET, SECRET . $bytes]));
}
foreach (["\0", "\n", "\r", "\x0b", "\f", "\u{85}", "\u{2028}", "\u{2029}"] as $break) {
    $thrown = throws('inside: ' . bin2hex($break), ValueError::class, $make(CLIENT_ID, "fake{$break}secret"));
    lacks_text('the secret is not told', 'fake', $thrown?->getMessage() ?? '');
}

// any other bytes are a key: nothing is trimmed
foreach (['x', 'two words', "tab\tinside", "\xe9\xff\x80", "caf\u{e9}", "zero\u{200b}width", str_repeat("\xf0", 200)] as $secret) {
    same(
        'secret ' . bin2hex(substr($secret, 0, 8)),
        signature('/a', 'b', 'r', 't', false, $secret),
        client([], $secret)->sign('/a', 'b', 'r', 't')
    );
}

// rotation: the first signs, every one verifies
$rotated = client([], ['new-secret', 'old-secret', 'oldest-secret']);
same('the first signs', signature('/a', 'b', 'r', 't', false, 'new-secret'), $rotated->sign('/a', 'b', 'r', 't'));
foreach (['new-secret', 'old-secret', 'oldest-secret'] as $secret) {
    ok("$secret verifies", $rotated->verify(signature('/a', 'b', 'r', 't', false, $secret), '/a', 'b', 'r', 't'));
}
ok('another does not', !$rotated->verify(signature('/a', 'b', 'r', 't', false, 'other'), '/a', 'b', 'r', 't'));

// keys of the array do not matter, references are followed
$reference = 'by-reference';
$named = client([], ['current' => &$reference, 'before' => 'old-secret']);
same('named keys', signature('/a', 'b', 'r', 't', false, 'by-reference'), $named->sign('/a', 'b', 'r', 't'));
$reference = 'changed';
same('a copy was taken', signature('/a', 'b', 'r', 't', false, 'by-reference'), $named->sign('/a', 'b', 'r', 't'));
finish();
?>
--EXPECT--
done
