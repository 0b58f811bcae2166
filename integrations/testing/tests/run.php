<?php

declare(strict_types=1);

/*
 * Holds the package against the extension: what an answer or a notification claims to be is what the extension makes of
 * it. The last line is "N passed, N failed".
 */

use DokuAkulaku\ApiException;
use DokuAkulaku\ConnectionException;
use DokuAkulaku\Exception as CallException;
use DokuAkulaku\IndeterminateException;
use DokuAkulaku\SignatureException;
use DokuAkulaku\Status;
use DokuAkulaku\Testing\Answer;
use DokuAkulaku\Testing\Answers;
use DokuAkulaku\Testing\Delivery;
use DokuAkulaku\Testing\GatewayError;
use DokuAkulaku\Testing\Notifications;
use DokuAkulaku\Testing\ScriptedTransport;

spl_autoload_register(static function (string $class): void {
    $prefix = 'DokuAkulaku\\Testing\\';
    if (str_starts_with($class, $prefix)) {
        require dirname(__DIR__) . '/src/' . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
    }
});

const INVOICE = 'INV-1';
const AMOUNT = 90000;

final class Counts
{
    public static int $passed = 0;
    public static int $failed = 0;
}

function expect(string $what, mixed $wanted, mixed $seen): void
{
    if ($wanted === $seen) {
        Counts::$passed++;
        return;
    }
    Counts::$failed++;
    echo "FAILED $what: wanted ", var_export($wanted, true), ', seen ', var_export($seen, true), "\n";
}

/** @return array<string, mixed> */
function order(): array
{
    return [
        'order' => [
            'invoice_number' => INVOICE, 'amount' => AMOUNT, 'callback_url' => 'https://shop.example/thanks',
            'line_items' => [['name' => 'Shirt', 'price' => 45000, 'quantity' => 2, 'sku' => '1', 'category' => 'Shirt']],
        ],
        'payment' => ['merchant_unique_reference' => Answers::REFERENCE],
        'customer' => ['id' => 'C-1', 'name' => 'Anton Budiman', 'phone' => '6285694566147'],
    ];
}

/** @return array<string, mixed> */
function cancellation(): array
{
    return [
        'order' => ['invoice_number' => INVOICE],
        'payment' => ['merchant_unique_reference' => Answers::REFERENCE, 'identifier' => Answers::identifiers()],
    ];
}

/** @return array<string, mixed> */
function refund(): array
{
    return cancellation() + ['refund' => ['merchant_unique_reference' => 'R-1']];
}

/** What a call ended as: "class/code or reason", or the answer's "succeeded/state". */
function outcome(callable $call): string
{
    try {
        $response = $call();
        return ($response->succeeded ? 'yes/' : 'no/') . $response->status->name;
    } catch (ApiException $error) {
        return 'ApiException/' . $error->getErrorCode();
    } catch (DokuAkulaku\ResponseException $error) {
        return 'ResponseException/' . $error->getReason();
    } catch (CallException $error) {
        return substr(strrchr($error::class, '\\'), 1) . '/';
    }
}

$generate = static fn (Answer|Throwable ...$script): string
    => outcome(static fn () => (new ScriptedTransport(...$script))->client(['retries' => 0])->generateOrder(order()));
expect('generated', 'yes/Pending', $generate(Answers::generated(INVOICE, AMOUNT)));
expect('replayed', 'yes/Pending', $generate(Answers::generated(INVOICE, AMOUNT)->replayed()));
expect('declined', 'no/Failed', $generate(Answers::declined(INVOICE, AMOUNT)));
expect('without a page', 'ResponseException/no_page', $generate(Answers::withoutPage(INVOICE, AMOUNT)));
expect('another invoice', 'ResponseException/mismatch', $generate(Answers::generated('INV-2', AMOUNT)));
expect('another amount', 'ResponseException/mismatch', $generate(Answers::generated(INVOICE, AMOUNT + 1)));
foreach (GatewayError::cases() as $error) {
    expect($error->name, "ApiException/$error->value", $generate(Answers::refused($error)));
}
expect('invoice used', 'ApiException/', $generate(Answers::message('INVOICE ALREADY USED')));
expect('error_messages', 'ApiException/', $generate(Answers::errorMessages('order.invoice_number must be filled')));
expect('unsafe character', 'ApiException/', $generate(Answers::unsafeCharacter()));
expect('in flight', 'IndeterminateException/', $generate(Answers::inFlight()));
expect('too many', 'ApiException/', $generate(Answers::tooManyRequests()));
expect('broken server', 'IndeterminateException/', $generate(Answers::brokenServer()));
expect('firewall', 'ResponseException/not_json', $generate(Answers::firewall()));
expect('not sent', 'ConnectionException/', $generate(new ConnectionException('refused')));
expect('unknown', 'IndeterminateException/', $generate(new IndeterminateException('cut off')));

$cancel = static fn (Answer $answer): string
    => outcome(static fn () => (new ScriptedTransport($answer))->client()->cancelOrder(cancellation()));
expect('cancelled', 'yes/Cancelled', $cancel(Answers::cancelled(INVOICE, AMOUNT)));
expect('not cancelled', 'no/Failed', $cancel(Answers::cancelled(INVOICE, AMOUNT, done: false)));
expect('nothing to cancel', 'ApiException/', $cancel(Answers::orderNotFound()));

$refund = static fn (Answer $answer): string
    => outcome(static fn () => (new ScriptedTransport($answer))->client()->refundOrder(refund()));
expect('refunded', 'yes/Refunded', $refund(Answers::refunded(INVOICE, AMOUNT, 'R-1')));
expect('refund of an unpaid order', 'no/Pending', $refund(Answers::notRefunded(INVOICE, AMOUNT, 'PENDING', 'R-1')));
expect('refund of a cancelled order', 'no/Cancelled', $refund(Answers::notRefunded(INVOICE, AMOUNT, 'CANCELED', 'R-1')));

foreach (Status::cases() as $status) {
    $script = new ScriptedTransport(Answers::status(INVOICE, AMOUNT, $status->value));
    expect("status $status->name", "yes/$status->name", outcome(static fn () => $script->client()->checkStatus(INVOICE)));
}

$script = new ScriptedTransport(new IndeterminateException('cut off'), Answers::generated(INVOICE, AMOUNT)->replayed());
expect('a retry finds the order', 'yes/Pending', outcome(static fn () => $script->client()->generateOrder(order(), 'id-1')));
expect('attempts', ['id-1', 'id-1'], array_map(static fn ($request): string => $request->requestId, $script->requests));
expect('nothing left', 0, $script->left());
try {
    (new ScriptedTransport())->client()->generateOrder(order());
    expect('an empty script', 'LogicException', 'an answer');
} catch (Throwable $error) {
    expect('an empty script says so', 1, preg_match('/no answer for attempt 1: POST/', $error->getMessage()));
}

$doku = (new ScriptedTransport())->client();
$make = new Notifications('/pay/notify');
$read = static function (Delivery $delivery, array $options = []) use ($doku): string {
    $client = $options === [] ? $doku : (new ScriptedTransport())->client($options);
    try {
        $notification = $client->parseNotification($delivery->body, $delivery->headers, $delivery->target);
        $again = $client->parseNotification($delivery->body, $delivery->server(), $delivery->target);
        expect('$_SERVER reads the same', $notification->requestId, $again->requestId);
        return "$notification->invoiceNumber/$notification->amount/{$notification->status->name}";
    } catch (SignatureException $error) {
        return $error->getReason();
    }
};
$genuine = $make->signed(INVOICE, AMOUNT);
expect('signed', 'INV-1/90000/Success', $read($genuine));
expect('decimal amount', 'INV-1/90000/Success', $read($make->signed(INVOICE, '90000.00')));
expect('forged', 'mismatch', $read($make->forged(INVOICE, AMOUNT)));
expect('tampered', 'mismatch', $read($make->tampered($genuine, '90000', '10000')));
expect('late', 'INV-1/90000/Success', $read($make->late(INVOICE, AMOUNT)));
expect('late, with an age', 'stale', $read($make->late(INVOICE, AMOUNT), ['notification_max_age' => 3600]));
expect('no JSON', 'malformed', $read($make->sign('SUCCESS')));
expect('doubled', ['INV-1/90000/Success', 'INV-1/90000/Success'], array_map($read(...), $make->doubled($genuine)));
$states = array_map($read(...), $make->reordered(INVOICE, AMOUNT, ['FAILED', 'SUCCESS']));
expect('reordered', ['INV-1/90000/Success', 'INV-1/90000/Failed'], $states);
expect('Request-Ids differ', false, $make->signed(INVOICE, AMOUNT)->headers['Request-Id'] === $genuine->headers['Request-Id']);

echo Counts::$passed, ' passed, ', Counts::$failed, " failed\n";
exit(Counts::$failed === 0 ? 0 : 1);
