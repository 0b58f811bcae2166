<?php

declare(strict_types=1);

require dirname(__DIR__) . '/support.php';
require BLOCK;

$sandbox = new Sandbox();
$doku = client($sandbox, ['retries' => 0]);
$db = new Database();
$db->make('calls');
$row = static fn (string $id): array
    => $db->query("SELECT * FROM akulaku_calls WHERE order_id = '$id'")->fetch(PDO::FETCH_ASSOC);
$made = static fn (): int => count($sandbox->get('/_sandbox/orders')['orders']);

// DOKU has the order, the answer is lost: the next call gets the same order.
$sandbox->faults('close_after_request');
expect('not known', payOrder($db, $doku, '1', payload('INV-1')) === null);
expect('DOKU has it', $made() === 1);
expect('it stays open', $row('1')['outcome'] === 'open', $row('1'));
$url = payOrder($db, $doku, '1', payload('INV-another'));
expect('the payment page', is_string($url) && str_contains($url, '/pay/'), $url);
expect('it was the same order', $made() === 1);
expect('done', $row('1')['outcome'] === 'done', $row('1'));
$requests = $sandbox->get('/_sandbox/totals')['requests'];
expect('the page is stored', payOrder($db, $doku, '1', payload('INV-1')) === $url);
expect('nothing more was sent', $sandbox->get('/_sandbox/totals')['requests'] === $requests);

// Perhaps, then a refusal: the refusal says nothing about the first send.
$refusal = ['fault' => 'status', 'status' => 400, 'code' => 'invalid_signature'];
$sandbox->faults('close_after_request', $refusal);
expect('not known', payOrder($db, $doku, '2', payload('INV-2')) === null);
try {
    payOrder($db, $doku, '2', payload('INV-2'));
    expect('a refusal', false);
} catch (DokuAkulaku\ApiException) {
    expect('it stays open', $row('2')['outcome'] === 'open', $row('2'));
}
expect('the payment page', payOrder($db, $doku, '2', payload('INV-2')) !== null);
expect('two orders', $made() === 2);

// Two refusals at the same time: each settles its own send, and the last one settles the order.
$nested = new DokuAkulaku('MCH-0001', 'fake-secret', ['retries' => 0, 'transport' => static function () use ($db): array {
    static $depth = 0;
    if ($depth++ === 0) {
        $other = new DokuAkulaku('MCH-0001', 'fake-secret', ['retries' => 0, 'transport' => static fn (): array
            => ['status' => 400, 'headers' => [], 'body' => '{"message":["no"]}']]);
        try {
            payOrder($db, $other, '4', payload('INV-4'));
        } catch (DokuAkulaku\ApiException) {
        }
    }
    return ['status' => 400, 'headers' => [], 'body' => '{"message":["no"]}'];
}]);
try {
    payOrder($db, $nested, '4', payload('INV-4'));
    expect('a refusal', false);
} catch (DokuAkulaku\ApiException) {
    expect('two refusals at once settle it', [$row('4')['outcome'], (int) $row('4')['sends']] === ['refused', 0], $row('4'));
}

// What sending again cannot help ends open as well.
foreach (['no_page' => '"order":{"invoice_number":"INV-5"}', 'mismatch' => '"order":{"invoice_number":"INV-X"}',
    'amount' => '"order":{"invoice_number":"INV-5","amount":"Rp 90.000"}'] as $reason => $order) {
    $odd = new DokuAkulaku('MCH-0001', 'fake-secret', ['retries' => 0, 'transport' => static fn (): array
        => ['status' => 200, 'headers' => [], 'body' => "{{$order},\"payment\":{\"status\":\"PENDING\"}}"]]);
    expect("$reason: no page", payOrder($db, $odd, $reason, payload('INV-5')) === null);
    expect("$reason: told", $row($reason)['outcome'] === $reason, $row($reason));
    expect("$reason: not sent again", payOrder($db, $doku, $reason, payload('INV-5')) === null);
}

// A refusal alone is definite, and a connection that was never made leaves no trace.
$sandbox->post('/_sandbox/listeners', ['http' => 'closed']);
expect('not sent', payOrder($db, $doku, '3', payload('INV-3')) === null);
expect('no send counts', (int) $row('3')['sends'] === 0, $row('3'));
$sandbox->post('/_sandbox/listeners', ['http' => 'open']);
$sandbox->faults($refusal);
try {
    payOrder($db, $doku, '3', payload('INV-3'));
    expect('a refusal', false);
} catch (DokuAkulaku\ApiException) {
    expect('refused', $row('3')['outcome'] === 'refused', $row('3'));
}
expect('no third order', $made() === 2);
