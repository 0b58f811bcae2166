--TEST--
Order of checks with two faults at once: missing_header, malformed headers, client_id, mismatch, stale, malformed body
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/notification.inc';

// Each fault changes [body, headers]; signing comes after the faults of the body and of the time.
$faults = [
    'missing_header' => fn (array $headers) => changed($headers, ['Request-Id' => Remove::It]),
    'malformed' => fn (array $headers) => ['Request-Timestamp' => 'yesterday'] + $headers,
    'client_id' => fn (array $headers) => ['Client-Id' => 'MCH-OTHER'] + $headers,
    'mismatch' => fn (array $headers) => ['Signature' => signature('/other', 'x', 'y', 'z')] + $headers,
];
$make = function (bool $missing, bool $malformed, bool $otherClient, bool $mismatch, bool $stale, bool $badBody) use ($faults): array {
    $body = $badBody ? '{"order":' : json(notification_body());
    $time = gmdate('Y-m-d\TH:i:s\Z', $stale ? time() - 1000 : time());
    $headers = notification_headers($body, [], NOTIFY_TARGET, $time);
    if ($otherClient) {
        $headers = notification_headers($body, [], NOTIFY_TARGET, $time, SECRET, 'MCH-OTHER');
    }
    if ($mismatch) {
        $headers = $faults['mismatch']($headers);
    }
    if ($malformed) {
        $headers = $faults['malformed']($headers);
    }
    if ($missing) {
        $headers = $faults['missing_header']($headers);
    }
    return [$body, $headers];
};
$reasons = ['missing_header', 'malformed', 'client_id', 'mismatch', 'stale', 'malformed'];
$client = client(['notification_max_age' => 60]);
$combinations = 0;
for ($mask = 0; $mask < 64; $mask++) {
    $set = array_map(fn ($bit) => ($mask >> $bit & 1) === 1, range(0, 5));
    [$body, $headers] = $make(...$set);
    $first = array_search(true, $set, true);
    if ($first === false) {
        same('no fault', INVOICE, $client->parseNotification($body, $headers, NOTIFY_TARGET)->invoiceNumber);
        continue;
    }
    $combinations++;
    refuses('faults ' . implode(',', array_keys(array_filter($set))), $reasons[$first], fn () => $client->parseNotification($body, $headers, NOTIFY_TARGET));
}
same('all combinations', 63, $combinations);

// a shop with several accounts tries its clients in turn while the reason is client_id
$accounts = [new DokuAkulaku('MCH-A', 'fake-secret-a'), new DokuAkulaku('MCH-B', 'fake-secret-b'), client()];
[$body, $headers] = $make(false, false, false, false, false, false);
$found = null;
foreach ($accounts as $account) {
    try {
        $found = $account->parseNotification($body, $headers, NOTIFY_TARGET);
        break;
    } catch (DokuAkulaku\SignatureException $thrown) {
        same('try the next', 'client_id', $thrown->getReason());
    }
}
same('found', INVOICE, $found?->invoiceNumber);
finish();
?>
--EXPECT--
done
