<?php

declare(strict_types=1);

/*
 * Hostile notifications by rule, to parseNotification() and, as far as HTTP can carry them, to receiveNotification()
 * behind PHP's own server: every one refused, with the reason of the first broken check, in linear time, and
 * without a word about the secret, the expected signature or the body. --only=direct leaves HTTP and time out.
 */

require __DIR__ . '/support/trust.inc';
require __DIR__ . '/support/hostile.inc';
require __DIR__ . '/support/wire.inc';

/** Where the text of an exception tells what it must not tell. */
function told(string $text, Hostile $case): string
{
    $timestamps = (array) ($case->headers['Request-Timestamp'] ?? []);
    $secrets = (array) $case->secret;
    $never = [...$secrets, MARK, 'PEER_TO_PEER_AKULAKU'];
    foreach ($secrets as $secret) {
        foreach ($timestamps as $timestamp) {
            if (is_string($timestamp)) {
                $never[] = substr(signature($case->target, $case->body, REQUEST_ID, $timestamp, false, $secret), 11, 20);
            }
        }
    }
    foreach ($never as $part) {
        if (str_contains($text, $part)) {
            return $part;
        }
    }
    return '';
}

function refused(DokuAkulaku $client, string $label, Hostile $case): void
{
    $thrown = throws(
        $label,
        $case->expected === 'ValueError' ? ValueError::class : DokuAkulaku\SignatureException::class,
        static fn () => $client->parseNotification($case->body, $case->headers, $case->target)
    );
    if ($thrown instanceof DokuAkulaku\SignatureException) {
        same("$label: reason", $case->expected, $thrown->getReason());
        same("$label: told", '', told($thrown . print_r($thrown->getTrace()[0], true), $case));
    }
}

/** The same input without a defect passes: a refusal below has its own cause. */
function controls(): void
{
    $body = notification_body();
    $all = signed_headers($body);
    foreach (shapes($all) as $shape => $headers) {
        foreach ([TARGET, 'https://shop.example' . TARGET, TARGET . '?order=1'] as $target) {
            same("control $shape $target", INVOICE, client()->parseNotification($body, $headers, $target)->invoiceNumber);
        }
    }
    $unpadded = ['Signature' => rtrim($all['Signature'], '=')] + $all;
    same('control unpadded', INVOICE, client()->parseNotification($body, $unpadded, TARGET)->invoiceNumber);
    $rotated = client([], ['fake-new-secret', SECRET]);
    same('control rotated', INVOICE, $rotated->parseNotification($body, $all, TARGET)->invoiceNumber);
    $edge = signed_headers($body, TARGET, REQUEST_ID, timestamp(time() - 30));
    $young = client(['notification_max_age' => 60]);
    same('control young', INVOICE, $young->parseNotification($body, $edge, TARGET)->invoiceNumber);
    $deep = '{"order":{"invoice_number":"I"},"x":' . str_repeat('[', 31) . str_repeat(']', 31) . '}';
    same('control depth', 'I', client()->parseNotification($deep, signed_headers($deep), TARGET)->invoiceNumber);
    $large = '{"order":{"invoice_number":"I"},"x":"' . str_repeat('a', (1 << 20) - 39) . '"}';
    same('control size', 1 << 20, strlen($large));
    same('control large', 'I', client()->parseNotification($large, signed_headers($large), TARGET)->invoiceNumber);
}

function direct(): int
{
    $clients = [];
    $number = 0;
    foreach (all_hostile() as $label => $case) {
        $key = json([$case->maxAge, $case->secret]);
        $clients[$key] ??= client(['notification_max_age' => $case->maxAge], $case->secret);
        refused($clients[$key], $label, $case);
        $number++;
    }
    return $number;
}

/** User seconds of one call, over as many calls as make at least $minimum together. */
function cost(callable $call, int &$repeats, float $minimum = 0.0): float
{
    while (true) {
        $before = getrusage();
        for ($i = 0; $i < $repeats; $i++) {
            $call();
        }
        $after = getrusage();
        $used = $after['ru_utime.tv_sec'] - $before['ru_utime.tv_sec'] + ($after['ru_utime.tv_usec'] - $before['ru_utime.tv_usec']) / 1e6;
        if ($used >= $minimum) {
            return $used;
        }
        $repeats *= 4;
    }
}

/** Input of about $size bytes: [body, headers, target]. */
function sized_inputs(): array
{
    $json = static fn (string $rest) => '{"order":{"invoice_number":"I"},"x":' . $rest . '}';
    $signed = static fn (string $body, string $target = TARGET) => [$body, signed_headers($body, $target), $target];
    $forged = static function (string $body) {
        $headers = signed_headers($body);
        return [$body, ['Signature' => signature(TARGET, 'x', 'y', 'z')] + $headers, TARGET];
    };
    return [
        'forged, long body' => static fn (int $size) => $forged(str_repeat('a', $size)),
        'forged, long target' => static fn (int $size) => [
            notification_body(), ['Signature' => signature('/', '', '', '')] + signed_headers(notification_body()), '/' . str_repeat('a', $size),
        ],
        'forged, long query' => static fn (int $size) => [
            notification_body(), ['Signature' => signature('/', '', '', '')] + signed_headers(notification_body()), '/?' . str_repeat('?', $size),
        ],
        'long header' => static fn (int $size) => [
            notification_body(), ['Request-Id' => str_repeat(' ', $size) . 'a'] + signed_headers(notification_body()), TARGET,
        ],
        'many headers' => static fn (int $size) => [
            notification_body(), array_fill_keys(array_map(static fn ($i) => "X-$i", range(1, $size >> 4)), 'v'), TARGET,
        ],
        'list of values' => static fn (int $size) => [
            notification_body(), ['Request-Id' => array_fill(0, $size >> 4, 'a b')] + signed_headers(notification_body()), TARGET,
        ],
        'signed, escapes' => static fn (int $size) => $signed($json('"' . str_repeat('\u0041', intdiv($size, 6)) . '"') . '!'),
        'signed, members' => static fn (int $size) => $signed(
            $json('{' . implode(',', array_map(static fn ($i) => "\"k$i\":1", range(1, $size >> 4))) . ',"k1":1}')
        ),
        'signed, list' => static fn (int $size) => $signed('[' . str_repeat('0,', $size >> 1) . '0]'),
        'signed, long numbers' => static fn (int $size) => $signed('[' . str_repeat('99999999999999999999,', intdiv($size, 21)) . '0]'),
        'signed, one number' => static fn (int $size) => $signed('[' . str_repeat('9', $size) . ']'),
        'signed, blanks' => static fn (int $size) => $signed(str_repeat(' ', $size) . '{}'),
        'signed, brackets' => static fn (int $size) => $signed(str_repeat('[[[[]]]],', intdiv($size, 9))),
    ];
}

/** Eight times the input may cost eight times as much, with room for a busy machine; never its square. */
function linear(): void
{
    $client = client();
    foreach (sized_inputs() as $label => $make) {
        $costs = [];
        $repeats = 4;
        foreach ([1 << 15, 1 << 18] as $size) {
            [$body, $headers, $target] = $make($size);
            $call = static function () use ($client, $body, $headers, $target): void {
                try {
                    $client->parseNotification($body, $headers, $target);
                    check_failed('linear', 'accepted');
                } catch (DokuAkulaku\SignatureException) {
                }
            };
            $costs[] = min(cost($call, $repeats, $costs === [] ? 0.02 : 0.0), cost($call, $repeats), cost($call, $repeats));
        }
        $ratio = $costs[1] / max($costs[0], 1e-6);
        printf("%-22s 32 KiB %8.1f us, 256 KiB %8.1f us, ratio %.1f\n", $label, $costs[0] / $repeats * 1e6, $costs[1] / $repeats * 1e6, $ratio);
        ok("$label: ratio $ratio", $ratio < 32);
    }
}

controls();
$number = direct();
ok("at least 1,000 cases, made $number", $number >= 1000);
echo "$number hostile notifications to parseNotification()\n";
if (argument('only', '') !== 'direct') {
    $number = hostile_over_http();
    ok("at least 1,000 cases over HTTP, sent $number", $number >= 1000);
    echo "$number hostile notifications to receiveNotification() over HTTP\n";
    linear();
}
end_with_counts();
