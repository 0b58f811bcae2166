<?php

declare(strict_types=1);

/** The order that the benchmarks send: the sample of DOKU's guide with the given number of lines. */
function bench_order(int $lines, string $suffix = '0001'): array
{
    $items = [];
    for ($i = 1; $i <= $lines; $i++) {
        $items[] = [
            'name' => "T-Shirt Red $i",
            'price' => 30000,
            'quantity' => 1 + $i % 3,
            'sku' => (string) (1000 + $i),
            'category' => 'Shirt',
        ];
    }
    $amount = array_sum(array_map(static fn (array $item): int => $item['price'] * $item['quantity'], $items));
    return [
        'order' => [
            'invoice_number' => "INV-20210707-$suffix",
            'amount' => $amount,
            'line_items' => $items,
            'callback_url' => 'https://merchant.com/return-url',
        ],
        'payment' => ['merchant_unique_reference' => "MUR-20210707-$suffix"],
        'customer' => [
            'id' => 'CUST-0001',
            'name' => 'Anton Budiman',
            'phone' => '6285694566147',
            'address' => 'Menara Mulia Lantai 8',
            'city' => 'Jakarta Selatan',
            'state' => 'DKI Jakarta',
            'postcode' => '120129',
        ],
    ];
}

/** The headers and the body of an order, as a client in plain PHP makes them. Nothing is validated. */
function bench_plain_request(string $clientId, string $secret, array $order, string $target): array
{
    $body = json_encode($order, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
    $requestId = bench_uuid();
    $timestamp = gmdate('Y-m-d\TH:i:s\Z');
    $digest = base64_encode(hash('sha256', $body, true));
    $string = "Client-Id:$clientId\nRequest-Id:$requestId\nRequest-Timestamp:$timestamp\n"
        . "Request-Target:$target\nDigest:$digest";
    return [
        'headers' => [
            'Client-Id' => $clientId,
            'Request-Id' => $requestId,
            'Request-Timestamp' => $timestamp,
            'Signature' => 'HMACSHA256=' . base64_encode(hash_hmac('sha256', $string, $secret, true)),
            'Content-Type' => 'application/json',
        ],
        'body' => $body,
    ];
}

/** A random UUID, version 4. */
function bench_uuid(): string
{
    $bytes = random_bytes(16);
    $bytes[6] = chr(ord($bytes[6]) & 0x0F | 0x40);
    $bytes[8] = chr(ord($bytes[8]) & 0x3F | 0x80);
    return vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split(bin2hex($bytes), 4));
}

/** The value at the given share of the sorted list: 0.5 is the median. */
function bench_quantile(array $values, float $share): float
{
    sort($values);
    return (float) $values[(int) min(count($values) - 1, floor($share * count($values)))];
}
