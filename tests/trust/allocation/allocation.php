<?php

declare(strict_types=1);

/*
 * Memory that runs out below the glue: the n-th allocation of the extension, of json-c, OpenSSL and libcurl fails, for
 * every n that a piece of work has. Each work then ends as it would, or with the one outcome of memory that ran out: a
 * ConnectionException when nothing was sent, "unknown" when something was. Nothing is lost, nothing is believed, and the
 * client works afterwards. ./run starts this.
 *
 *   allocation.php [--only=TEXT]     works whose name holds TEXT
 */

require dirname(__DIR__) . '/support/trust.inc';
require dirname(__DIR__, 2) . '/support/notification.inc';

const NOTHING_SENT = [DokuAkulaku\ConnectionException::class];
const UNKNOWN = [DokuAkulaku\IndeterminateException::class, DokuAkulaku\ResponseException::class];

/** Counts of the preloaded library; it is not there when the path is an ordinary one. */
function steer(string $command): int
{
    return (int) readlink("/doku-allocation/$command");
}

/** What has to be true of any exception. */
function judge_thrown(string $label, Throwable $thrown, array $allowed): void
{
    ok("$label: " . $thrown::class . ': ' . $thrown->getMessage(), in_array($thrown::class, $allowed, true));
    ok("$label: a message", $thrown->getMessage() !== '');
}

$sandbox = new Sandbox();
$network = client(['base_url' => $sandbox->http, 'retries' => 0, 'timeout' => 20]);
$network->generateOrder(order(), 'allocation-test');

$scripted = static function (mixed $answer, array $options = []): array {
    $script = new Script($answer);
    return [$script, client($options + ['transport' => $script, 'retries' => 0])];
};
$body = json(notification_body());
$headers = notification_headers($body, [], NOTIFY_TARGET);
$forged = ['Signature' => 'HMACSHA256=' . str_repeat('A', 43) . '='] + $headers;
$shared = client();
$certificate = AUTHORITY;

/** One call by a scripted transport: what it may end as depends on whether the transport was called. */
$call = static function (string $label, Closure $work, mixed $answer, array $options = []) use ($scripted): Closure {
    [$script, $client] = $scripted($answer, $options);
    return static function (string $label, Closure $armed) use ($script, $client, $work): void {
        $script->requests = [];
        try {
            $result = $armed(static fn () => $work($client));
            ok("$label: a result", $result instanceof DokuAkulaku\Response || $result === true);
        } catch (DokuAkulaku\Exception $thrown) {
            judge_thrown($label, $thrown, $script->calls() === 0 ? NOTHING_SENT : UNKNOWN);
        }
    };
};

$records = [];
$logger = static function (string $level, string $message, array $context) use (&$records): void {
    $records[] = [$level, $message, $context];
};

$works = [
    'generateOrder' => $call('', fn ($client) => $client->generateOrder(order()), answer(200, generated())),
    'generateOrder with a logger' => $call('', fn ($client) => $client->generateOrder(order()), answer(200, generated()), ['logger' => $logger]),
    'refundOrder' => $call('', fn ($client) => $client->refundOrder(refund()), answer(200, refunded())),
    'checkStatus' => $call('', fn ($client) => $client->checkStatus(INVOICE, INVOICE), answer(200, status_body())),
    'request' => $call('', fn ($client) => $client->request('POST', '/x', ['a' => [1, 2.5, 'x']]), answer(200, '{"a":[1,2]}')),
    'a call by network' => static function (string $label, Closure $armed) use ($network): void {
        try {
            $response = $armed(fn () => $network->generateOrder(order(), 'allocation-test'));
            ok("$label: a page", str_starts_with((string) $response->paymentUrl, 'http'));
        } catch (DokuAkulaku\Exception $thrown) {
            judge_thrown($label, $thrown, [...NOTHING_SENT, ...UNKNOWN]);
        }
    },
    'look-ups by network' => static function (string $label, Closure $armed) use ($network): void {
        $ids = [INVOICE, 'NO-SUCH-1', '.', 'NO-SUCH-2'];
        $seen = [];
        $armed(static function () use ($network, $ids, &$seen): void {
            foreach ($network->checkStatuses($ids, 2) as $id => $result) {
                $seen[] = [$id, $result];
            }
        });
        $names = array_column($seen, 0);
        sort($names);
        sort($ids);
        same("$label: every id, once", $ids, $names);
        foreach ($seen as [$id, $result]) {
            ok("$label, $id", $result instanceof DokuAkulaku\Response || ($result instanceof DokuAkulaku\Exception && $result->getMessage() !== ''));
        }
    },
    'look-ups' => static function (string $label, Closure $armed) use ($scripted): void {
        [, $client] = $scripted(static fn ($request) => answer(200, status_body(['order.invoice_number' => basename($request->requestTarget)])));
        $ids = ['a', '.', 'b', 'c', 'd'];
        $seen = [];
        $armed(static function () use ($client, $ids, &$seen): void {
            foreach ($client->checkStatuses($ids, 3) as $id => $result) {
                $seen[] = [$id, $result];
            }
        });
        $names = array_column($seen, 0);
        sort($names);
        sort($ids);
        same("$label: every id, once", $ids, $names);
        foreach ($seen as [$id, $result]) {
            ok("$label, $id", $result instanceof DokuAkulaku\Response || ($result instanceof DokuAkulaku\Exception && $result->getMessage() !== ''));
        }
    },
    'a payload with violations' => static function (string $label, Closure $armed) use ($shared): void {
        try {
            $armed(fn () => $shared->generateOrder(['order' => ['line_items' => [[], []]]]));
            ok("$label: it was sent", false);
        } catch (DokuAkulaku\Exception $thrown) {
            judge_thrown($label, $thrown, [DokuAkulaku\ValidationException::class, ...NOTHING_SENT]);
        }
    },
    'validateOrder' => static function (string $label, Closure $armed) use ($shared): void {
        try {
            same("$label: violations", ['order.amount'], array_keys($armed(fn () => $shared->validateOrder(order(['order.amount' => Remove::It])))));
        } catch (DokuAkulaku\Exception $thrown) {
            judge_thrown($label, $thrown, NOTHING_SENT);
        }
    },
    'prepareOrder' => static function (string $label, Closure $armed) use ($shared): void {
        try {
            $request = $armed(fn () => $shared->prepareOrder(order()));
            same("$label: signed", signature(GENERATE, $request->body, $request->requestId, $request->headers['Request-Timestamp']), $request->headers['Signature']);
        } catch (DokuAkulaku\Exception $thrown) {
            judge_thrown($label, $thrown, NOTHING_SENT);
        }
    },
    'a genuine notification' => static function (string $label, Closure $armed) use ($shared, $body, $headers): void {
        try {
            same("$label: invoice", INVOICE, $armed(fn () => $shared->parseNotification($body, $headers, NOTIFY_TARGET))->invoiceNumber);
        } catch (DokuAkulaku\Exception $thrown) {
            judge_thrown($label, $thrown, NOTHING_SENT);
        }
    },
    'a forged notification' => static function (string $label, Closure $armed) use ($shared, $body, $forged): void {
        try {
            $armed(fn () => $shared->parseNotification($body, $forged, NOTIFY_TARGET));
            ok("$label: it was believed", false);
        } catch (DokuAkulaku\Exception $thrown) {
            judge_thrown($label, $thrown, [DokuAkulaku\SignatureException::class, ...NOTHING_SENT]);
        }
    },
    'sign and verify' => static function (string $label, Closure $armed) use ($shared): void {
        $signature = signature('/a', 'b', 'r', 't');
        try {
            same("$label: sign", $signature, $armed(fn () => $shared->sign('/a', 'b', 'r', 't')));
            same("$label: verify", true, $armed(fn () => $shared->verify($signature, '/a', 'b', 'r', 't')));
            same("$label: verify", false, $armed(fn () => $shared->verify($signature, '/a', 'x', 'r', 't')));
        } catch (DokuAkulaku\Exception $thrown) {
            judge_thrown($label, $thrown, NOTHING_SENT);
        }
    },
    'a client' => static function (string $label, Closure $armed) use ($certificate): void {
        // a certificate file is read by OpenSSL: what it cannot allocate is told as a file that cannot be used
        $options = ['proxy' => 'http://user:pass@127.0.0.1:1', 'ca_file' => $certificate, 'app_info' => ['name' => 'x', 'version' => '1']];
        try {
            $client = $armed(fn () => client($options + ['base_url' => 'https://example.com'], [SECRET, 'other-secret']));
            same("$label: it signs", signature('/a', 'b', 'r', 't'), $client->sign('/a', 'b', 'r', 't'));
        } catch (DokuAkulaku\Exception $thrown) {
            judge_thrown($label, $thrown, NOTHING_SENT);
        } catch (ValueError $thrown) {
            ok("$label: " . $thrown->getMessage(), str_contains($thrown->getMessage(), 'ca_file'));
        }
    },
];

$only = argument('only', '');
foreach ($works as $name => $work) {
    if ($only !== '' && !str_contains($name, $only)) {
        continue;
    }
    $work("$name, before", static fn (Closure $part) => $part());
    foreach (['once', 'from'] as $mode) {
        $number = 0;
        do {
            $number++;
            $most = 0;
            $armed = static function (Closure $part) use ($mode, $number, &$most): mixed {
                steer("$mode/$number");
                try {
                    return $part();
                } finally {
                    $most = max($most, steer('stop'));
                }
            };
            $work("$name, $mode $number", $armed);
        } while ($most >= $number && $number < 20000);
        ok("$name, $mode: something failed", $number > 1);
        $work("$name, after $mode", static fn (Closure $part) => $part());
        echo "$name: $mode, ", $number - 1, " allocations\n";
    }
}
end_with_counts();
