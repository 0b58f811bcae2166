--TEST--
What checkStatus() takes as an id and as an invoice number
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$bad = [
    'empty' => '', 'one dot' => '.', 'two dots' => '..', 'NUL' => "INV\0001", 'line feed' => "INV-1\n", 'tab' => "\tINV-1",
    'DEL' => "INV-1\x7f", 'C1' => "INV-1\u{85}", 'line separator' => "INV-1\u{2028}", 'paragraph separator' => "\u{2029}INV-1",
    'Latin-1' => "INV-\xe9", 'overlong' => "\xc0\xaf", 'surrogate' => "\xed\xa0\x80", 'too long' => str_repeat('x', 1025),
];
foreach ($bad as $name => $id) {
    $script = new Script(answer(200, []));
    $client = client(['transport' => $script]);
    throws("id: $name", ValueError::class, fn () => $client->checkStatus($id), '$id');
    throws("invoice: $name", ValueError::class, fn () => $client->checkStatus('INV-1', $id), '$invoiceNumber');
    same("nothing was sent: $name", 0, $script->calls());
}
throws('an invoice of 65 characters of four bytes', ValueError::class, fn () => client()->checkStatus('A', str_repeat("\u{1F600}", 65)));

// what stands in the address is what the id is, percent-encoded outside RFC 3986's unreserved set
$good = ['INV-1' => 'INV-1', 'a b' => 'a%20b', 'a/b' => 'a%2Fb', '...' => '...', "caf\u{e9}~_" => 'caf%C3%A9~_', '%2e' => '%252e'];
foreach ($good as $id => $encoded) {
    $script = new Script(answer(200, ['order' => ['invoice_number' => $id], 'transaction' => ['status' => 'SUCCESS']]));
    $client = client(['transport' => $script]);
    same("answer for $id", $id, $client->checkStatus($id)->invoiceNumber);
    same("answer for $id with itself as the invoice", $id, $client->checkStatus($id, $id)->invoiceNumber);
    same("target for $id", "/orders/v1/status/$encoded", $script->requests[0]->requestTarget);
}
finish();
?>
--EXPECT--
done
