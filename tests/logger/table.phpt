--TEST--
The table of log records: every row's level, message and context keys, and what the values say
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

// the rows of docs/logging.md; keys in their order
$common = ['operation', 'method', 'request_id', 'attempt'];
$rows = [
    'DOKU request' => ['debug', [...$common, 'body']],
    'DOKU response' => ['debug', [...$common, 'body']],
    'DOKU answered' => ['info', [...$common, 'http_status', 'seconds']],
    'DOKU call will be tried again' => ['warning', [...$common, 'http_status', 'seconds', 'error', 'retry_after']],
    'DOKU call failed' => ['error', [...$common, 'http_status', 'seconds', 'error']],
    'DOKU call ended' => [
        'info',
        ['operation', 'request_id', 'invoice_number', 'outcome', 'http_status', 'attempts', 'replayed', 'seconds', 'timing'],
    ],
];

/** Runs one call; its records. */
function records(Closure $call, mixed ...$answers): array
{
    $records = [];
    $client = client([
        'transport' => new Script(...$answers),
        'logger' => function (string $level, string $message, array $context) use (&$records): void {
            $records[] = [$level, $message, $context];
        },
    ]);
    try {
        $call($client);
    } catch (DokuAkulaku\Exception) {
    }
    return $records;
}

$generate = fn (DokuAkulaku $client) => $client->generateOrder(order(), 'the-request-id');
$check = fn (DokuAkulaku $client) => $client->checkStatus(INVOICE);
$uuid = 'baec7d95-f30a-4b78-b711-6ebe0ccdf50b';
$cut = new DokuAkulaku\IndeterminateException('cut off');
$down = new DokuAkulaku\ConnectionException('refused');

// call, answers, messages, and of the last record: operation, invoice, outcome, HTTP status, attempts, replayed
$cases = [
    'succeeded' => [$generate, [answer(200, generated())], 'QAPE', ['generate-order', INVOICE, 'succeeded', 200, 1, false]],
    'FAILED' => [
        $generate, [answer(200, generated(['payment.status' => 'FAILED']))], 'QAPE', ['generate-order', INVOICE, 'not_succeeded', 200, 1, false],
    ],
    'replayed' => [$generate, [answer(409, generated())], 'QAPE', ['generate-order', INVOICE, 'succeeded', 409, 1, true]],
    'after a retry' => [$generate, [answer(503), answer(200, generated())], 'QRQAPE', ['generate-order', INVOICE, 'succeeded', 200, 2, false]],
    'refused' => [$generate, [refusal(400, 'invalid_request')], 'QFPE', ['generate-order', INVOICE, 'ApiException', 400, 1, false]],
    'unknown' => [$generate, [answer(500)], 'QRQRQFE', ['generate-order', INVOICE, 'IndeterminateException', 500, 3, false]],
    'cut off' => [$generate, [$cut], 'QRQRQFE', ['generate-order', INVOICE, 'IndeterminateException', 0, 3, false]],
    'cut off, then refused' => [
        $generate, [$cut, refusal(400, 'invalid_request')], 'QRQFPE', ['generate-order', INVOICE, 'IndeterminateException', 400, 2, false],
    ],
    'not sent' => [$generate, [$down], 'QRQRQFE', ['generate-order', INVOICE, 'ConnectionException', 0, 3, false]],
    'unusable' => [$generate, [answer(200, generated(['order.amount' => 1]))], 'QFPE', ['generate-order', INVOICE, 'ResponseException', 200, 1, false]],
    'cancelled' => [
        fn ($client) => $client->cancelOrder(cancellation()), [answer(200, cancelled())], 'QAPE', ['cancel', INVOICE, 'succeeded', 200, 1, false],
    ],
    'refunded' => [fn ($client) => $client->refundOrder(refund()), [answer(200, refunded())], 'QAPE', ['refund', INVOICE, 'succeeded', 200, 1, false]],
    'looked up' => [$check, [answer(200, status_body())], 'QAPE', ['check-status', INVOICE, 'succeeded', 200, 1, false]],
    'looked up by Request-Id' => [
        fn ($client) => $client->checkStatus($uuid), [answer(200, status_body())], 'QAPE', ['check-status', INVOICE, 'succeeded', 200, 1, false],
    ],
    'not found' => [$check, [refusal(404, 'data_not_found')], 'QFPE', ['check-status', INVOICE, 'ApiException', 404, 1, false]],
    'a Request-Id not found' => [
        fn ($client) => $client->checkStatus($uuid), [refusal(404, 'data_not_found')], 'QFPE', ['check-status', null, 'ApiException', 404, 1, false],
    ],
    'request()' => [fn ($client) => $client->request('GET', '/x'), [answer(200, '[]')], 'QAPE', ['request', null, 'succeeded', 200, 1, false]],
    'in a batch' => [
        fn ($client) => iterator_to_array($client->checkStatuses([INVOICE])), [answer(200, status_body())], 'QAPE',
        ['check-status', INVOICE, 'succeeded', 200, 1, false],
    ],
];
$letters = [
    'Q' => 'DOKU request', 'A' => 'DOKU answered', 'P' => 'DOKU response', 'R' => 'DOKU call will be tried again', 'F' => 'DOKU call failed',
    'E' => 'DOKU call ended',
];
foreach ($cases as $label => [$call, $answers, $messages, $end]) {
    $records = records($call, ...$answers);
    same("$label: records in order", array_map(fn ($letter) => $letters[$letter], str_split($messages)), array_column($records, 1));
    $attempt = 0;
    foreach ($records as [$level, $message, $context]) {
        [$wantedLevel, $keys] = $rows[$message];
        same("$label, $message: level", $wantedLevel, $level);
        $given = array_keys($context);
        // an attempt without a body has none to tell
        same("$label, $message: keys", $given === array_diff($keys, ['body']) ? $given : $keys, $given);
        $attempt += $message === 'DOKU request' ? 1 : 0;
        if (isset($context['attempt'])) {
            same("$label, $message: attempt", $attempt, $context['attempt']);
            same("$label, $message: method", in_array($end[0], ['check-status', 'request'], true) ? 'GET' : 'POST', $context['method']);
        }
        same("$label, $message: operation", $end[0], $context['operation']);
        if ($end[0] === 'generate-order') {
            same("$label, $message: Request-Id", 'the-request-id', $context['request_id']);
        }
    }
    [, , $last] = end($records);
    same("$label: end", $end, [
        $last['operation'], $last['invoice_number'], $last['outcome'], $last['http_status'], $last['attempts'], $last['replayed'],
    ]);
    ok("$label: seconds", is_float($last['seconds']) && $last['seconds'] >= 0);
    same("$label: timing", ['dns', 'connect', 'tls', 'first_byte', 'total', 'reused'], array_keys($last['timing']));
}

// values of the rows of an attempt
$records = records($generate, answer(503), answer(200, generated()));
same('status of the first answer', 503, $records[1][2]['http_status']);
same('without waiting', 0.0, $records[1][2]['retry_after']);
holds_text('its error', '503', $records[1][2]['error']);
same('what was sent', '"invoice_number":"' . INVOICE . '"', substr($records[0][2]['body'], 10, 36));
same('what came', ['PENDING', '***'], (function (array $body) {
    return [$body['payment']['status'], $body['payment']['url']];
})(json_decode($records[4][2]['body'], true)));

// a payload that is never sent is no call
same('a violation', [], records(fn ($client) => $client->generateOrder([])));
same('a bad id of a batch', [], records(fn ($client) => iterator_to_array($client->checkStatuses(['.']))));
finish();
?>
--EXPECT--
done
