--TEST--
Key rotation, Client-Id, notification_max_age
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/notification.inc';

$body = json(notification_body());
$parse = fn (DokuAkulaku $client, array $headers) => $client->parseNotification($body, $headers, NOTIFY_TARGET)->timestamp;

// rotation: every secret verifies
$rotated = client([], ['new-secret', SECRET, 'older-secret']);
foreach (['new-secret', SECRET, 'older-secret'] as $secret) {
    same($secret, 1625647723, $parse($rotated, notification_headers($body, [], NOTIFY_TARGET, NOTIFY_TIME, $secret)));
}
refuses('a secret of nobody', 'mismatch', fn () => $parse($rotated, notification_headers($body, [], NOTIFY_TARGET, NOTIFY_TIME, 'other')));

// the Client-Id is ours, in every character
foreach (['MCH-OTHER', strtolower(CLIENT_ID), CLIENT_ID . '0', substr(CLIENT_ID, 0, -1)] as $clientId) {
    refuses("client $clientId", 'client_id', fn () => $parse(client(), notification_headers($body, [], NOTIFY_TARGET, NOTIFY_TIME, SECRET, $clientId)));
}

// age: off by default, DOKU retries up to 12 hours later
$at = fn (int $offset) => notification_headers($body, [], NOTIFY_TARGET, gmdate('Y-m-d\TH:i:s\Z', time() + $offset));
foreach ([0, -3600, -86400 * 365, 86400 * 365] as $offset) {
    ok("off: $offset", is_int($parse(client(), $at($offset))));
    ok("0 is off: $offset", is_int($parse(client(['notification_max_age' => 0]), $at($offset))));
}
$strict = client(['notification_max_age' => 300]);
foreach ([0, -290, 290] as $offset) {
    ok("within: $offset", is_int($parse($strict, $at($offset))));
}
foreach ([-310, -86400, 310, 86400, 86400 * 3650] as $offset) {
    refuses("too old or ahead: $offset", 'stale', fn () => $parse($strict, $at($offset)));
}

// the form of the timestamp
$signed = fn (string $time) => notification_headers($body, [], NOTIFY_TARGET, $time);
foreach (['2021-07-07T08:48:43', '2021-07-07 08:48:43Z', '20210707084843', '2021-13-07T08:48:43Z', '2021-02-30T08:48:43Z', '2021-07-07T24:48:43Z', '2021-07-07T08:60:43Z',
    '1625647723', 'x', '2021-7-7T8:48:43Z', '2021-07-07T08:48:43Zx'] as $time) {
    refuses("timestamp $time", 'malformed', fn () => $parse(client(), $signed($time)));
}

// the form of the signature
$headers = notification_headers($body);
$value = substr($headers['Signature'], 11);
foreach (['x', $value, "HMACSHA512=$value", "HMACSHA256=$value=", 'HMACSHA256=', 'HMACSHA256=AAAA', "HMACSHA256=$value$value", 'HMACSHA256=' . str_repeat('!', 44), 'HMACSHA256=' . str_repeat('A', 100000)] as $signature) {
    $thrown = throws('signature ' . substr($signature, 0, 20), DokuAkulaku\SignatureException::class, fn () => $parse(client(), ['Signature' => $signature] + $headers));
    ok('signature ' . substr($signature, 0, 20) . ': ' . $thrown?->getReason(), in_array($thrown?->getReason(), ['malformed', 'mismatch'], true));
}
// a response's layout replayed as a notification
$response = ['Signature' => signature(NOTIFY_TARGET, $body, 'note-0001', NOTIFY_TIME, true)] + $headers;
refuses('response layout', 'mismatch', fn () => $parse(client(), $response));
// every changed byte of the body
for ($i = 0; $i < strlen($body); $i += 7) {
    $changed = $body;
    $changed[$i] = $changed[$i] === 'x' ? 'y' : 'x';
    refuses("body byte $i", 'mismatch', fn () => client()->parseNotification($changed, $headers, NOTIFY_TARGET));
}
finish();
?>
--EXPECT--
done
