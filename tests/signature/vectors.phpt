--TEST--
sign() and verify() on every vector folder
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$cases = 0;
$read = fn (string $file) => is_file($file) ? file_get_contents($file) : null;
foreach (glob(__DIR__ . '/../vectors/*/string_to_sign') as $file) {
    $folder = dirname($file);
    $context = json_decode($read("$folder/context.json"), true, 8, JSON_THROW_ON_ERROR);
    if ($context['layout_only']) {
        continue;
    }
    $cases++;
    $name = $context['name'];
    $secret = $read("$folder/secret");
    $body = $read("$folder/body");
    $signature = $read("$folder/signature");
    $isResponse = $context['kind'] === 'response';
    $client = new DokuAkulaku($context['client_id'], $secret);
    $fields = [$context['target'], $body, $context['request_id'], $context['timestamp'], $isResponse];
    same("$name: sign", $signature, $client->sign(...$fields));
    ok("$name: verify", $client->verify($signature, ...$fields));
    ok("$name: verify without padding", $client->verify(rtrim($signature, '='), ...$fields));

    $other = $fields;
    $other[4] = !$isResponse;
    ok("$name: the other layout", !$client->verify($signature, ...$other));
    foreach ([0, 2, 3] as $index) {
        $other = $fields;
        $other[$index] .= 'x';
        ok("$name: another field $index", !$client->verify($signature, ...$other));
    }
    $other = $fields;
    $other[1] = $body === null ? '' : null;
    ok("$name: with and without Digest differ", !$client->verify($signature, ...$other));
    ok("$name: another secret", !(new DokuAkulaku($context['client_id'], "$secret."))->verify($signature, ...$fields));
    ok("$name: another client", !(new DokuAkulaku("{$context['client_id']}0", $secret))->verify($signature, ...$fields));
    if ($name === 'akulaku-generate-compact') {
        $request = (new DokuAkulaku($context['client_id'], $secret))
            ->prepareOrder(json_decode($body, true), $context['request_id'], strtotime($context['timestamp']));
        same("$name: prepareOrder body", $body, $request->body);
        same("$name: prepareOrder signature", $signature, $request->headers['Signature']);
    }
    if ($context['kind'] === 'notification') {
        $notification = $client->parseNotification($body, [
            'Client-Id' => $context['client_id'],
            'Request-Id' => $context['request_id'],
            'Request-Timestamp' => $context['timestamp'],
            'Signature' => $signature,
        ], $context['target']);
        same("$name: parseNotification", $body, $notification->rawBody);
    }
}
ok("at least 10 cases, $cases", $cases >= 10);
finish();
?>
--EXPECT--
done
