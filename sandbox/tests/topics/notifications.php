<?php

declare(strict_types=1);

use DokuSandbox\CertificateMaker;
use DokuSandbox\Notifier;
use DokuSandbox\Signature;
use DokuSandbox\Tests\Client;
use DokuSandbox\Tests\Harness;
use DokuSandbox\Tests\Merchant;
use DokuSandbox\Tests\Program;

return static function (): void {
    $merchant = new Merchant();
    $url = $merchant->url('/payments/notifications');
    $server = new Program('server.php', ['--notification-url', $url, '--speed', '36000', '--notify-timeout', '1.5']);
    $client = $server->client();
    $ids = $client->post('generate', Client::order('N1'), 'request-1')->json()['payment']['identifier'];

    $verifies = static function (array $got, string $target = '/payments/notifications'): bool {
        $h = $got['headers'];
        return ($h['signature'] ?? '') === Signature::make(
            Client::SECRET,
            $h['client-id'] ?? '',
            $h['request-id'] ?? '',
            $h['request-timestamp'] ?? '',
            $target,
            $got['body'],
        );
    };
    $list = static fn (string $invoice): array
        => $server->control('GET', 'notifications?invoice=' . $invoice)['notifications'];

    // Paid: one notification, signed, in DOKU's shape.
    Harness::same(200, $server->control('POST', 'orders/INV-N1/pay')['_status'], 'paid');
    $got = $merchant->take();
    Harness::same('/payments/notifications', $got['target'], 'target');
    Harness::check($verifies($got), 'signature');
    Harness::same(Client::ID, $got['headers']['client-id'], 'Client-Id');
    Harness::check(
        preg_match('~^PEER_TO_PEER_AKULAKU[0-9]{55}$~D', $got['headers']['request-id']) === 1,
        'the Request-Id is the channel and digits, 75 characters',
        $got['headers']['request-id'],
    );
    $body = json_decode($got['body'], true);
    Harness::same(
        ['service', 'acquirer', 'channel', 'order', 'transaction', 'peer_to_peer_info', 'payment'],
        array_keys($body),
        'members',
    );
    Harness::same(
        [['id' => 'PEER_TO_PEER'], ['id' => 'AKULAKU'], ['id' => 'PEER_TO_PEER_AKULAKU']],
        [$body['service'], $body['acquirer'], $body['channel']],
        'service, acquirer, channel',
    );
    Harness::same(['invoice_number' => 'INV-N1', 'amount' => 90000], $body['order'], 'order');
    Harness::same(
        ['SUCCESS', 'request-1'],
        [$body['transaction']['status'], $body['transaction']['original_request_id']],
        'transaction',
    );
    Harness::same($ids, $body['peer_to_peer_info']['identifier'], 'identifiers');
    Harness::same('MUR-N1', $body['payment']['merchant_unique_reference'], 'reference');
    Harness::soon(static fn (): bool => $list('INV-N1')[0]['state'] === 'delivered', 'delivered');
    $attempts = $list('INV-N1')[0]['attempts'];
    Harness::same([1, 200, 'OK'], [count($attempts), $attempts[0]['status'], $attempts[0]['answer']], 'one attempt');

    // Declined, and the schedule: 30 min, 5 h 30 min, 6 h, here 36,000 times as fast.
    Harness::same([1800, 19800, 21600], Notifier::SCHEDULE, 'schedule');
    $client->post('generate', Client::order('N2'));
    $server->control('POST', 'orders/INV-N2/decline');
    $times = $ids = [];
    $answers = ["HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", 'nonsense', '',
        "HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n"];
    foreach ($answers as $answer) {
        $got = $merchant->take($answer);
        $times[] = microtime(true);
        $ids[] = $got['headers']['request-id'];
        Harness::check($verifies($got), 'each attempt is signed');
        Harness::same('FAILED', json_decode($got['body'], true)['transaction']['status'], 'FAILED');
    }
    Harness::same(1, count(array_unique($ids)), 'one Request-Id for all attempts');
    $gaps = [$times[1] - $times[0], $times[2] - $times[1], $times[3] - $times[2]];
    $early = $gaps[0] < 0.045 || $gaps[1] < 0.5 || $gaps[2] < 0.55;
    Harness::check(!$early, 'never too early', (string) json_encode($gaps));
    Harness::check($gaps[0] < $gaps[1] && array_sum($gaps) < 4.0, 'nor much too late', (string) json_encode($gaps));
    Harness::soon(
        static fn (): bool => $list('INV-N2')[0]['state'] === 'given_up',
        'given up after the third repetition',
    );
    Harness::same([500, null, null, 302], array_column($list('INV-N2')[0]['attempts'], 'status'), 'statuses');
    Harness::same(
        [null, 'cut off in the headers', 'no answer', null],
        array_column($list('INV-N2')[0]['attempts'], 'error'),
        'errors',
    );

    // A 2xx at the second attempt ends it.
    $client->post('generate', Client::order('N3'));
    $server->control('POST', 'orders/INV-N3/pay');
    $merchant->take("HTTP/1.1 503 Busy\r\n\r\n");
    $merchant->take("HTTP/1.1 204 No Content\r\n\r\n");
    Harness::soon(static fn (): bool => $list('INV-N3')[0]['state'] === 'delivered', 'any 2xx ends it');
    Harness::check($merchant->isQuiet(0.8), 'no more attempts');

    // A merchant that never answers does not hold the server.
    $client->post('generate', Client::order('N4'));
    $silent = stream_socket_server('tcp://127.0.0.1:0');
    $server->control(
        'POST',
        'config',
        ['notification_url' => 'http://' . stream_socket_get_name($silent, false) . '/n'],
    );
    $started = microtime(true);
    $server->control('POST', 'orders/INV-N4/pay');
    Harness::same(200, $client->status('INV-N4')->status, 'meanwhile the API answers');
    Harness::check(microtime(true) - $started < 1.0, 'at once');
    Harness::soon(
        static fn (): bool => ($list('INV-N4')[0]['attempts'][0]['error'] ?? '') === 'timed out',
        'timed out',
    );
    fclose($silent);
    Harness::soon(
        static fn (): bool => ($list('INV-N4')[0]['attempts'][1]['error'] ?? '') === 'connection refused',
        'then refused',
    );
    $server->control('POST', 'reset');

    // Override: the host may differ, the path may not.
    $other = new Merchant();
    $server->control('POST', 'config', ['notification_url' => $url]);
    $body = Client::order('O1');
    $body['additional_info'] = ['override_notification_url' => $other->url('/payments/notifications')];
    $client->post('generate', $body);
    $server->control('POST', 'orders/INV-O1/pay');
    Harness::check($verifies((array) $other->take()), 'another host, same path');
    $body = Client::order('O2');
    $body['additional_info'] = ['override_notification_url' => $other->url('/elsewhere')];
    $client->post('generate', $body);
    $server->control('POST', 'orders/INV-O2/pay');
    Harness::check($verifies((array) $merchant->take()), 'another path: the configured URL is used');
    Harness::contains('another path', $list('INV-O2')[0]['note'], 'and said so');
    $server->control('POST', 'config', ['notification_url' => null]);
    $client->post('generate', Client::order('O3'));
    $answer = $server->control('POST', 'orders/INV-O3/pay', ['wait' => true]);
    Harness::same('not_sent', $answer['notification']['state'], 'no URL configured');

    // The signed target is the path: a query is sent, not signed.
    $server->control('POST', 'config', ['notification_url' => $merchant->url('/n?shop=1')]);
    $server->control('POST', 'notify/INV-O3', ['wait' => false]);
    $got = $merchant->take();
    Harness::same(['/n?shop=1', true], [$got['target'], $verifies($got, '/n')], 'query');

    // Sent again, with other content, and forged.
    $server->control('POST', 'config', ['notification_url' => $url]);
    $server->control('POST', 'notify/INV-O3', ['wait' => false, 'status' => 'FAILED', 'amount' => 5]);
    $got = $merchant->take();
    $body = json_decode($got['body'], true);
    Harness::same(
        ['FAILED', 5, true],
        [$body['transaction']['status'], $body['order']['amount'], $verifies($got)],
        'other content, signed',
    );
    foreach (Notifier::FORGERIES as $forge) {
        $server->control('POST', 'notify/INV-O3', ['wait' => false, 'forge' => $forge]);
        $got = $merchant->take("HTTP/1.1 401 Unauthorized\r\n\r\n");
        $signed = in_array($forge, ['client_id', 'stale', 'future'], true);
        Harness::same($signed, $verifies($got), "forge $forge");
        $missing = ['no_signature' => 'signature', 'no_client_id' => 'client-id', 'no_request_id' => 'request-id',
            'no_timestamp' => 'request-timestamp'];
        if (isset($missing[$forge])) {
            Harness::check(!isset($got['headers'][$missing[$forge]]), "forge $forge: header");
        }
        $time = Signature::parseTimestamp($got['headers']['request-timestamp'] ?? '') ?? time();
        $far = ['stale' => -86400, 'future' => 86400][$forge] ?? 0;
        Harness::check(abs($time - time() - $far) < 5, "forge $forge: time");
        Harness::same(
            $forge === 'client_id' ? 'MCH-OTHER-0001' : Client::ID,
            $got['headers']['client-id'] ?? Client::ID,
            "forge $forge: client",
        );
    }
    Harness::check($merchant->isQuiet(0.15), 'a forged one is not repeated');
    Harness::same(400, $server->control('POST', 'notify/INV-O3', ['forge' => 'x'])['_status'], 'unknown forgery');
    Harness::same(404, $server->control('POST', 'notify/INV-NONE')['_status'], 'unknown order');

    // HTTPS to the merchant, checked with the given authority.
    $maker = new CertificateMaker(Harness::temporaryDirectory());
    $secure = new Merchant($maker->serverOptions('good', '127.0.0.1'));
    $strict = new Program('server.php', ['--notification-url', $secure->url('/n'), '--notify-ca', $maker->caFile()]);
    $strict->client()->post('generate', Client::order('S1'));
    $strict->control('POST', 'orders/INV-S1/pay');
    Harness::check($verifies((array) $secure->take(), '/n'), 'HTTPS');
    Harness::soon(
        static fn (): bool => $strict->control('GET', 'notifications')['notifications'][0]['state'] === 'delivered',
        'HTTPS delivered',
    );
    $bad = new Merchant($maker->serverOptions('unknown-ca', '127.0.0.1'));
    $strict->control('POST', 'config', ['notification_url' => $bad->url('/n')]);
    $strict->control('POST', 'notify/INV-S1', ['wait' => false]);
    Harness::same(null, $bad->take(), 'an unknown authority is refused');
    Harness::soon(static fn (): bool => str_starts_with(
        $strict->control('GET', 'notifications')['notifications'][1]['attempts'][0]['error'] ?? '',
        'TLS:',
    ), 'with the reason');
};
