<?php

declare(strict_types=1);

const BENCH_CLIENT_ID = 'MCH-0001-10791114622547';
const BENCH_SECRET = 'secret-key-from-DOKU-back-office';
const BENCH_GENERATE = '/akulaku-peer-to-peer/v2/generate-order';

/** A handle as clients in plain PHP make it. */
function bench_curl_handle(string $caFile): CurlHandle
{
    $handle = curl_init();
    curl_setopt_array($handle, [
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_CAINFO => $caFile,
        CURLOPT_TIMEOUT => 30,
    ]);
    return $handle;
}

/** One order, signed in plain PHP; the decoded answer. */
function bench_curl_order(CurlHandle $handle, string $url, array $order): array
{
    $request = bench_plain_request(BENCH_CLIENT_ID, BENCH_SECRET, $order, BENCH_GENERATE);
    $lines = array_map(
        static fn (string $name, string $value): string => "$name: $value",
        array_keys($request['headers']),
        $request['headers']
    );
    curl_setopt_array($handle, [
        CURLOPT_URL => $url . BENCH_GENERATE,
        CURLOPT_POSTFIELDS => $request['body'],
        CURLOPT_HTTPHEADER => $lines,
    ]);
    $body = curl_exec($handle);
    if ($body === false || curl_getinfo($handle, CURLINFO_RESPONSE_CODE) !== 200) {
        throw new RuntimeException('curl: ' . curl_error($handle) . " $body");
    }
    return json_decode($body, true, 32, JSON_THROW_ON_ERROR);
}

/** One status over the kept handle, signed in plain PHP. */
function bench_curl_status(CurlHandle $handle, string $url, string $invoice): array
{
    $target = "/orders/v1/status/$invoice";
    $id = bench_uuid();
    $time = gmdate('Y-m-d\TH:i:s\Z');
    $string = 'Client-Id:' . BENCH_CLIENT_ID . "\nRequest-Id:$id\nRequest-Timestamp:$time\nRequest-Target:$target";
    curl_setopt_array($handle, [CURLOPT_URL => $url . $target, CURLOPT_HTTPHEADER => [
        'Client-Id: ' . BENCH_CLIENT_ID,
        "Request-Id: $id",
        "Request-Timestamp: $time",
        'Signature: HMACSHA256=' . base64_encode(hash_hmac('sha256', $string, BENCH_SECRET, true)),
    ]]);
    $body = curl_exec($handle);
    if ($body === false || curl_getinfo($handle, CURLINFO_RESPONSE_CODE) !== 200) {
        throw new RuntimeException('curl: ' . curl_error($handle) . " $body");
    }
    return json_decode($body, true, 32, JSON_THROW_ON_ERROR);
}
