<?php

/*
 * The shipped configurations of the loopback gateway against the simulator over TLS.
 *   php tests/gateway/run.php --extension PATH [--only PART] [--calls N]
 * The last part is the property: random faults through the gateway, N of them for each.
 * The last line is "N passed, N failed".
 */

declare(strict_types=1);

use DokuTest\Property\Extension;
use DokuTest\Property\Gateway;
use DokuTest\Property\Judge;
use DokuTest\Property\Orders;
use DokuTest\Property\Report;
use DokuTest\Property\Simulator;

require dirname(__DIR__) . '/property/support/autoload.php';

$options = getopt('', ['extension:', 'only:', 'calls:']);
$module = $options['extension'] ?? getenv('DOKU_MODULE') ?: null;
Extension::ensure($module, $argv);

$report = new Report(isset($options['only']) ? (array) $options['only'] : []);
$simulator = new Simulator(['--https', '--extra-tls', 'wrong-host,expired,unknown-ca,sni']);
$ready = $simulator->ready;

/** One call by a worker that has no connection yet. */
$cold = static function (Gateway $gateway, Closure $call, int $retries = 0) use ($simulator): object {
    DokuAkulaku::closeConnections();
    $client = $simulator->client('http', ['base_url' => $gateway->url, 'retries' => $retries, 'timeout' => 10.0]);
    try {
        return $call($client);
    } catch (DokuAkulaku\Exception $exception) {
        return $exception;
    }
};
$same = static fn (mixed $expected, mixed $seen, string $what): array => $expected === $seen ? []
    : ["$what: expected " . json_encode($expected) . ', seen ' . json_encode($seen)];
$headers = static fn (array $request): array => array_change_key_case(array_column($request['headers'], 1, 0));

foreach (Gateway::KINDS as $kind) {
    $gateway = new Gateway($kind, $ready['https'], $ready['ca_file']);

    $report->run("$kind: an order arrives as it was sent", static function () use (
        $simulator,
        $gateway,
        $cold,
        $same,
        $headers,
        $kind,
    ): array {
        $mark = $simulator->mark();
        $order = Orders::generate("G-$kind");
        $sent = null;
        $response = $cold($gateway, static function (DokuAkulaku $client) use ($order, $kind, &$sent): object {
            $sent = $client->prepareOrder($order, "gateway-$kind");
            return $client->generateOrder($order, "gateway-$kind");
        });
        $seen = $simulator->since($mark)['requests'];
        $request = $seen[0];
        return [
            ...$same(1, count($seen), 'requests'),
            ...$same(['https', true, true], [$request['listener'], $request['signature_ok'], $request['executed']], 'seen'),
            ...$same(hash('sha256', $sent->body), $request['body_sha256'], 'body'),
            ...$same($sent->requestTarget, $request['target'], 'target'),
            ...$same('localhost', $headers($request)['host'], 'Host is the name that is verified'),
            ...$same([true, true], [$response->succeeded, $response->signatureValid], 'answer'),
        ];
    });

    $report->run("$kind: the target stays as it was signed", static function () use ($simulator, $gateway, $cold, $same): array {
        $mark = $simulator->mark();
        // Encoded slashes, dots, doubled slashes, lower-case digits: what a gateway might tidy up.
        $targets = ['/orders/v1/status/a%2Fb%20c%2e%2E%C3%A9', '/orders/v1//status/x', '/orders/v1/status/%41%3f%26%23'];
        foreach ($targets as $target) {
            $cold($gateway, static fn (DokuAkulaku $client): object => $client->request('GET', $target));
        }
        $seen = $simulator->since($mark)['requests'];
        return [
            ...$same($targets, array_column($seen, 'target'), 'targets'),
            ...$same([], array_filter(array_column($seen, 'refusal'), static fn (?string $one): bool
                => $one === 'invalid_signature'), 'signatures'),
        ];
    });

    $report->run("$kind: workers share the connections", static function () use ($simulator, $gateway, $cold, $same): array {
        $cold($gateway, static fn (DokuAkulaku $client): object => $client->checkStatus('INV-NONE'));
        $mark = $simulator->mark();
        for ($i = 0; $i < 5; $i++) {
            $cold($gateway, static fn (DokuAkulaku $client): object => $client->checkStatus('INV-NONE'));
        }
        $ledger = $simulator->since($mark);
        return [
            ...$same(5, count($ledger['requests']), 'requests'),
            ...$same([], $ledger['connections'], 'new connections'),
        ];
    });

    $report->run("$kind: an order of nearly 1 MiB", static function () use ($simulator, $gateway, $cold, $same, $kind): array {
        $mark = $simulator->mark();
        $order = Orders::generate("LARGE-$kind") + ['padding' => str_repeat('p', (1 << 20) - 1024)];
        $response = $cold($gateway, static fn (DokuAkulaku $client): object => $client->generateOrder($order));
        $seen = $simulator->since($mark)['requests'];
        return [
            ...$same('Response', Judge::className($response), 'class'),
            ...$same(true, ($seen[0]['body_bytes'] ?? 0) > (1 << 20) - 1024, 'bytes of the body'),
        ];
    });

    $report->run("$kind: the Date header stays the server's", static function () use ($simulator, $gateway, $same): array {
        $simulator->control('POST', 'clock', ['offset_seconds' => 25200]);
        $head = (string) @file_get_contents("$gateway->url/orders/v1/status/x", false, stream_context_create(
            ['http' => ['ignore_errors' => true]]
        )) . implode("\n", $http_response_header);
        $simulator->control('POST', 'clock', ['offset_seconds' => 0]);
        preg_match('~^Date: (.*)$~mi', $head, $date);
        return $same(true, abs((int) strtotime($date[1] ?? '') - time() - 25200) < 60, 'seven hours ahead');
    });

    foreach (['close_after_request', 'reset', 'close_after_half_headers', 'close_on_next_request'] as $fault) {
        foreach (['generate', 'check'] as $operation) {
            $report->run("$kind: $operation under $fault is not sent again", static function () use (
                $simulator,
                $gateway,
                $cold,
                $same,
                $kind,
                $fault,
                $operation,
            ): array {
                $name = "ONCE-$kind-$fault";
                $check = static fn (DokuAkulaku $client): object => $client->checkStatus("INV-$name");
                $call = $operation === 'check' ? $check : static fn (DokuAkulaku $client): object
                    => $client->generateOrder(Orders::generate($name), "once-$name");
                // On a kept connection: there a proxy would find it safe to try again.
                $cold($gateway, $check);
                $simulator->faults([$fault]);
                if ($fault === 'close_on_next_request') {
                    $cold($gateway, $check);
                }
                $mark = $simulator->mark();
                $outcome = $cold($gateway, $call);
                $seen = $simulator->since($mark)['requests'];
                return [
                    ...$same(1, count($seen), 'requests'),
                    ...$same('IndeterminateException', Judge::className($outcome), 'class'),
                ];
            });
        }
    }

    $report->run("$kind: the extension repeats, and the order is made once", static function () use (
        $simulator,
        $gateway,
        $cold,
        $same,
        $kind,
    ): array {
        $simulator->faults(['close_after_request']);
        $mark = $simulator->mark();
        $response = $cold($gateway, static fn (DokuAkulaku $client): object
            => $client->generateOrder(Orders::generate("TWICE-$kind"), "twice-$kind"), 2);
        $seen = $simulator->since($mark)['requests'];
        return [
            ...$same([true, true], [$response->succeeded ?? null, $response->replayed ?? null], 'the original answer'),
            ...$same([true, false], array_column($seen, 'executed'), 'executed'),
        ];
    });

    foreach (['wrong-host', 'expired', 'unknown-ca'] as $flaw) {
        $report->run("$kind: the certificate is $flaw", static function () use ($simulator, $cold, $same, $ready, $kind, $flaw): array {
            $mark = $simulator->mark();
            $gateway = new Gateway($kind, $ready['extra_tls'][$flaw], $ready['ca_file']);
            $outcome = $cold($gateway, static fn (DokuAkulaku $client): object
                => $client->generateOrder(Orders::generate("$kind-$flaw")));
            return [
                ...$same([], $simulator->since($mark)['requests'], 'nothing was sent'),
                // PHP cannot know that: what the gateway says is an answer of a server.
                ...$same('IndeterminateException', Judge::className($outcome), 'class'),
                ...$same(true, in_array($outcome->getHttpStatus(), [502, 503], true), 'status'),
            ];
        });
    }

    $report->run("$kind: the name goes into the handshake", static function () use ($cold, $same, $ready, $kind): array {
        $gateway = new Gateway($kind, $ready['extra_tls']['sni'], $ready['ca_file']);
        return $same('Response', Judge::className($cold($gateway, static fn (DokuAkulaku $client): object
            => $client->generateOrder(Orders::generate("$kind-sni")))), 'class');
    });

    $report->run("$kind: DOKU cannot be reached, then the gateway", static function () use (
        $simulator,
        $cold,
        $same,
        $ready,
        $kind,
    ): array {
        $gateway = new Gateway($kind, $ready['https'], $ready['ca_file']);
        $call = static fn (DokuAkulaku $client): object => $client->generateOrder(Orders::generate("$kind-away"));
        $simulator->control('POST', 'listeners', ['https' => 'closed']);
        $behind = $cold($gateway, $call);
        $simulator->control('POST', 'listeners', ['https' => 'open']);
        $gateway->stop();
        return [
            ...$same('IndeterminateException', Judge::className($behind), 'behind the gateway'),
            ...$same('ConnectionException', Judge::className($cold($gateway, $call)), 'the gateway itself'),
        ];
    });

    $report->run("$kind: it listens on this machine only", static fn (): array => $same(
        1,
        preg_match_all('~^\s*(listen|bind) ~m', $gateway->configuration)
            + (int) !preg_match('~^\s*(listen|bind) 127\.0\.0\.1:\d+;?$~m', $gateway->configuration),
        'addresses'
    ));

    $report->run("$kind: random faults", static function () use ($kind, $module, $options): array {
        $command = [PHP_BINARY, dirname(__DIR__) . '/property/run.php', '--extension', (string) ($module ?? Extension::path()),
            '--gateway', $kind, '--calls', $options['calls'] ?? '1000', '--jobs', '8'];
        exec(implode(' ', array_map(escapeshellarg(...), $command)) . ' 2>&1', $lines, $status);
        echo implode("\n", array_slice($lines, -30)), "\n";
        return $status === 0 ? [] : ['the property does not hold through the gateway'];
    });
}
exit($report->end());
