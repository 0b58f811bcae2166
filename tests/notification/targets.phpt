--TEST--
Targets: path, full URL, sub-directory, query: with and without are both tried
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/notification.inc';

$body = json(notification_body());
$signedFor = fn (string $target) => notification_headers($body, [], $target);
$takes = function (string $given, string $signed) use ($body, $signedFor): void {
    try {
        same("$given signed for $signed", INVOICE, client()->parseNotification($body, $signedFor($signed), $given)->invoiceNumber);
    } catch (Throwable $thrown) {
        same("$given signed for $signed", 'accepted', $thrown::class . ': ' . $thrown->getMessage());
    }
};
$refuses = fn (string $given, string $signed) => refuses("$given signed for $signed", 'mismatch', fn () => client()->parseNotification($body, $signedFor($signed), $given));

$takes('/n', '/n');
$takes('/', '/');
$takes('/shop/index.php/doku/notify', '/shop/index.php/doku/notify');
$takes('/n?wc-api=doku', '/n');
$takes('/n?wc-api=doku', '/n?wc-api=doku');
$takes('/n?a=b?c', '/n');
$takes('/n?', '/n');
$takes('https://shop.example/n', '/n');
$takes('https://shop.example:8443/shop/n?x=1', '/shop/n');
$takes('https://shop.example:8443/shop/n?x=1', '/shop/n?x=1');
$takes('http://127.0.0.1:8080/n', '/n');
$takes('https://shop.example', '/');
$takes('https://shop.example/', '/');
$takes('/a%20b/c+d', '/a%20b/c+d');
$takes('/a//b', '/a//b');

$refuses('/n', '/N');
$refuses('/n', '/n/');
$refuses('/n/', '/n');
$refuses('/n', '/shop/n');
$refuses('/n', '/n?x=1');
$refuses('/n?x=1', '/n?x=2');
$refuses('/n?x=1', '/n?');
$refuses('/a%20b', '/a b');
$refuses('/n', 'https://shop.example/n');

$takes('https://shop.example?a=1', '/');
$takes('https://shop.example?a=1', '/?a=1');
$takes('https://shop.example#top', '/');

// an explicit target that is neither a path nor an address is misuse; a line end must not shift the lines that are signed
$forged = "/n\nDigest:" . base64_encode(hash('sha256', $body, true));
foreach (["/n\n", "/n\r\n", "/n\0", "/n\x7f", $forged, '', 'n', 'notify.php', '?a=1', '#n', 'shop.example/n', 'https://', 'https:///n', 'mailto:a@shop.example'] as $target) {
    $thrown = throws('target ' . json_encode($target), ValueError::class, fn () => client()->parseNotification($body, $signedFor('/n'), $target));
    holds_text('target ' . json_encode($target), '($requestTarget)', (string) $thrown?->getMessage());
}

// a mismatch says what was looked at
$told = function (string $given, string $target) use ($signedFor): string {
    return (string) throws("$target of other bytes", DokuAkulaku\SignatureException::class, fn () => client()->parseNotification($given, $signedFor('/n'), $target))?->getMessage();
};
$length = strlen($body);
holds_text('length', 'the body has ' . ($length + 1) . ' bytes', $told("$body ", '/n'));
holds_text('one target', 'tried as target: "/n"', $told("$body ", '/n'));
holds_text('two targets', 'tried as target: "/n" and "/n?a=b"', $told("$body ", 'https://shop.example/n?a=b'));
holds_text('root', 'tried as target: "/" and "/?a"', $told("$body ", 'https://shop.example?a'));
holds_text('empty', 'the body is empty: was php://input read before?', $told('', '/n'));
holds_text('gzip', 'compressed by gzip', $told("\x1f\x8b\x08\x00$body", '/n'));
holds_text('BOM', 'byte order mark', $told("\xef\xbb\xbf$body", '/n'));
lacks_text('no body', INVOICE, $told("$body ", '/n'));
ok('a long target is cut', strlen($told("$body ", '/' . str_repeat('x', 100000))) < 700);
finish();
?>
--EXPECT--
done
