--TEST--
How a plugin is tested without a network: success, refusal, unknown, retry, replay
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/check.inc';

use DokuAkulaku\ApiException;
use DokuAkulaku\IndeterminateException;
use DokuAkulaku\Request;

/** The part of a shop that is tested: says what becomes of the order. */
function pay(DokuAkulaku $doku, array $payload, string $requestId): string
{
    try {
        $response = $doku->generateOrder($payload, $requestId);
        return $response->succeeded ? "redirect to $response->paymentUrl" : 'offer another method';
    } catch (ApiException $refused) {
        return "show an error: {$refused->getErrorMessage()}";
    } catch (IndeterminateException) {
        return "ask again with $requestId";
    }
}

$payload = [
    'order' => [
        'invoice_number' => 'INV-1',
        'amount' => 30000,
        'line_items' => [['name' => 'Mug', 'price' => 30000, 'quantity' => 1, 'sku' => 'M1', 'category' => 'Kitchen']],
        'callback_url' => 'https://shop.example/return',
    ],
    'payment' => ['merchant_unique_reference' => 'REF-1'],
    'customer' => ['id' => 'C1', 'name' => 'Siti', 'phone' => '6281122334455'],
];

/** DOKU's answer to an order, made from the request. */
function accepted(Request $request, string $status = 'PENDING'): array
{
    $order = json_decode($request->body, true)['order'];
    return [
        'status' => 200,
        'headers' => ['Content-Type' => 'application/json'],
        'body' => json_encode([
            'order' => ['invoice_number' => $order['invoice_number'], 'amount' => $order['amount']],
            'payment' => ['url' => 'https://pay.example/1', 'status' => $status],
        ]),
    ];
}

$doku = fn (callable $transport) => new DokuAkulaku('MCH-TEST-0001', 'fake-secret', ['transport' => $transport]);

// success
same('success', 'redirect to https://pay.example/1', pay($doku(accepted(...)), $payload, 'try-1'));
same('a FAILED is an answer', 'offer another method', pay($doku(fn (Request $request) => accepted($request, 'FAILED')), $payload, 'try-1'));

// refusal
$refusing = fn () => ['status' => 400, 'headers' => [], 'body' => '{"message":["PAYMENT CHANNEL IS INACTIVE"]}'];
same('refusal', 'show an error: PAYMENT CHANNEL IS INACTIVE', pay($doku($refusing), $payload, 'try-1'));

// unknown: the connection breaks after the request was sent, every time
$attempts = 0;
$breaking = function () use (&$attempts): array {
    $attempts++;
    throw new IndeterminateException('connection reset');
};
same('unknown', 'ask again with try-1', pay($doku($breaking), $payload, 'try-1'));
same('three attempts', 3, $attempts);

// retry: the first attempt is lost, the second one answers; both carry the same Request-Id
$ids = [];
$flaky = function (Request $request) use (&$ids): array {
    $ids[] = $request->requestId;
    return count($ids) === 1 ? ['status' => 503, 'headers' => [], 'body' => ''] : accepted($request);
};
same('retry', 'redirect to https://pay.example/1', pay($doku($flaky), $payload, 'try-1'));
same('the same Request-Id', ['try-1', 'try-1'], $ids);

// replay: DOKU did it at the first attempt and says so with HTTP 409
$first = true;
$replaying = function (Request $request) use (&$first): array {
    if ($first) {
        $first = false;
        throw new IndeterminateException('timed out');
    }
    return ['status' => 409] + accepted($request);
};
$response = $doku($replaying)->generateOrder($payload, 'try-1');
same('replay', [true, true, 2], [$response->succeeded, $response->replayed, $response->attempts]);
finish();
?>
--EXPECT--
done
