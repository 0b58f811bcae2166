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

// a line end in the target must not shift the lines that are signed
$forged = "/n\nDigest:" . base64_encode(hash('sha256', $body, true));
foreach (["/n\n", "/n\r\n", "/n\0", $forged, '', 'n', 'notify.php'] as $target) {
    $thrown = null;
    try {
        client()->parseNotification($body, $signedFor('/n'), $target);
    } catch (Throwable $thrown) {
    }
    ok('target ' . json_encode($target) . ': ' . ($thrown ? $thrown::class : 'accepted'), $thrown instanceof ValueError || $thrown instanceof DokuAkulaku\SignatureException);
}
finish();
?>
--EXPECT--
done
