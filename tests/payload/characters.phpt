--TEST--
DOKU's Safe String: a rule by option, and named when DOKU refuses
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

const WORDS = 'Invalid character, allowed only a-z A-Z 0-9 . - / + , = _ : \' @ % ( )';

$safe = client(['characters' => 'safe']);
$rules = fn (DokuAkulaku $client, array $changes) => array_map(fn ($violation) => $violation['rule'], $client->validateOrder(order($changes)));

$paths = ['order.invoice_number', 'order.line_items.0.name', 'order.line_items.0.sku', 'order.line_items.1.category', 'payment.merchant_unique_reference',
    'customer.id', 'customer.name', 'customer.address', 'customer.city', 'customer.state', 'additional_info.integration.name'];
$outside = ['&' => '&', '"' => '"', '#' => '#', '!' => '!', ';' => ';', '*' => '*', '?' => '?', '<' => '<', '$' => '$', '~' => '~', "\u{e9}" => 'U+00E9', "\u{1f455}" => 'U+1F455',
    "\u{2019}" => 'U+2019', "\u{a0}" => 'U+00A0', '\\' => '\\', '|' => '|', '^' => '^', '`' => '`', '[' => '['];
foreach ($paths as $path) {
    $shown = preg_replace('/\.(\d+)\./', '[$1].', $path);
    foreach ($outside as $character => $name) {
        $violations = $safe->validateOrder(order([$path => "Kopi{$character}Susu"]));
        same("$path $name", [$shown => 'safe_string'], array_map(fn ($violation) => $violation['rule'], $violations));
        ok("$path $name: named", str_ends_with($violations[$shown]['message'] ?? '', " $name"));
        same("$path $name: without the option", [], $rules(client(), [$path => "Kopi{$character}Susu"]));
    }
    foreach (range(0x20, 0x7e) as $byte) {
        $isSafe = preg_match("~[a-zA-Z0-9 .\\-/+,=_:'@%]~", chr($byte)) === 1;
        same(sprintf('%s: byte %02x', $path, $byte), $isSafe ? [] : [$shown => 'safe_string'], $rules($safe, [$path => 'a' . chr($byte) . 'b']));
    }
}
// several characters are named once, and not without end
$message = $safe->validateOrder(order(['customer.name' => "A&B&C#\u{e9}"]))['customer.name']['message'];
ok("several: $message", str_ends_with($message, ' & # U+00E9'));
holds_text('many', 'and others', $safe->validateOrder(order(['customer.name' => '!"#$&*;<>?']))['customer.name']['message']);
// the rules of the documents come first, addresses of pages are not meant, keys of others neither
same('utf8 first', ['customer.name' => 'utf8'], $rules($safe, ['customer.name' => "&\xff"]));
same('length first', ['customer.name' => 'max_length'], $rules($safe, ['customer.name' => str_repeat('&', 65)]));
same('callback_url', [], $rules($safe, ['order.callback_url' => 'https://shop.example/?a=1&b=2#c']));
same('override', [], $rules($safe, ['additional_info.override_notification_url' => 'https://shop.example/?a=1&b=2']));
same('a key that DOKU does not document', [], $rules($safe, ['customer.note' => 'A & B']));
same('the sample', [], $rules($safe, []));
same('an int', [], $rules($safe, ['customer.id' => 17]));
// every method that has a payload
foreach (['generateOrder' => order(), 'prepareOrder' => order(), 'cancelOrder' => cancellation(), 'refundOrder' => refund()] as $method => $payload) {
    $thrown = throws("$method", DokuAkulaku\ValidationException::class, fn () => client(['characters' => 'safe', 'transport' => new Script(answer(200))])
        ->$method(changed($payload, ['payment.merchant_unique_reference' => 'A&B'])));
    same("$method: rule", 'safe_string', $thrown?->getViolations()['payment.merchant_unique_reference']['rule'] ?? null);
}

// DOKU names no field: the message does, whatever the option
$refused = function (array $changes, string $method = 'generateOrder', ?array $payload = null, string $words = WORDS): string {
    $client = client(['transport' => new Script(answer(400, ['message' => [$words]]))]);
    $thrown = throws('refused', DokuAkulaku\ApiException::class, fn () => $client->$method(changed($payload ?? order(), $changes)));
    same('DOKU\'s own words', $words, $thrown?->getErrorMessage());
    return $thrown?->getMessage() ?? '';
};
$told = $refused(['order.line_items.0.name' => 'T-Shirt & Co', 'customer.name' => "Anton \u{e9}\u{2019}", 'order.callback_url' => 'https://a.example/?x&y']);
holds_text('item', 'order.line_items[0].name (&)', $told);
holds_text('name', 'customer.name (U+00E9 U+2019)', $told);
lacks_text('callback_url', 'callback_url', $told);
lacks_text('not the value', 'Anton', $told);
holds_text('parentheses, in the older wording', 'order.line_items[1].name (( ))', $refused(['order.line_items.1.name' => 'Polo (navy)'], words: 'Invalid character, allowed only a-z A-Z 0-9 . - / + , = _ : \' @ %'));
lacks_text('nothing to name', 'such characters', $refused([]));
holds_text('cancel', 'payment.merchant_unique_reference (#)', $refused(['payment.merchant_unique_reference' => 'A#1'], 'cancelOrder', cancellation()));
holds_text('refund', 'refund.merchant_unique_reference (#)', $refused(['refund.merchant_unique_reference' => 'A#1'], 'refundOrder', refund()));
$many = [];
foreach (range(0, 30) as $index) {
    $many["order.line_items.$index"] = ['name' => 'A & B', 'price' => $index < 30 ? 1000 : 60000, 'quantity' => 1, 'sku' => 'a', 'category' => 'b'];
}
$told = $refused($many);
holds_text('many: the first', 'order.line_items[0].name (&)', $told);
holds_text('many: not all', 'and others', $told);
lacks_text('other refusals say nothing of it', 'such characters', $refused(['customer.name' => 'A & B'], words: 'AMOUNT NOT MATCH'));
finish();
?>
--EXPECT--
done
