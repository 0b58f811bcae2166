--TEST--
Faults of the simulator over HTTP: the exception class, the attempts, and what the ledger says was done
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';
require __DIR__ . '/../support/process.inc';

use DokuAkulaku\ApiException;
use DokuAkulaku\ConnectionException;
use DokuAkulaku\IndeterminateException;
use DokuAkulaku\Response;
use DokuAkulaku\ResponseException;

$sandbox = new Sandbox();
$client = client(['base_url' => $sandbox->http, 'retries' => 0, 'timeout' => 20]);
$number = 0;
$fresh = function () use (&$number): array {
    $number++;
    return order(['order.invoice_number' => "INV-$number", 'payment.merchant_unique_reference' => "MUR-$number"]);
};
$rows = [ // fault, class, reason, was it executed
    ['none', Response::class, '', true],
    ['close_before_read', null, '', false],
    ['close_after_request', IndeterminateException::class, '', true],
    [['fault' => 'close_after_request', 'execute' => false], IndeterminateException::class, '', false],
    ['close_after_half_headers', IndeterminateException::class, '', true],
    ['close_after_half_body', IndeterminateException::class, '', true],
    [['fault' => 'status', 'status' => 500], IndeterminateException::class, '', false],
    [['fault' => 'status', 'status' => 503, 'execute' => true], IndeterminateException::class, '', true],
    [['fault' => 'status', 'status' => 400, 'code' => 'invalid_signature'], ApiException::class, '', false],
    [['fault' => 'status', 'status' => 403, 'envelope' => 'html'], ResponseException::class, null, false],
    [['fault' => 'status', 'status' => 429], ApiException::class, '', false],
    [['fault' => 'status', 'status' => 103, 'execute' => true], Response::class, '', true],
    ['redirect', IndeterminateException::class, '', false],
    [['fault' => 'conflict', 'variant' => 'original'], Response::class, '', true],
    [['fault' => 'conflict', 'variant' => 'empty'], IndeterminateException::class, '', true],
    [['fault' => 'conflict', 'variant' => 'idempotent'], IndeterminateException::class, '', true],
    ['order_failed', Response::class, '', true],
    ['other_order', ResponseException::class, 'mismatch', true],
    ['other_amount', ResponseException::class, 'mismatch', true],
    ['truncated_json', ResponseException::class, 'not_json', true],
    ['not_json', ResponseException::class, 'not_json', true],
    ['wrong_shape', ResponseException::class, 'wrong_shape', true],
    ['duplicate_keys', ResponseException::class, 'not_json', true],
    ['deep_json', ResponseException::class, 'not_json', true],
    ['nul_key', ResponseException::class, 'not_json', true],
    ['trailing_data', ResponseException::class, 'not_json', true],
    ['invalid_utf8', ResponseException::class, 'not_json', true],
    [['fault' => 'huge_body', 'bytes' => 8388608], ResponseException::class, 'too_large', true],
    [['fault' => 'huge_body', 'bytes' => 8388608, 'framing' => 'chunked'], ResponseException::class, 'too_large', true],
    [['fault' => 'wrong_content_length', 'by' => 10], IndeterminateException::class, '', true],
    ['chunked_garbage', IndeterminateException::class, '', true],
    ['many_headers', ResponseException::class, 'too_large', true],
    ['big_headers', ResponseException::class, 'too_large', true],
    ['bad_status_line', null, null, true],
    ['trailers', Response::class, '', true],
    ['lower_case_headers', Response::class, '', true],
];
foreach ($rows as [$fault, $class, $reason, $executed]) {
    DokuAkulaku::closeConnections();
    $sandbox->faults($fault);
    $label = is_string($fault) ? $fault : json_encode($fault);
    $payload = $fresh();
    $result = null;
    try {
        $result = $client->generateOrder($payload, "request-$number");
    } catch (DokuAkulaku\Exception $result) {
    }
    $seen = $sandbox->get("/_sandbox/ledger?invoice=INV-$number");
    same("$label: executed at the server", $executed, in_array(true, array_column($seen['requests'] ?? [], 'executed'), true));
    if ($class !== null) {
        same("$label: class", $class, $result::class);
    }
    // never "not sent" or "refused" when the server did it
    if ($executed) {
        ok("$label: " . $result::class, $result instanceof Response || $result instanceof IndeterminateException);
    } else {
        ok("$label: not done, " . $result::class, !$result instanceof Response);
    }
    if ($result instanceof ResponseException && $reason !== null) {
        same("$label: reason", $reason, $result->getReason());
    }
    ok("$label: at most one request", count($seen['requests'] ?? []) <= 1);
}

// verify_response=require over the wire
$strict = client(['base_url' => $sandbox->http, 'retries' => 0, 'timeout' => 20, 'verify_response' => 'require']);
foreach (['missing_signature', 'bad_signature', ['fault' => 'bad_signature', 'kind' => 'request_layout'], ['fault' => 'bad_signature', 'kind' => 'empty']] as $fault) {
    $sandbox->faults($fault);
    $label = is_string($fault) ? $fault : $fault['kind'];
    $thrown = throws("$label required", ResponseException::class, fn () => $strict->generateOrder($fresh()));
    same("$label reason", 'signature', $thrown?->getReason());
    $sandbox->faults($fault);
    same("$label reported", $label === 'missing_signature' || $label === 'empty' ? null : false, $client->generateOrder($fresh())->signatureValid);
}

// nobody listens
$sandbox->post('/_sandbox/listeners', ['http' => 'closed']);
DokuAkulaku::closeConnections();
$requests = $sandbox->get('/_sandbox/totals')['requests'];
$thrown = throws('refused', ConnectionException::class, fn () => client(['base_url' => $sandbox->http, 'retries' => 0, 'timeout' => 20])->generateOrder($fresh()));
same('nothing arrived', $requests, $sandbox->get('/_sandbox/totals')['requests']);
finish();
?>
--EXPECT--
done
