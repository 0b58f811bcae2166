<?php

declare(strict_types=1);

use DokuSandbox\Options;
use DokuSandbox\Quirks;
use DokuSandbox\Tests\Client;
use DokuSandbox\Tests\Harness;
use DokuSandbox\Tests\Merchant;
use DokuSandbox\Tests\Program;

/** Options, readiness, the end of the process, the state file, expiry, quirks. */
return static function (): void {
    $server = new Program('server.php', []);
    Harness::same(
        ['http', 'https', 'control', 'extra_tls', 'ca_file', 'client_id', 'pid'],
        array_keys($server->ready),
        'readiness line',
    );
    Harness::same(
        [null, null, Client::ID],
        [$server->ready['https'], $server->ready['ca_file'], $server->ready['client_id']],
        'readiness values',
    );
    $client = $server->client();
    $client->status('INV-1');
    $server->terminate(15);
    Harness::same(0, $server->waitForEnd(), 'SIGTERM');
    Harness::same('', $server->restOfStdout(), 'nothing else on stdout');
    $server = new Program('server.php', []);
    $server->terminate(2);
    Harness::same(0, $server->waitForEnd(), 'SIGINT');

    // With none of the shared extensions.
    $bare = new Program('server.php', [], ['-n']);
    Harness::same(200, $bare->client()->post('generate', Client::order('1'))->status, 'php -n');

    foreach ([
        ['--port', 'x'], ['--port', '70000'], ['--speed', '0'], ['--nonsense', '1'], ['--port'], ['--no-http'],
        ['--quirks', 'x'], ['--extra-tls', 'good'], ['--notification-url', 'ftp://x'],
        ['--secret-file', '/nonexistent'], ['--quiet=1'], ['word', 'x'],
    ] as $arguments) {
        try {
            Options::parse($arguments);
            Harness::check(false, 'refused: ' . implode(' ', $arguments));
        } catch (InvalidArgumentException $error) {
            Harness::check($error->getMessage() !== '', 'refused: ' . implode(' ', $arguments));
        }
    }
    $file = Harness::temporaryDirectory() . '/secret';
    file_put_contents($file, "fake-secret-one\r\nfake-secret-two\n");
    $options = Options::parse(
        ['--client-id=MCH-1', '--secret-file', $file, '--client-id', 'MCH-2', '--secret=a=b', '--https'],
    );
    Harness::same(['MCH-1' => 'fake-secret-one', 'MCH-2' => 'a=b'], $options->clients, 'accounts');
    Harness::same([0, 0], [$options->port, $options->httpsPort], 'ports');
    Harness::same(
        [Options::DEFAULT_CLIENT => 'fake-secret'],
        Options::parse(['--secret', 'fake-secret'])->clients,
        'a secret for the usual account',
    );
    exec(
        escapeshellarg(PHP_BINARY) . ' ' . escapeshellarg(dirname(__DIR__, 2) . '/server.php') . ' --help',
        $help,
        $code,
    );
    $help = implode("\n", $help);
    Harness::same(0, $code, '--help');
    $names = ['--host', '--port', '--https-port', '--client-id', '--secret', '--secret-file', '--notification-url',
        '--public-url', '--state', '--speed', '--ca-dir', '--expiry', '--quiet', '--print-json', '--exit-with-parent',
        '--extra-tls'];
    foreach ($names as $name) {
        Harness::contains("  $name ", strtr($help, ["\n" => " \n"]), "--help has $name");
    }

    // State kept in a file.
    $state = Harness::temporaryDirectory() . '/state.json';
    $merchant = new Merchant();
    $arguments = ['--state', $state, '--notification-url', $merchant->url('/n'), '--speed', '3600'];
    $first = new Program('server.php', $arguments);
    $answer = $first->client()->post('generate', Client::order('KEEP'), 'keep');
    $ids = $answer->json()['payment']['identifier'];
    $first->control('POST', 'orders/INV-KEEP/pay');
    $merchant->take("HTTP/1.1 500 x\r\n\r\n");
    Harness::soon(
        static fn (): bool => $first->control('GET', 'notifications')['notifications'][0]['state'] === 'waiting',
        'waiting',
    );
    $first->terminate();
    Harness::same(0, $first->waitForEnd(), 'end');
    Harness::check(!str_contains((string) file_get_contents($state), Client::SECRET), 'no secret in the state file');
    Harness::same('0600', substr(sprintf('%o', fileperms($state)), -4), 'the state file is private');
    $second = new Program('server.php', $arguments);
    $client = $second->client();
    Harness::same('SUCCESS', $client->status('INV-KEEP')->json()['transaction']['status'], 'the order is kept');
    $again = $client->post('generate', Client::order('KEEP'), 'keep');
    Harness::same(
        [409, 'MUR-KEEP'],
        [$again->status, $again->json()['payment']['merchant_unique_reference']],
        'the answer is kept',
    );
    Harness::same(
        'SUCCESS',
        json_decode($merchant->take()['body'], true)['transaction']['status'],
        'the notification goes on',
    );
    Harness::soon(
        static fn (): bool => $second->control('GET', 'notifications')['notifications'][0]['state'] === 'delivered',
        'delivered',
    );
    Harness::same(
        'SUCCESS',
        $client->post('refund', Client::refund('KEEP', $ids))->json()['refund']['status'],
        'refund',
    );
    $new = $client->post('generate', Client::order('NEW'))->json()['payment']['identifier'][0]['value'];
    Harness::same('1000035149', $new, 'order ids go on');
    $second->control('POST', 'orders/INV-NEW/pay');
    $second->terminate(9);
    $second->waitForEnd();
    $third = new Program('server.php', $arguments);
    $new = $third->client()->status('INV-NEW');
    Harness::same('SUCCESS', $new->json()['transaction']['status'], 'what was answered is kept after SIGKILL');
    foreach (['', '[]', '{}', '"x"', '{"orders":{},"notifications":{}}', '{"orders":1,"notifications":1}',
        '{"orders":{"next_order_id":1,"orders":[1],"answers":{}},"notifications":{"next_id":1,"notifications":[]}}',
        null] as $text) {
        $file = $text === null ? '/nonexistent/state.json' : $state . '.bad';
        if ($text !== null) {
            file_put_contents($file, $text);
        }
        $lines = [];
        exec(escapeshellarg(PHP_BINARY) . ' ' . escapeshellarg(dirname(__DIR__, 2) . '/server.php') . ' --state '
            . escapeshellarg($file) . ' --exit-with-parent </dev/null 2>&1', $lines, $code);
        Harness::same([2, 1], [$code, count($lines)], 'no state file: ' . ($text ?? 'cannot be written'));
        Harness::contains($file, $lines[0], 'the file is named');
    }

    // Expiry, sped up.
    $server = new Program('server.php', ['--expiry', '3600', '--speed', '3600']);
    $client = $server->client();
    $client->post('generate', Client::order('EXP'));
    Harness::same('PENDING', $client->status('INV-EXP')->json()['transaction']['status'], 'pending');
    Harness::soon(
        static fn (): bool => $client->status('INV-EXP')->json()['transaction']['status'] === 'EXPIRED',
        'expired',
    );

    // Quirks.
    $server = new Program('server.php', ['--quirks', 'decimal_amount']);
    $client = $server->client();
    $number = 0;
    $answer = static function (string ...$quirks) use ($server, $client, &$number): string {
        $server->control('POST', 'config', ['quirks' => $quirks]);
        return $client->post('generate', Client::order('Q' . ++$number))->body;
    };
    Harness::contains('"amount":"90000.00"', $client->post('generate', Client::order('Q'))->body, '--quirks');
    Harness::contains('"amount":"90000.00"', $answer('decimal_amount'), 'decimal_amount');
    Harness::contains('"amount":90000.00}', $answer('decimal_number'), 'decimal_number');
    Harness::contains('"amount":"90000"', $answer('string_amount'), 'string_amount');
    Harness::contains('"amount":90000}', $answer(), 'none');
    $body = json_decode($answer('p2p_identifier_only'), true);
    Harness::same(
        [false, 2],
        [isset($body['payment']['identifier']), count($body['peer_to_peer_info']['identifier'])],
        'p2p_identifier_only',
    );
    $body = json_decode($answer('unknown_fields'), true);
    Harness::same('DIRECT', $body['additional_info']['origin']['product'], 'unknown_fields');
    $server->control(
        'POST',
        'config',
        ['quirks' => ['null_channel', 'canceled', 'local_dates', 'cancel_message', 'status_lag']],
    );
    $cancelled = $client->post('cancel', Client::cancellation('Q1'))->json();
    Harness::same('CANCELED', $cancelled['payment']['status'], 'canceled');
    $jakarta = new DateTimeZone('Asia/Jakarta');
    $local = DateTimeImmutable::createFromFormat('YmdHis', $cancelled['payment']['date'], $jakarta);
    Harness::check($local !== false && abs($local->getTimestamp() - time()) < 5, 'local_dates');
    Harness::same(
        'Order Not Found',
        $client->post('cancel', Client::cancellation('NONE'))->json()['cancel']['message'],
        'cancel_message',
    );
    Harness::same(404, $client->status('INV-Q1')->status, 'status_lag');
    $server->control('POST', 'config', ['quirks' => ['null_channel', 'canceled']]);
    $status = $client->status('INV-Q1')->json();
    Harness::same([['id' => null], 'CANCELED'], [$status['channel'], $status['transaction']['status']], 'null_channel');
    $merchant = new Merchant();
    $server->control(
        'POST',
        'config',
        ['notification_url' => $merchant->url('/n'), 'quirks' => ['unpadded_signature']],
    );
    $server->control('POST', 'orders/INV-Q2/pay');
    Harness::same(strlen('HMACSHA256=') + 43, strlen($merchant->take()['headers']['signature']), 'unpadded_signature');
    $arguments = ['--speed', '1500', '--quirks', 'stale_retries', '--notification-url', $merchant->url('/n')];
    $fast = new Program('server.php', $arguments);
    $fast->client()->post('generate', Client::order('S'));
    $fast->control('POST', 'orders/INV-S/pay');
    $stamps = [$merchant->take('x')['headers']['request-timestamp'], $merchant->take()['headers']['request-timestamp']];
    Harness::same($stamps[0], $stamps[1], 'stale_retries');
    Harness::same(400, $server->control('POST', 'config', ['quirks' => ['x']])['_status'], 'unknown quirk');
    Harness::same(400, $server->control('POST', 'config', ['colour' => 'red'])['_status'], 'unknown setting');
    Harness::same(['unpadded_signature'], $server->control('GET', 'config')['quirks'], 'config');
    $server->control(
        'POST',
        'config',
        ['notification_url' => $merchant->url('/n'), 'quirks' => ['uuid_request_ids']],
    );
    $server->control('POST', 'notify/INV-Q2', ['wait' => false]);
    Harness::check(
        preg_match('~^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$~D', $merchant->take()['headers']['request-id']) === 1,
        'uuid_request_ids',
    );
    Harness::same(14, count(Quirks::ALL), 'every quirk is tried here or with the states');
};
