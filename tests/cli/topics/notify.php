<?php

declare(strict_types=1);

use DokuSandbox\Tests\Merchant;
use DokuTest\Cli\Cli;
use DokuTest\Property\Report;
use DokuTest\Property\Simulator;

/** notify, to a shop's address that this test answers. */
return static function (Report $report, Cli $cli, Simulator $simulator): void {
    $merchant = new Merchant();
    /** @return array{array, array} what the shop got, what the command said */
    $post = static function (array $more, string $answer) use ($cli, $merchant): array {
        $arguments = ['notify', $merchant->url('/pay/notify?shop=1'), '--invoice', 'INV-1', '--amount', '90000', ...$more];
        $process = $cli->start([...$arguments, ...$cli->settings([])], $pipes);
        $got = (array) $merchant->take($answer);
        return [$got, $cli->finish($process, $pipes)];
    };
    $fits = static function (array $got, string $target = '/pay/notify'): bool {
        $headers = $got['headers'];
        $text = 'Client-Id:' . $headers['client-id'] . "\nRequest-Id:" . $headers['request-id'] . "\nRequest-Timestamp:"
            . $headers['request-timestamp'] . "\nRequest-Target:$target\nDigest:" . base64_encode(hash('sha256', $got['body'], true));
        return $headers['signature'] === 'HMACSHA256=' . base64_encode(hash_hmac('sha256', $text, Cli::SECRET, true));
    };
    $ok = "HTTP/1.1 204 No Content\r\n\r\n";

    $report->run('notify', static function () use ($post, $fits, $ok): array {
        [$got, $seen] = $post(['--reference', 'MUR-1', '--original-request-id', 'order-1'], $ok);
        $body = json_decode($got['body'], true);
        return [
            ...same([0, ''], [$seen['status'], $seen['error']], 'status, errors'),
            ...same(true, $fits($got), 'the signature is over the path'),
            ...same('/pay/notify?shop=1', $got['target'], 'target'),
            ...same(['INV-1', 90000, 'SUCCESS', 'order-1', 'MUR-1', 'PEER_TO_PEER_AKULAKU'], [
                $body['order']['invoice_number'], $body['order']['amount'], $body['transaction']['status'],
                $body['transaction']['original_request_id'], $body['payment']['merchant_unique_reference'],
                $body['channel']['id']], 'body'),
            ...same(1, preg_match('~^PEER_TO_PEER_AKULAKU[0-9]{55}$~D', $got['headers']['request-id']), 'Request-Id'),
            ...contains('delivered', $seen['out']),
        ];
    });
    $report->run('notify: another state, target, id and time', static function () use ($post, $fits, $ok): array {
        [$got] = $post(['--status', 'failed', '--target', '/public/path', '--request-id', 'again-1', '--timestamp',
            '2020-01-01T00:00:00Z'], $ok);
        return [
            ...same('FAILED', json_decode($got['body'], true)['transaction']['status'], 'status'),
            ...same(true, $fits($got, '/public/path'), 'signature'),
            ...same(['again-1', '2020-01-01T00:00:00Z'], [$got['headers']['request-id'],
                $got['headers']['request-timestamp']], 'id and time'),
        ];
    });
    $report->run('notify: --forge, and a shop that refuses', static function () use ($post, $fits): array {
        [$got, $seen] = $post(['--forge'], "HTTP/1.1 401 Unauthorized\r\nContent-Length: 7\r\n\r\n\e[31mno\r\n");
        return [
            ...same(false, $fits($got), 'signature'),
            ...same(1, $seen['status'], 'status'),
            ...contains('HTTP 401', $seen['out']),
            ...same(false, str_contains($seen['out'], "\e"), 'a shop does not steer the terminal'),
        ];
    });
    $report->run('notify: nobody answers', static function () use ($cli): array {
        $server = stream_socket_server('tcp://127.0.0.1:0');
        $address = (string) stream_socket_get_name($server, false);
        fclose($server);
        $seen = $cli->run(['notify', "http://$address/n", '--invoice', 'INV-1', '--amount', '1']);
        return [...same(1, $seen['status'], 'status'), ...contains('none: ', $seen['out'])];
    });
    foreach (['http://8.8.8.8/n', 'https://[2001:4860:4860::8888]/n', 'http://203.0.113.77.example/n'] as $url) {
        $report->run("notify: not to $url", static function () use ($cli, $url): array {
            $seen = $cli->run(['notify', $url, '--invoice', 'INV-1', '--amount', '1']);
            return same([2, ''], [$seen['status'], $seen['out']], 'status');
        });
    }
};
