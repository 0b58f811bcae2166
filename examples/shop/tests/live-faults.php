<?php

declare(strict_types=1);

namespace ExampleShop\Tests;

use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Status;
use ExampleShop\Support\Servers;
use ExampleShop\Support\Visitor;

/** @var Runner $runner @var LiveShop $live @var Servers $servers */

$executed = static fn (string $invoice, string $operation): array => [
    count(array_filter($servers->ledger($invoice)['requests'], static fn (array $one): bool => $one['operation'] === $operation && $one['executed'])),
    count($live->requestIds($invoice, $operation)),
];

$runner->test('live: no answer to generate: the customer looks again, and it counts once', static function () use ($live, $servers, $executed): void {
    $servers->faults([['fault' => 'close_after_request', 'count' => 2, 'match' => ['operation' => 'generate']]]);
    $order = $live->order();
    Runner::same($live->path($order), $live->customer->location, 'to the order page');
    Runner::same('Not confirmed yet', $live->headline($order), 'page');
    Runner::true(str_contains($live->customer->messages(), 'do not know yet'), $live->customer->messages());
    Runner::same(['unknown'], $live->marks($order), 'the back office is told');
    $live->payAgain($order);
    Runner::same([$live->attempt($order)->url, 1], [$live->customer->location, count($live->store->attempts($order->id))], 'payment page');
    Runner::same([1, 1], $executed($live->attempt($order)->invoice, 'generate'), 'executed, Request-Ids');
});

$runner->test('live: the back office finishes an unknown call', static function () use ($live, $servers): void {
    $servers->faults([['fault' => 'close_after_request', 'count' => 2, 'match' => ['operation' => 'generate']]]);
    $order = $live->order();
    Runner::true(str_contains($live->press($live->attempt($order)->invoice, 'repeat'), 'Now there is an answer.'), 'message');
    Runner::same([Status::Pending, []], [$live->state($live->attempt($order)), $live->marks($order)], 'state');
});

$runner->test('live: no answer to refund: the clerk is told, reconcile repeats it', static function () use ($live, $servers, $executed): void {
    $order = $live->order();
    $attempt = $live->attempt($order);
    $live->buyer($attempt, 'pay');
    $servers->faults([['fault' => 'close_after_request', 'count' => 2, 'match' => ['operation' => 'refund']]]);
    $message = $live->press($attempt->invoice, 'refund');
    Runner::true(str_contains($message, 'Do not transfer by hand'), $message);
    Runner::same([Status::Success, ['unknown']], [$live->state($attempt), $live->marks($order)], 'state');
    $live->pass(130);
    [$status, $output] = $live->reconcile();
    Runner::same([0, Status::Refunded], [$status, $live->state($attempt)], $output);
    Runner::same([1, 1], $executed($attempt->invoice, 'refund'), 'executed, Request-Ids');
    Runner::same('Refunded', $live->headline($order), 'page');
});

$runner->test('live: DOKU cannot be reached: nothing has happened, the same try later', static function () use ($live, $servers, $executed): void {
    Visitor::json($servers->control . '/_sandbox/listeners', ['http' => 'closed']);
    try {
        $order = $live->order();
        $live->customer->get($live->path($order));
        Runner::true(str_contains($live->customer->messages(), 'cannot be reached'), 'message');
        Runner::same(CallState::NotSent, $live->store->calls($live->attempt($order)->invoice)[0]->state, 'call');
    } finally {
        Visitor::json($servers->control . '/_sandbox/listeners', ['http' => 'open']);
    }
    $live->payAgain($order);
    Runner::same([1, 1], $executed($live->attempt($order)->invoice, 'generate'), 'executed, Request-Ids');
    $live->expectOnePayable($order);
});

$runner->test('live: DOKU says FAILED: a new invoice', static function () use ($live, $servers): void {
    $servers->faults([['fault' => 'order_failed', 'match' => ['operation' => 'generate']]]);
    $order = $live->order();
    Runner::same('Not paid', $live->headline($order), 'page');
    $live->payAgain($order);
    Runner::same([2, Status::Pending], [$live->attempt($order)->number, $live->state($live->attempt($order))], 'second try');
});

$runner->test('live: a notification that never came is made good by the page that waits, and by reconcile', static function () use ($live, $servers): void {
    Visitor::json($servers->control . '/_sandbox/config', ['notification_url' => null]);
    try {
        $watched = $live->order();
        $closed = $live->order([], new Visitor());
        $live->buyer($live->attempt($watched), 'pay');
        $live->buyer($live->attempt($closed), 'pay');
        $poll = $live->path($watched) . '/status';
        Runner::same('pending', Visitor::json($poll)['situation'], 'DOKU is not asked in the first minute');
        $live->pass(70);
        Runner::same('paid', Visitor::json($poll)['situation'], 'then it is');
        [$status, $output] = $live->reconcile();
        Runner::same([0, Status::Success], [$status, $live->state($live->attempt($closed))], $output);
        Runner::true($live->orders->byId($watched->id)?->paidAt !== null, 'the watched order has followed');
        // 120 s after its last change the reconciler tells the shop too.
        $live->pass(130);
        [, $output] = $live->reconcile();
        Runner::true($live->orders->byId($closed->id)?->paidAt !== null, "the other as well: $output");
    } finally {
        Visitor::json($servers->control . '/_sandbox/config', ['notification_url' => $servers->shop . '/notification']);
    }
});

$runner->test('live: a try that cannot be settled is closed by a person, and stays watched', static function () use ($live, $servers): void {
    $servers->faults([['fault' => 'close_after_request', 'count' => 2, 'match' => ['operation' => 'generate']]]);
    $order = $live->order();
    $first = $live->attempt($order);
    $office = (new Visitor())->get($servers->shop . "/orders/$first->invoice/close");
    Runner::same("Close payment $first->invoice?", $office->text('question'), 'it asks first');
    Runner::true(str_contains($live->press($first->invoice, 'close'), 'The customer can try again'), 'message');
    $live->payAgain($order);
    Runner::same(2, $live->attempt($order)->number, 'a new try');
    $live->buyer($live->attempt($order), 'pay');
    $live->buyer($first, 'pay', true);
    Runner::same(['paid_twice'], $live->marks($order), 'a payment of the old one counts');
});

$runner->test('live: the shop tells about a missing account, and reconcile about wrong use', static function () use ($servers): void {
    $run = static function (array $settings, array $arguments) use ($servers): array {
        $process = proc_open(
            [PHP_BINARY, ...$settings, dirname(__DIR__) . '/bin/reconcile.php', ...$arguments],
            [['pipe', 'r'], ['pipe', 'w'], ['pipe', 'w']],
            $pipes,
            null,
            ['SHOP_DATABASE' => $servers->database]
        );
        $output = stream_get_contents($pipes[1]) . stream_get_contents($pipes[2]);
        return [proc_close($process), $output];
    };
    [$status, $output] = $run(array_slice($servers->settings, 0, 2), []);
    Runner::true($status === 1 && str_contains($output, 'No DOKU account'), $output);
    foreach ([['--older-than', '5'], ['--limit'], ['--limit', '0'], ['--seconds', '-1']] as $arguments) {
        [$status, $output] = $run($servers->settings, $arguments);
        Runner::true($status === 2 && str_contains($output, "$arguments[0] is unknown or needs a number"), $output);
    }
});
