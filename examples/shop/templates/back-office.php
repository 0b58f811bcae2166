<?php

declare(strict_types=1);

/**
 * @var list<ExampleShop\Order> $orders
 * @var array<int, list<ExampleShop\Call>> $calls
 * @var array<int, list<array{source: string, request_id: ?string, status: string, result: string, created: int}>> $events
 * @var string $token
 */

use DokuAkulaku\Status;

use function ExampleShop\e;
use function ExampleShop\local_time;
use function ExampleShop\rupiah;

$button = static function (string $invoice, string $action, string $label, string $class = '') use ($token): void {
    ?>
<form method="post" action="/orders/<?= e($invoice) ?>/<?= e($action) ?>">
<input type="hidden" name="token" value="<?= e($token) ?>">
<button class="button small <?= e($class) ?>" id="<?= e("$action-$invoice") ?>"><?= e($label) ?></button>
</form>
    <?php
};
?>
<h1>Orders</h1>
<?php if ($orders === []) : ?>
<section class="card notice"><p>No orders yet.</p></section>
<?php endif ?>
<?php foreach ($orders as $order) : ?>
<article class="card order" id="order-<?= e($order->number) ?>">
<header>
<h2><a href="/order/<?= e($order->token) ?>"><?= e($order->number) ?></a></h2>
<p class="soft"><?= e($order->customer['name']) ?> · <?= e(local_time($order->created)) ?></p>
<p class="price"><?= e(rupiah($order->amount)) ?></p>
</header>
<?php if ($order->paidTwice()) : ?>
<p class="message refused">Paid twice. Refund one of the payments.</p>
<?php endif ?>
<?php foreach ($order->payments as $payment) : ?>
<?php $unsettled = array_filter($calls[$payment->id], static fn ($call) => !$call->settled()) ?>
<section class="payment" aria-label="Payment <?= e($payment->invoice) ?>">
<p class="row"><span class="badge <?= e(strtolower($payment->status->value)) ?>" id="state-<?= e($payment->invoice) ?>"><?=
    e($payment->status->value) ?></span> <code><?= e($payment->invoice) ?></code></p>
<?php foreach ($unsettled as $call) : ?>
<p class="message unknown">The call "<?= e($call->operation) ?>" has no answer (<?= e($call->outcome) ?>).</p>
<?php endforeach ?>
<div class="buttons">
<?php
    $button($payment->invoice, 'status', 'Ask DOKU');
    if ($unsettled !== []) {
        $button($payment->invoice, 'repeat', 'Repeat the call', 'main');
    }
    if ($payment->status === Status::Pending) {
        $button($payment->invoice, 'cancel', 'Cancel', 'danger');
    }
    ?>
<?php if ($payment->status === Status::Success) : ?>
<form method="post" action="/orders/<?= e($payment->invoice) ?>/refund" class="refund">
<input type="hidden" name="token" value="<?= e($token) ?>">
<label for="amount-<?= e($payment->invoice) ?>">Refund Rp</label>
<input id="amount-<?= e($payment->invoice) ?>" name="amount" inputmode="numeric" value="<?= e($payment->amount) ?>">
<button class="button small danger" id="refund-<?= e($payment->invoice) ?>">Refund</button>
</form>
<?php endif ?>
</div>
<details id="history-<?= e($payment->invoice) ?>">
<summary>History</summary>
<ul class="history">
<?php foreach ($calls[$payment->id] as $call) : ?>
<li><?= e(local_time($call->created)) ?> · call <strong><?= e($call->operation) ?></strong>: <?= e($call->outcome) ?><?=
    e($call->httpStatus === null ? '' : ", HTTP $call->httpStatus") ?><?=
    e($call->message === null ? '' : " ($call->message)") ?> <code><?= e($call->requestId) ?></code></li>
<?php endforeach ?>
<?php foreach ($events[$payment->id] as $event) : ?>
<li><?= e(local_time((int) $event['created'])) ?> · <?= e($event['source']) ?> said <strong><?= e($event['status']) ?></strong>: <?=
    e(strtolower((string) preg_replace('/(?<!^)[A-Z]/', ' $0', $event['result']))) ?></li>
<?php endforeach ?>
</ul>
</details>
</section>
<?php endforeach ?>
</article>
<?php endforeach ?>
