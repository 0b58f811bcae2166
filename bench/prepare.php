<?php

/*
 * What the extension costs without a network, next to the same work in plain PHP, in one process.
 * The two sides take turns, round by round; the figures are medians over the rounds, in time that the process had a processor,
 * so that what else runs counts less.
 * Asserts nothing. Options: --rounds N (default 15), --seconds S of a round and side (default 0.1), --short for the two
 * most usual rows alone.
 */

declare(strict_types=1);

require __DIR__ . '/support/orders.php';

const CLIENT_ID = 'MCH-0001-10791114622547';
const SECRET = 'secret-key-from-DOKU-back-office';
const GENERATE = '/akulaku-peer-to-peer/v2/generate-order';
const NOTIFY = '/payments/notifications';

if (!extension_loaded('doku_akulaku')) {
    fwrite(STDERR, "The extension is not loaded: run bench/prepare, which builds it.\n");
    exit(2);
}

$options = getopt('', ['rounds:', 'seconds:', 'short']);
$rounds = max(3, (int) ($options['rounds'] ?? 15));
$seconds = max(0.01, (float) ($options['seconds'] ?? 0.1));

/** Processor time of this process, in seconds. */
function used(): float
{
    $usage = getrusage();
    return $usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec'] + ($usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec']) / 1e6;
}

/** Calls a second of each side: medians over interleaved rounds, after a warm-up. */
function compare(callable $plain, callable $extension, int $rounds, float $seconds): array
{
    $sides = [$plain, $extension];
    $rates = [[], []];
    $chunks = [];
    foreach ($sides as $index => $side) {
        $started = used();
        for ($i = 0; $i < 2000; $i++) {
            $side();
        }
        $chunks[$index] = max(1, (int) (2000 * $seconds / (used() - $started)));
    }
    for ($round = 0; $round < $rounds; $round++) {
        foreach ($round % 2 === 0 ? [0, 1] : [1, 0] as $index) {
            $side = $sides[$index];
            $count = $chunks[$index];
            $started = used();
            for ($i = 0; $i < $count; $i++) {
                $side();
            }
            $rates[$index][] = $count / (used() - $started);
        }
    }
    return [bench_quantile($rates[0], 0.5), bench_quantile($rates[1], 0.5)];
}

function row(string $name, int $bytes, array $rates): void
{
    printf(
        "%-32s %7d %12.0f %12.0f %9.2f\n",
        $name,
        $bytes,
        $rates[0],
        $rates[1],
        $rates[1] / $rates[0]
    );
}

/** A notification of DOKU's sample with the given number of additional members, signed in plain PHP. */
function notification(int $members): array
{
    $body = [
        'service' => ['id' => 'PEER_TO_PEER'],
        'acquirer' => ['id' => 'AKULAKU'],
        'channel' => ['id' => 'PEER_TO_PEER_AKULAKU'],
        'order' => ['invoice_number' => 'INV-20210707-0001', 'amount' => 90000],
        'transaction' => [
            'status' => 'SUCCESS',
            'date' => '2021-07-07T08:30:00Z',
            'original_request_id' => '5b6e4ba4-5d5f-4c22-a8b7-6a2b8b1ee6b2',
        ],
        'payment' => ['merchant_unique_reference' => 'MUR-20210707-0001'],
        'peer_to_peer_info' => [
            'created_date' => '20210707152900',
            'expired_date' => '20210707172900',
            'identifier' => [
                ['name' => 'ORDER_ID', 'value' => '1000035148'],
                ['name' => 'AKULAKU_UNIQUE_REFERENCE', 'value' => CLIENT_ID . 'MUR-20210707-0001'],
            ],
        ],
    ];
    for ($i = 0; $i < $members; $i++) {
        $body['additional_info']["field_$i"] = ['name' => "Name of field $i", 'value' => $i];
    }
    $text = json_encode($body, JSON_UNESCAPED_SLASHES);
    $id = bench_uuid();
    $timestamp = gmdate('Y-m-d\TH:i:s\Z');
    $signed = 'Client-Id:' . CLIENT_ID . "\nRequest-Id:$id\nRequest-Timestamp:$timestamp\n"
        . 'Request-Target:' . NOTIFY . "\nDigest:" . base64_encode(hash('sha256', $text, true));
    // As PHP gives a web request: eight headers among the server's own variables.
    return [$text, [
        'SERVER_SOFTWARE' => 'nginx/1.22.1',
        'REQUEST_METHOD' => 'POST',
        'REQUEST_URI' => NOTIFY,
        'SCRIPT_NAME' => '/index.php',
        'CONTENT_TYPE' => 'application/json',
        'CONTENT_LENGTH' => (string) strlen($text),
        'HTTP_HOST' => 'shop.example',
        'HTTP_USER_AGENT' => 'DOKU',
        'HTTP_ACCEPT' => '*/*',
        'HTTP_ACCEPT_ENCODING' => 'gzip',
        'HTTP_CLIENT_ID' => CLIENT_ID,
        'HTTP_REQUEST_ID' => $id,
        'HTTP_REQUEST_TIMESTAMP' => $timestamp,
        'HTTP_SIGNATURE' => 'HMACSHA256=' . base64_encode(hash_hmac('sha256', $signed, SECRET, true)),
        'REMOTE_ADDR' => '127.0.0.1',
        'REQUEST_TIME_FLOAT' => 1769853600.5,
        'REQUEST_TIME' => 1769853600,
    ]];
}

/** The least that a shop in plain PHP does with a notification. */
function plain_notification(string $body, array $server): array
{
    $clientId = $server['HTTP_CLIENT_ID'] ?? '';
    $signed = "Client-Id:$clientId\nRequest-Id:{$server['HTTP_REQUEST_ID']}\n"
        . "Request-Timestamp:{$server['HTTP_REQUEST_TIMESTAMP']}\nRequest-Target:" . NOTIFY
        . "\nDigest:" . base64_encode(hash('sha256', $body, true));
    $expected = 'HMACSHA256=' . base64_encode(hash_hmac('sha256', $signed, SECRET, true));
    if ($clientId !== CLIENT_ID || !hash_equals($expected, $server['HTTP_SIGNATURE'] ?? '')) {
        throw new RuntimeException('refused');
    }
    return json_decode($body, true, 32, JSON_THROW_ON_ERROR);
}

/** Bytes that this process holds in memory of its own, from the kernel. */
function resident(): int
{
    preg_match_all('/^Private_(?:Clean|Dirty):\s+(\d+) kB/m', file_get_contents('/proc/self/smaps_rollup'), $found);
    return 1024 * (int) array_sum($found[1]);
}

/** Bytes of each kept result of $make: PHP's own memory, and all private memory. */
function memory(callable $make, int $count): array
{
    $kept = array_fill(0, $count, null);
    $make(0);
    $php = memory_get_usage();
    $private = resident();
    for ($i = 0; $i < $count; $i++) {
        $kept[$i] = $make($i);
    }
    $sizes = [(memory_get_usage() - $php) / $count, (resident() - $private) / $count];
    unset($kept);
    return $sizes;
}

/** Of the OpenSSL that the extension runs with. */
function library_version(): string
{
    ob_start();
    (new ReflectionExtension('doku_akulaku'))->info();
    return preg_match('/^OpenSSL => .*OpenSSL (\S+)/m', (string) ob_get_clean(), $found) === 1 ? $found[1] : '?';
}

$isShort = isset($options['short']);
$client = new DokuAkulaku(CLIENT_ID, SECRET);
printf(
    "PHP %s, OpenSSL %s, doku_akulaku %s, %s, %d rounds of %.2f s a side, medians\n\n",
    PHP_VERSION,
    library_version(),
    DokuAkulaku::VERSION,
    php_uname('m'),
    $rounds,
    $seconds
);
printf("%-32s %7s %12s %12s %9s\n", '', 'bytes', 'plain PHP/s', 'extension/s', 'ratio');

$times = [];
foreach ($isShort ? [2] : [2, 20, 200] as $lines) {
    $order = bench_order($lines);
    $size = strlen($client->prepareOrder($order)->body);
    $rates = compare(
        static fn (): array => bench_plain_request(CLIENT_ID, SECRET, $order, GENERATE),
        static fn (): DokuAkulaku\Request => $client->prepareOrder($order),
        $rounds,
        $seconds
    );
    $times[$lines] = [1e6 / $rates[0], 1e6 / $rates[1]];
    row("order of $lines lines", $size, $rates);
}
$order = bench_order(2);
$isShort || row('the same, Request-Id and time given', strlen($client->prepareOrder($order)->body), compare(
    static function () use ($order): string {
        $body = json_encode($order, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
        return base64_encode(hash_hmac('sha256', 'Client-Id:' . CLIENT_ID . "\nRequest-Id:id-1\nRequest-Timestamp:"
            . "2026-01-31T10:00:00Z\nRequest-Target:" . GENERATE . "\nDigest:"
            . base64_encode(hash('sha256', $body, true)), SECRET, true));
    },
    static fn (): DokuAkulaku\Request => $client->prepareOrder($order, 'id-1', 1769853600),
    $rounds,
    $seconds
));
foreach ($isShort ? [0] : [0, 20, 200] as $members) {
    [$body, $headers] = notification($members);
    row("notification, $members more members", strlen($body), compare(
        static fn (): array => plain_notification($body, $headers),
        static fn (): DokuAkulaku\Notification => $client->parseNotification($body, $headers, NOTIFY),
        $rounds,
        $seconds
    ));
}

if ($isShort) {
    exit;
}
echo "\nGrowth of an order's time (linear would be the bytes' growth)\n";
foreach ([[2, 20], [20, 200]] as [$few, $many]) {
    printf(
        "%3d -> %3d lines: bytes x %.2f, plain PHP x %.2f, extension x %.2f\n",
        $few,
        $many,
        strlen($client->prepareOrder(bench_order($many))->body)
            / strlen($client->prepareOrder(bench_order($few))->body),
        $times[$many][0] / $times[$few][0],
        $times[$many][1] / $times[$few][1]
    );
}

echo "\nMemory, bytes each (PHP's own allocator | all private memory of the process)\n";
$sizes = [
    'a client object' => memory(static fn (int $i): DokuAkulaku => new DokuAkulaku(CLIENT_ID, SECRET . $i), 5000),
    'a Request of 2 lines, kept' => memory(static fn (): DokuAkulaku\Request => $client->prepareOrder($order), 5000),
    'a call of 2 lines, over' => memory(static function () use ($client, $order): void {
        $client->prepareOrder($order);
    }, 20000),
    'a Notification, kept' => memory(static function () use ($client): DokuAkulaku\Notification {
        static $sample;
        $sample ??= notification(0);
        return $client->parseNotification($sample[0], $sample[1], NOTIFY);
    }, 5000),
];
foreach ($sizes as $name => [$php, $private]) {
    printf("%-32s %9.0f | %9.0f\n", $name, $php, $private);
}
