--TEST--
Texts that look right and are not: phones, invisible characters, line separators, dots, addresses
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$client = client();
$breaks = function (string $path, string $rule, mixed $value, string ...$parts) use ($client): void {
    $violations = $client->validateOrder(order([$path => $value]));
    $label = "$path " . json_encode($value);
    same($label, [$path => $rule], array_map(fn ($violation) => $violation['rule'], $violations));
    foreach ($parts as $part) {
        holds_text("$label: message", $part, $violations[$path]['message'] ?? '');
    }
};
$holds = fn (string $path, mixed $value) => same("$path " . json_encode($value), [], $client->validateOrder(order([$path => $value])));

// phones
$breaks('customer.phone', 'phone', '081234567890', '62812', '0812');
$breaks('customer.phone', 'phone', '0', '62812');
$breaks('customer.phone', 'phone', '6208123456789', 'no 0 after the calling code', '62812');
$breaks('customer.phone', 'phone', '620', 'no 0 after');
$breaks('customer.phone', 'phone', '+628123456789', 'without +');
$breaks('customer.phone', 'phone', '62 812 3456 789', 'spaces');
$breaks('customer.phone', 'phone', "\u{200e}628123456789", 'U+200E', 'invisible');
$breaks('customer.phone', 'phone', "628123456789\u{202c}", 'U+202C');
$breaks('customer.phone', 'phone', "62812\u{a0}3456789", 'U+00A0');
$breaks('customer.phone', 'phone', "62812\u{200b}3456789", 'U+200B');
$breaks('customer.phone', 'phone', "\u{662}8123456789", 'in digits');
$breaks('customer.phone', 'max_length', '62812345678901234');
foreach (['6281122334455', '62', '6', '62812345678901', '1234567890123456', '628012345', 6281122334455] as $phone) {
    $holds('customer.phone', $phone);
}

// nothing visible is blank, in every mandatory text
$blank = ['', ' ', "\u{a0}", "\u{3000}", "\u{200b}", "\u{200e}\u{200f}", "\u{ad}", "\u{34f}", "\u{61c}", "\u{115f}\u{1160}", "\u{17b4}", "\u{180e}", "\u{2060}",
    "\u{2800}x", "\u{3164}", "\u{feff}", "\u{ffa0}", "\u{fe0f}", "\u{1d173}", "\u{e0001}", "\u{e0fff}", " \u{202e} "];
foreach (['customer.name', 'customer.id', 'order.invoice_number', 'payment.merchant_unique_reference'] as $path) {
    foreach ($blank as $value) {
        str_contains($value, 'x') ? $holds($path, $value) : $breaks($path, 'required', $value, 'blank');
    }
}
$breaks('customer.name', 'required', "\u{200e}", 'invisible');
$holds('customer.name', "\u{200e}Anton");
$holds('customer.address', "\u{200e}");

// line breaks of every kind
foreach (["\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}", "\t", "\u{7f}", "\u{9f}"] as $break) {
    foreach (['customer.name', 'customer.address', 'order.invoice_number'] as $path) {
        $breaks($path, 'charset', "A{$break}B", 'line breaks');
    }
    same('a key of ours', ['customer.a' . ($break < "\x80" ? sprintf('\x%02x', ord($break)) : implode(array_map(fn ($byte) => sprintf('\x%02x', ord($byte)), str_split($break)))) => 'charset'],
        array_map(fn ($violation) => $violation['rule'], $client->validateOrder(order(["customer.a$break" => 'x']))));
}

// an invoice that could never be looked up
foreach (['.', '..'] as $dots) {
    $breaks('order.invoice_number', 'charset', $dots, 'looked up');
    same("cancel $dots", ['order.invoice_number'], array_keys(throws("cancel $dots", DokuAkulaku\ValidationException::class, fn () => $client->cancelOrder(cancellation(['order.invoice_number' => $dots])))?->getViolations() ?? []));
    $holds('payment.merchant_unique_reference', $dots);
}
foreach (['...', '.a', 'a.', '. '] as $dots) {
    $holds('order.invoice_number', $dots);
}

// addresses of pages
foreach (['https://shop.example/50%', 'https://shop.example/%', 'https://shop.example/%2', 'https://shop.example/%zz', 'https://shop.example/?q=%', 'https://shop.example/%%41'] as $url) {
    $breaks('order.callback_url', 'url', $url, '%25');
}
foreach (["https://tok\u{f6}.example/", "https://\u{4f60}\u{597d}.example", 'https://tok%C3%B6.example/', "https://x.example\u{200b}/"] as $url) {
    $breaks('order.callback_url', 'url', $url, 'xn--');
}
foreach (["https://shop.example/\u{e9}", 'https://shop.example/a b', '/return', 'shop.example/return', 'javascript:alert(1)', 'https://'] as $url) {
    $breaks('order.callback_url', 'url', $url, 'full address');
}
foreach (['https://xn--tok-sna.example/', 'https://shop.example', 'http://shop.example:8080/return?x=%C3%A9&y=1#top', 'https://shop.example/%41%2f', 'https://[2001:db8::1]/x'] as $url) {
    $holds('order.callback_url', $url);
}
finish();
?>
--EXPECT--
done
