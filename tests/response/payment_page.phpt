--TEST--
A generate answer that is not FAILED has a page to go to, or is reason no_page
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

use DokuAkulaku\ResponseException;
use DokuAkulaku\Status;

$call = fn (array $answer) => client(['transport' => new Script($answer)])->generateOrder(order());
$none = [Remove::It, null, '', ' ', "\t\n", '/pay/1', 'pay/1', '//akulaku.example/pay', 'akulaku.example/pay', 'javascript:alert(1)', 'JavaScript://x/%0aalert(1)',
    'data:text/html,x', 'ftp://akulaku.example/', 'https:', 'https://', 'https:///pay', 'http:/akulaku.example', "https://akulaku.example/\r\nSet-Cookie: x=1",
    "https://akulaku.example/\nx", "https://akulaku.example/pay\0", ' https://akulaku.example/pay', 'https://akulaku.example/pay ', 'https://akulaku.example/a b',
    'https://akulaku.example/"><script>', 7, true, [], ['https://akulaku.example/pay']];
foreach ($none as $url) {
    foreach ([200, 201, 409] as $status) {
        foreach (['PENDING', 'SUCCESS', 'pending', 'NEW_WORD', 'EXPIRED'] as $word) {
            $label = "HTTP $status, $word, " . json($url instanceof Remove ? 'absent' : $url);
            $thrown = throws($label, ResponseException::class, fn () => $call(answer($status, generated(['payment.url' => $url, 'payment.status' => $word]))));
            if (!$thrown instanceof ResponseException) {
                continue;
            }
            same("$label: reason", 'no_page', $thrown->getReason());
            same("$label: attempts", 1, $thrown->getAttempts());
            holds_text("$label: what to do", 'cancel it', $thrown->getMessage());
            // what cancelling needs is there
            same("$label: response", [identifiers(), INVOICE, 90000, null, $status === 409], [
                $thrown->getResponse()?->identifiers, $thrown->getResponse()?->invoiceNumber, $thrown->getResponse()?->amount,
                $thrown->getResponse()?->paymentUrl, $thrown->getResponse()?->replayed,
            ]);
        }
    }
    $failed = $call(answer(200, generated(['payment.url' => $url, 'payment.status' => 'FAILED'])));
    same('FAILED needs none: ' . json($url instanceof Remove ? 'absent' : $url), [false, Status::Failed, null], [$failed->succeeded, $failed->status, $failed->paymentUrl]);
}
foreach (['https://akulaku.example', 'HTTPS://akulaku.example/', 'http://127.0.0.1:8080/pay?x=1&y=[2]', 'https://akulaku.example/p%C3%A1?x=50%', 'https://[::1]/pay'] as $url) {
    same("a page: $url", $url, $call(answer(200, generated(['payment.url' => $url])))->paymentUrl);
}
// another order's answer, and an amount that cannot be read, are that first
same('mismatch first', 'mismatch', throws('mismatch', ResponseException::class, fn () => $call(answer(200, generated(['payment.url' => null, 'order.invoice_number' => 'X']))))?->getReason());
same('amount first', 'amount', throws('amount', ResponseException::class, fn () => $call(answer(200, generated(['payment.url' => null, 'order.amount' => 'x']))))?->getReason());
finish();
?>
--EXPECT--
done
