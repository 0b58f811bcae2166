<?php

declare(strict_types=1);

use DokuSandbox\Tests\Client;
use DokuSandbox\Tests\Harness;
use DokuSandbox\Tests\Program;
use DokuSandbox\Tests\Reply;

return static function (): void {
    $server = new Program('server.php', ['--https']);
    $target = substr($server->ready['https'], 8);
    $plain = substr($server->ready['http'], 7);
    $ask = static function (Program $proxy, string $target, string $more = '', float $timeout = 3.0): array {
        $client = new Client($proxy->ready['proxy']);
        $client->connect();
        $client->writeBytes("CONNECT $target HTTP/1.1\r\nHost: $target\r\n$more\r\n");
        stream_set_timeout($client->stream, (int) $timeout, (int) (fmod($timeout, 1.0) * 1e6));
        $head = '';
        while (!str_contains($head, "\r\n\r\n") && ($bytes = fread($client->stream, 1)) !== '' && $bytes !== false) {
            $head .= $bytes;
        }
        return [$head, $client];
    };
    $tunnel = static function (Client $client) use ($server): Reply {
        stream_context_set_option($client->stream, 'ssl', 'cafile', $server->ready['ca_file']);
        stream_context_set_option($client->stream, 'ssl', 'peer_name', '127.0.0.1');
        $done = @stream_socket_enable_crypto($client->stream, true, STREAM_CRYPTO_METHOD_TLS_CLIENT);
        Harness::same(true, $done, 'TLS through the tunnel');
        return $client->status('INV-NONE');
    };

    $proxy = new Program('proxy.php', []);
    Harness::same(['proxy', 'mode', 'pid'], array_keys($proxy->ready), 'readiness line');
    [$head, $client] = $ask($proxy, $target);
    Harness::same("HTTP/1.1 200 Connection established\r\n\r\n", $head, 'ok');
    Harness::same(404, $tunnel($client)->status, 'ok: answer');
    $client->close();
    [$head] = $ask($proxy, '192.0.2.1:443');
    Harness::contains(' 403 ', $head, 'other machines are refused');
    [$head] = $ask($proxy, '127.0.0.1:1');
    Harness::contains(' 502 ', $head, 'nobody listens');
    $client = new Client($proxy->ready['proxy']);
    $reply = $client->send('GET', 'http://' . $plain . '/absolute');
    Harness::same('No static resource absolute.', $reply->json()['message'] ?? null, 'plain HTTP in absolute form');

    // Much data, both ways and slowly read.
    $server->faults([['fault' => 'huge_body', 'bytes' => 5000000]]);
    [, $client] = $ask($proxy, $plain);
    usleep(100000);
    Harness::same(5000000, strlen($client->post('generate', Client::order('1'))->body), 'a large answer');

    $locked = new Program('proxy.php', ['--user', 'someone', '--password', 'fake-password']);
    [$head] = $ask($locked, $target);
    Harness::contains('Proxy-Authenticate: Basic', $head, 'credentials are asked for');
    [$head] = $ask($locked, $target, 'Proxy-Authorization: Basic ' . base64_encode('someone:wrong') . "\r\n");
    Harness::contains(' 407 ', $head, 'wrong credentials');
    [$head] = $ask($locked, $target, 'Proxy-Authorization: Basic ' . base64_encode('someone:fake-password') . "\r\n");
    Harness::contains(' 200 ', $head, 'right credentials');

    foreach (['407' => ' 407 ', 'refuse' => ' 403 ', 'bad_gateway' => ' 502 '] as $mode => $part) {
        [$head] = $ask(new Program('proxy.php', ['--mode', (string) $mode]), $target);
        Harness::contains($part, $head, "mode $mode");
    }
    $proxy = new Program('proxy.php', ['--mode=fake_headers']);
    [$head, $client] = $ask($proxy, $target);
    Harness::contains("\r\nSignature: HMACSHA256=signatureOfTheProxy\r\n", $head, 'fake_headers');
    Harness::same(404, $tunnel($client)->status, 'fake_headers: answer');
    [$head] = $ask(new Program('proxy.php', ['--mode', 'close']), $target);
    Harness::same('', $head, 'mode close');
    $stall = new Program('proxy.php', ['--mode', 'stall', '--seconds', '0.3']);
    $started = microtime(true);
    [$head] = $ask($stall, $target);
    Harness::check($head === '' && microtime(true) - $started >= 0.3, 'mode stall');
    $stall->terminate();
    Harness::same(0, $stall->waitForEnd(), 'SIGTERM');
    $proxy->closeStdin();
    Harness::same(0, $proxy->waitForEnd(), 'end of stdin');
};
