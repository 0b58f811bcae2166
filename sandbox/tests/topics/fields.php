<?php

declare(strict_types=1);

use DokuSandbox\FieldRules;
use DokuSandbox\Tests\Client;
use DokuSandbox\Tests\Harness;

return static function (): void {
    $check = static function (array $body, array $table = FieldRules::GENERATE): array {
        return FieldRules::check(json_decode((string) json_encode((object) $body), false, 32), $table);
    };
    /** The order with one field set; a path without a value takes the field away. */
    $with = static function (array $body, string $path, mixed ...$value): array {
        $keys = explode('.', $path);
        $last = array_pop($keys);
        $node = &$body;
        foreach ($keys as $key) {
            $node = &$node[$key];
        }
        if ($value === []) {
            unset($node[$last]);
        } else {
            $node[$last] = $value[0];
        }
        return $body;
    };
    $order = Client::order('1');
    Harness::same([], $check($order), 'the sample is fine');

    $required = ['order.invoice_number', 'order.amount', 'order.callback_url', 'order.line_items',
        'payment.merchant_unique_reference', 'customer.id', 'customer.name', 'customer.phone'];
    foreach ($required as $path) {
        Harness::same(["$path is missing or null"], $check($with($order, $path)), "$path absent");
        Harness::same(["$path is missing or null"], $check($with($order, $path, null)), "$path null");
    }
    foreach (['name', 'price', 'quantity', 'sku', 'category'] as $key) {
        Harness::same(
            ["order.line_items[1].$key is missing or null"],
            $check($with($order, "order.line_items.1.$key")),
            "line item without $key",
        );
    }
    foreach (['city', 'state', 'postcode'] as $key) {
        Harness::same(
            ["customer.$key must be sent, even when it is empty"],
            $check($with($order, "customer.$key")),
            "no $key",
        );
        Harness::same([], $check($with($order, "customer.$key", '')), "empty $key");
    }
    Harness::same([], $check($with($order, 'customer.address')), 'address may be absent');

    $limits = ['order.invoice_number' => 64, 'payment.merchant_unique_reference' => 64, 'customer.id' => 50,
        'customer.name' => 64, 'customer.address' => 400, 'customer.city' => 64, 'customer.state' => 64,
        'order.line_items.0.name' => 255];
    foreach ($limits as $path => $most) {
        $place = str_replace('.0.', '[0].', $path);
        Harness::same([], $check($with($order, $path, str_repeat("\u{e9}", $most))), "$path of $most characters");
        Harness::same(
            ["$place must have at most $most characters"],
            $check($with($order, $path, str_repeat("\u{e9}", $most + 1))),
            "$path of one more",
        );
    }
    $numbers = ['order.amount' => 12, 'order.line_items.0.price' => 12, 'order.line_items.0.quantity' => 4];
    foreach ($numbers as $path => $digits) {
        $place = str_replace('.0.', '[0].', $path);
        Harness::same([], $check($with($order, $path, (int) str_repeat('9', $digits))), "$path of $digits digits");
        Harness::same(
            ["$place must have at most $digits digits"],
            $check($with($order, $path, (int) ('1' . str_repeat('0', $digits)))),
            "$path of one more",
        );
        foreach ([1.5, '1.00', '-1', -1, '9e4', '', ' 1', true, [], 'x'] as $bad) {
            Harness::same(
                ["$place must be an integer"],
                $check($with($order, $path, $bad)),
                "$path: " . json_encode($bad),
            );
        }
    }
    $beyond = str_replace('"amount":90000', '"amount":99999999999999999999', (string) json_encode($order));
    Harness::same(['order.amount must have at most 12 digits'], FieldRules::check(
        json_decode($beyond, false, 32, JSON_BIGINT_AS_STRING),
        FieldRules::GENERATE,
    ), 'beyond 64 bits');
    Harness::same(['order.amount must be greater than 0'], $check($with($order, 'order.amount', 0)), 'amount 0');
    Harness::same(
        ['order.line_items[0].quantity must be greater than 0'],
        $check($with($order, 'order.line_items.0.quantity', 0)),
        'quantity 0',
    );
    Harness::same([], $check($with($order, 'order.line_items.0.price', 0)), 'price 0');

    $one = static fn (string $path, mixed $value): string => $check($with($order, $path, $value))[0] ?? '';
    $phone = 'customer.phone must be calling code and number, digits only';
    foreach (['+6285694566147', '081234', '62 81', '62-81'] as $bad) {
        Harness::same($phone, $one('customer.phone', $bad), $bad);
    }
    Harness::same(
        'customer.phone must have at most 16 characters',
        $one('customer.phone', str_repeat('6', 17)),
        '17 digits',
    );
    Harness::same('customer.postcode must be digits only', $one('customer.postcode', '12A'), 'postcode');
    Harness::same('', $one('customer.postcode', 120129), 'postcode as a number, as the table of the documents has it');
    foreach ([-12, 1.5, true, []] as $bad) {
        Harness::check($one('customer.postcode', $bad) !== '', 'postcode ' . json_encode($bad));
    }
    Harness::same(
        'order.callback_url must be an http or https URL',
        $one('order.callback_url', 'javascript:alert(1)'),
        'URL',
    );
    Harness::same('order.line_items must have at least one entry', $one('order.line_items', []), 'no lines');
    Harness::same('order.line_items must be an array', $one('order.line_items', ['a' => 1]), 'lines as an object');
    Harness::same('customer.name must not contain control characters', $one('customer.name', "a\nb"), 'newline');
    Harness::same('customer.name is required', $one('customer.name', '  '), 'blank');
    Harness::same('order.invoice_number must be a string', $one('order.invoice_number', 5), 'number as invoice');
    Harness::same(
        ['order.line_items[0].name is missing or null', 'order.line_items[0].price is missing or null',
            'order.line_items[0].quantity is missing or null', 'order.line_items[0].sku is missing or null',
            'order.line_items[0].category is missing or null'],
        $check($with($order, 'order.line_items', ['text'])),
        'a line that is no object',
    );
    Harness::same(11, count($check([])), 'everything at once');

    $settlement = ['bank_account_settlement_id' => 'SBS-1', 'value' => 10, 'type' => 'PERCENTAGE'];
    $info = $with($order, 'additional_info', ['settlement' => [$settlement, ['type' => 'FIX'] + $settlement]]);
    Harness::same([], $check($info), 'settlement');
    Harness::same(
        'additional_info.settlement[0].type must be PERCENTAGE or FIX',
        $check($with($info, 'additional_info.settlement.0.type', 'HALF'))[0],
        'settlement type',
    );
    Harness::same(
        'additional_info.settlement[1].bank_account_settlement_id is missing or null',
        $check($with($info, 'additional_info.settlement.1.bank_account_settlement_id'))[0],
        'settlement account',
    );
    foreach ([true, false] as $held) {
        Harness::same([], $check($with($order, 'additional_info', ['hold_settlement' => $held])), 'hold_settlement');
    }
    Harness::same(
        'additional_info.hold_settlement must be true or false',
        $check($with($order, 'additional_info', ['hold_settlement' => 'true']))[0],
        'hold_settlement as a text',
    );
    Harness::same(
        'additional_info.override_notification_url must be an http or https URL',
        $check($with($order, 'additional_info', ['override_notification_url' => 'ftp://x']))[0],
        'override URL',
    );
    Harness::same(
        'additional_info must be an object',
        $check($with($order, 'additional_info', 'x'))[0],
        'additional_info',
    );

    // The Safe String: letters, digits and these, and a blank, which DOKU does not list and lets through.
    $safe = static fn (array $body): bool => FieldRules::isSafe(
        json_decode((string) json_encode($body), false, 32),
        FieldRules::GENERATE,
    );
    $places = ['order.invoice_number', 'order.line_items.1.name', 'order.line_items.1.sku',
        'order.line_items.1.category', 'payment.merchant_unique_reference', 'customer.id', 'customer.name',
        'customer.address', 'customer.city', 'customer.state'];
    for ($byte = 0x20; $byte < 0x7f; $byte++) {
        $allowed = ctype_alnum(chr($byte)) || str_contains(" .-/+,=_:'@%()", chr($byte));
        Harness::same($allowed, $safe($with($order, 'customer.name', 'A' . chr($byte))), 'character ' . chr($byte));
    }
    foreach ($places as $path) {
        foreach (["Jos\u{e9}", 'Tom & Jerry', '"', '#5', "\u{1f600}", "a\u{2019}s"] as $text) {
            Harness::same(false, $safe($with($order, $path, $text)), "$path: $text");
        }
    }
    Harness::same(true, $safe($with($order, 'order.callback_url', 'https://m.test/?a=1&b=2#c')), 'not addresses');

    $cancel = Client::cancellation('1');
    Harness::same([], $check($cancel, FieldRules::CANCEL), 'cancel');
    Harness::same(
        ['order.invoice_number is missing or null'],
        $check($with($cancel, 'order'), FieldRules::CANCEL),
        'cancel without order',
    );
    Harness::same(
        ['payment.identifier must be an array'],
        $check($with($cancel, 'payment.identifier', ['name' => 'ORDER_ID']), FieldRules::CANCEL),
        'identifier as an object',
    );
    $refund = Client::refund('1', [['name' => 'ORDER_ID', 'value' => '1']]);
    Harness::same([], $check($refund, FieldRules::REFUND), 'refund');
    Harness::same(
        ['payment.identifier is missing or null'],
        $check($with($refund, 'payment.identifier'), FieldRules::REFUND),
        'refund needs identifiers',
    );
    Harness::same(
        ['payment.identifier must have at least one entry'],
        $check($with($refund, 'payment.identifier', []), FieldRules::REFUND),
        'refund needs one',
    );
    Harness::same(
        ['payment.identifier[0].value is missing or null'],
        $check($with($refund, 'payment.identifier.0.value'), FieldRules::REFUND),
        'pair without value',
    );
    Harness::same(
        ['refund.merchant_unique_reference is missing or null'],
        $check($with($refund, 'refund'), FieldRules::REFUND),
        'refund without refund',
    );
};
