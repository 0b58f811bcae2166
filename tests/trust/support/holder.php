<?php

// The process whose memory tests/trust/secrets.php reads. It stops after each step until a line comes.

declare(strict_types=1);

const PAYLOAD = [
    'order' => [
        'invoice_number' => 'INV-1',
        'amount' => 1000,
        'line_items' => [['name' => 'A', 'price' => 1000, 'quantity' => 1, 'sku' => '1', 'category' => 'B']],
        'callback_url' => 'https://shop.example/back',
    ],
    'payment' => ['merchant_unique_reference' => 'MUR-1'],
    'customer' => ['id' => 'C-1', 'name' => 'N', 'phone' => '62812', 'address' => '', 'city' => '', 'state' => '', 'postcode' => ''],
];

function step(string $name): void
{
    echo "$name\n";
    fgets(STDIN);
}

/** Everything that touches the keys. */
function work(DokuAkulaku $client): void
{
    $signature = $client->sign('/x', '{}', 'id', '2021-07-07T08:45:42Z');
    $client->verify($signature, '/x', '{}', 'id', '2021-07-07T08:45:42Z');
    $client->prepareOrder(PAYLOAD);
    foreach ([fn () => $client->generateOrder(PAYLOAD), fn () => iterator_count($client->checkStatuses(['a', 'b'])),
        fn () => $client->parseNotification('{}', ['Signature' => $signature], '/n'), fn () => serialize($client)] as $call) {
        try {
            $call();
        } catch (Throwable) {
        }
    }
}

$log = [];
$options = [
    'base_url' => 'http://127.0.0.1:1',
    'retries' => 0,
    'logger' => static function (mixed ...$line) use (&$log): void {
        $log[] = $line;
    },
];
[, $way, $token] = $argv;
// The secret is made here, so that no argument, no environment and no buffer of a stream holds it.
$secrets = match ($way) {
    'file', 'refused' => [],
    'proxy', 'text' => [hash('sha256', $token)],
    'array' => [hash('sha256', $token), hash('sha256', "$token-2")],
    'long' => [hash('sha512', $token)],
};
step('start');
if ($way === 'refused') {
    try {
        DokuAkulaku::fromIni($options);
    } catch (DokuAkulaku\ConfigurationException $refusal) {
        unset($refusal);
    }
    step('refused');
    exit(0);
}
if ($way === 'proxy') {
    $options['proxy'] = $secrets[0];
    $client = new DokuAkulaku('MCH-TEST-0001', 'fake-secret-1', $options);
    step('made');
    unset($client);
    step('freed');
    exit(0);
}
$client = match ($way) {
    'file' => DokuAkulaku::fromIni($options),
    'array' => new DokuAkulaku('MCH-TEST-0001', $secrets, $options),
    default => new DokuAkulaku('MCH-TEST-0001', $secrets[0], $options),
};
step('made');
work($client);
step('used');
unset($client, $options);
gc_collect_cycles();
step('freed');
