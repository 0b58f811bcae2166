<?php

declare(strict_types=1);

use DokuSandbox\Tests\Client;
use DokuSandbox\Tests\Harness;
use DokuSandbox\Tests\Program;

return static function (): void {
    $directory = Harness::temporaryDirectory();
    $arguments = ['--https', '--extra-tls', 'wrong-host,expired,unknown-ca', '--ca-dir', $directory];
    $server = new Program('server.php', $arguments);
    Harness::same($directory . '/ca.pem', $server->ready['ca_file'], 'ca_file');
    Harness::same('0600', substr(sprintf('%o', fileperms($directory . '/ca.key')), -4), 'the key is private');
    $authority = file_get_contents($directory . '/ca.pem');

    $client = $server->client('https');
    $reply = $client->post('generate', Client::order('TLS'));
    Harness::same(200, $reply->status, 'HTTPS with the self-made authority: ' . Client::lastError());
    Harness::contains('"url":"' . $server->ready['http'] . '/pay/', $reply->body, 'the payment page is on plain HTTP');
    Harness::same(200, $client->status('INV-TLS')->status, 'kept');
    $record = $server->control('GET', 'ledger')['connections'][0];
    Harness::same(
        [true, 'https', 2, null],
        [$record['tls'], $record['listener'], $record['requests'], $record['tls_error']],
        'ledger',
    );
    Harness::contains('TLSv1.', (string) $record['protocol'], 'protocol');
    $server->faults(['huge_body']);
    $leaver = $server->client('https');
    $leaver->write('GET', '/orders/v1/status/X', '', Client::signed('GET', '/orders/v1/status/X', ''));
    fread($leaver->stream, 1000);
    $leaver->close();
    Harness::soon(
        static fn (): bool => $server->control('GET', 'totals')['open_connections'] === 1,
        'a client that leaves in the middle of a large answer leaves nothing behind',
    );

    $reasons = ['wrong-host' => 'did not match expected CN', 'expired' => 'certificate verify failed',
        'unknown-ca' => 'certificate verify failed'];
    foreach ($reasons as $kind => $reason) {
        Harness::same(false, $server->client($kind)->connect(), "$kind is refused");
        $context = stream_context_create(['ssl' => ['verify_peer' => false, 'verify_peer_name' => false,
            'capture_peer_cert' => true]]);
        $address = str_replace('https', 'tls', $server->ready['extra_tls'][$kind]);
        $stream = stream_socket_client($address, $code, $message, 5.0, STREAM_CLIENT_CONNECT, $context);
        $certificate = openssl_x509_parse(
            stream_context_get_params($stream)['options']['ssl']['peer_certificate'],
        );
        $peer = stream_context_get_params($stream)['options']['ssl']['peer_certificate'];
        $own = openssl_x509_verify($peer, $authority) === 1;
        fclose($stream);
        $facts = [
            'host' => str_contains($certificate['extensions']['subjectAltName'], 'IP Address:127.0.0.1'),
            'dates' => $certificate['validTo_time_t'] > time() && $certificate['validFrom_time_t'] <= time(),
            'authority' => $own,
        ];
        $expected = [
            'host' => $kind !== 'wrong-host',
            'dates' => $kind !== 'expired',
            'authority' => $kind !== 'unknown-ca',
        ];
        Harness::same($expected, $facts, "$kind has this one flaw");
    }
    $named = new Program('server.php', ['--no-http', '--https', '--extra-tls', 'sni', '--ca-dir', $directory]);
    $address = str_replace('https://', 'tls://', $named->ready['extra_tls']['sni']);
    foreach ([true, false] as $sends) {
        $context = stream_context_create(['ssl' => ['cafile' => $named->ready['ca_file'], 'peer_name' => 'localhost',
            'SNI_enabled' => $sends]]);
        $stream = @stream_socket_client($address, $code, $message, 5.0, STREAM_CLIENT_CONNECT, $context);
        Harness::same($sends, $stream !== false, 'sni: ' . ($sends ? 'with' : 'without') . ' a name in the handshake');
    }
    $errors = array_filter(array_column($server->control('GET', 'ledger')['connections'], 'tls_error'));
    Harness::check(count($errors) >= 2, 'failed handshakes are in the ledger', (string) json_encode($errors));

    foreach (['alert', 'close', 'garbage'] as $mode) {
        $server->faults([['fault' => 'tls_alert', 'mode' => $mode]]);
        Harness::same(200, $server->client()->status('INV-TLS')->status, "tls_alert $mode leaves plain HTTP alone");
        Harness::same(false, $server->client('https')->connect(), "tls_alert $mode");
        Harness::same(true, $server->client('https')->connect(), "tls_alert $mode once");
    }
    $server->faults([['fault' => 'stall', 'phase' => 'tls', 'seconds' => 0.2, 'match' => ['listener' => 'https']]]);
    $started = microtime(true);
    Harness::same(true, $server->client('https')->connect(), 'a stalled handshake goes on');
    Harness::check(microtime(true) - $started >= 0.2, 'a stalled handshake');

    // Faults of a request over TLS.
    $cases = [
        ['close_after_request', 'eof', 'none'],
        [['fault' => 'close_after_request', 'close_notify' => false], 'eof', 'none'],
        ['close_after_half_body', 'eof', 'partial'],
        [['fault' => 'huge_body', 'bytes' => 3000000], 'complete', 'full'],
        [['fault' => 'slow_drip', 'interval' => 0.001, 'bytes' => 100], 'complete', 'full'],
    ];
    if (DokuSandbox\Connection::canReset()) {
        // Elsewhere than on Linux the closing message of TLS comes before the reset.
        $cases[] = ['reset', PHP_OS_FAMILY === 'Linux' ? 'reset' : 'eof', 'none'];
    }
    foreach ($cases as $i => [$fault, $end, $answer]) {
        $server->faults([$fault]);
        $reply = $server->client('https')->post('generate', Client::order("T$i"), "T$i");
        $entry = $server->entries("T$i")[0];
        Harness::same(
            [$end, true, $answer],
            [$reply->end, $entry['executed'], $entry['answer']],
            'over TLS: ' . json_encode($fault),
        );
    }

    // A second server takes the same authority.
    $second = new Program('server.php', $arguments);
    Harness::same($authority, file_get_contents($second->ready['ca_file']), 'the authority is kept');
    Harness::same(404, $second->client('https')->status('INV-TLS')->status, 'and used');
    Harness::same(200, $client->status('INV-TLS')->status, 'the first still works');

    // Without --ca-dir the directory is a temporary one and goes away.
    $third = new Program('server.php', ['--https', '--no-http']);
    Harness::same(null, $third->ready['http'], '--no-http');
    $file = $third->ready['ca_file'];
    Harness::check(is_file($file), 'temporary authority');
    Harness::contains(
        '"url":"' . $third->ready['https'] . '/pay/',
        $third->client('https')->post('generate', Client::order('1'))->body,
        'payment page on HTTPS',
    );
    $third->closeStdin();
    Harness::same(0, $third->waitForEnd(), 'ends when its stdin ends');
    Harness::same(false, file_exists(dirname($file)), 'the temporary directory is gone');
};
