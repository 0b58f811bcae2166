--TEST--
Every row of the generate table: presence, type, length, range, characters
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$client = client();

/** The payload breaks exactly one rule, at the path. */
$breaks = function (string $path, string $rule, mixed $value, ?int $limit = null, array $more = []) use ($client): void {
    $changes = [preg_replace('/\[(\d+)\]/', '.$1', $path) => $value] + $more;
    $label = "$path $rule " . (is_string($value) ? substr($value, 0, 20) : get_debug_type($value));
    $violations = $client->validateOrder(order($changes));
    same($label, [$path], array_keys($violations));
    same("$label: rule", $rule, $violations[$path]['rule'] ?? null);
    ok("$label: message", is_string($violations[$path]['message'] ?? null) && $violations[$path]['message'] !== '');
    if ($limit !== null) {
        same("$label: limit", $limit, $violations[$path]['limit'] ?? null);
    }
    $thrown = throws("$label: prepareOrder", DokuAkulaku\ValidationException::class, fn () => $client->prepareOrder(order($changes)));
    if ($thrown instanceof DokuAkulaku\ValidationException) {
        same("$label: the same violations", $violations, $thrown->getViolations());
    }
};
$holds = function (string $path, mixed $value, array $more = []) use ($client): void {
    $changes = [preg_replace('/\[(\d+)\]/', '.$1', $path) => $value] + $more;
    same("$path holds", [], $client->validateOrder(order($changes)));
};

$mandatoryText = [ // path => longest, in characters
    'order.invoice_number' => 64,
    'order.line_items[0].name' => 255,
    'order.line_items[0].sku' => null,
    'order.line_items[0].category' => null,
    'payment.merchant_unique_reference' => 64,
    'customer.id' => 50,
    'customer.name' => 64,
];
$optionalText = ['customer.address' => 400, 'customer.city' => 64, 'customer.state' => 64];
foreach ($mandatoryText as $path => $limit) {
    $breaks($path, 'required', Remove::It);
    $breaks($path, 'required', null);
    $breaks($path, 'required', '');
    $breaks($path, 'required', '   ');
}
foreach ($mandatoryText + $optionalText as $path => $limit) {
    foreach ([true, false, 1.5, ['a'], ['a' => 'b'], new stdClass()] as $value) {
        $breaks($path, 'type', $value);
    }
    $breaks($path, 'utf8', "a\xff");
    $breaks($path, 'utf8', "\xc0\x80");
    $breaks($path, 'utf8', "\xed\xa0\x80");
    $breaks($path, 'utf8', "\xf4\x90\x80\x80");
    foreach (["a\nb", "a\rb", "a\tb", "a\0b", "a\x1fb", "a\x7fb"] as $value) {
        $breaks($path, 'charset', $value);
    }
    $holds($path, "caf\u{e9} #1/2 & \"x\"");
    $holds($path, 12345);
    if ($limit !== null) {
        foreach (['x', "\u{e9}", "\u{20ac}", "\u{1f455}"] as $character) {
            $holds($path, str_repeat($character, $limit));
            $breaks($path, 'max_length', str_repeat($character, $limit + 1), $limit);
        }
    } else {
        $holds($path, str_repeat('x', 5000));
    }
}
foreach ($optionalText as $path => $limit) {
    $holds($path, '');
    $holds($path, null);
    $holds($path, Remove::It);
}

// phone: digits, first not 0, at most 16
$breaks('customer.phone', 'required', Remove::It);
$breaks('customer.phone', 'required', '');
$breaks('customer.phone', 'type', true);
$breaks('customer.phone', 'max_length', '62' . str_repeat('1', 15), 16);
$holds('customer.phone', '62' . str_repeat('1', 14));
// the characters are the mistake to name, even where the text is too long because of them
$breaks('customer.phone', 'phone', '+62 856-9456-6147');
foreach (['081234567890', '+6281234567890', '62 812', '62-812', '62a', '٦٢'] as $value) {
    $breaks('customer.phone', 'phone', $value);
}
holds_text(
    'the message says what to write',
    '62812',
    $client->validateOrder(order(['customer.phone' => '081234567890']))['customer.phone']['message']
);

// postcode: digits, may be empty
$holds('customer.postcode', '');
$holds('customer.postcode', str_repeat('1', 64));
$breaks('customer.postcode', 'max_length', str_repeat('1', 65), 64);
$breaks('customer.postcode', 'charset', '12A');
$breaks('customer.postcode', 'charset', '12 345');
$breaks('customer.postcode', 'type', 1.5);

// the return address
$breaks('order.callback_url', 'required', Remove::It);
$breaks('order.callback_url', 'required', '');
$breaks('order.callback_url', 'type', ['https://a.example']);
foreach (['merchant.com/return', '/return', 'javascript:alert(1)', 'ftp://a.example/', 'https://', 'https:///x', 'https://a.example/a b'] as $value) {
    $breaks('order.callback_url', 'url', $value);
}
foreach (['https://a.example', 'https://a.example:8443/x?y=z&a[]=1#part', 'http://127.0.0.1:8080/back', 'http://localhost/x'] as $value) {
    $holds('order.callback_url', $value);
}
finish();
?>
--EXPECT--
done
