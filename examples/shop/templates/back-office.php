<?php

declare(strict_types=1);

/**
 * @var list<array{order: ExampleShop\Order, attempts: DokuAkulaku\Payments\Attempts,
 *      calls: array<string, list<DokuAkulaku\Payments\Call>>, events: array<string, list<DokuAkulaku\Payments\Event>>,
 *      marks: list<array{kind: string, text: string}>}> $entries
 * @var bool $siteUnknown
 * @var string $token
 */

use DokuAkulaku\Status;
use ExampleShop\Marks;

use function ExampleShop\e;
use function ExampleShop\local_time;
use function ExampleShop\rupiah;
use function ExampleShop\t;

$button = static function (string $action, string $id, string $label, string $class = '') use ($token): void {
    ?>
<form method="post" action="/orders/<?= e($action) ?>">
<input type="hidden" name="token" value="<?= e($token) ?>">
<button class="button small <?= e($class) ?>" id="<?= e($id) ?>"><?= $label ?></button>
</form>
    <?php
};
$marked = array_values(array_filter($entries, static fn (array $entry): bool => $entry['marks'] !== []));
?>
<h1><?= t('title.office') ?></h1>
<?php if ($siteUnknown) : ?>
<section class="message refused" id="site">
<p><?= t('office.site') ?></p>
<div class="buttons">
<?php $button('site/moved', 'moved', t('office.moved')) ?>
<?php $button('site/copied', 'copied', t('office.site_copied')) ?>
</div>
</section>
<?php endif ?>
<?php if ($marked !== []) : ?>
<section class="message refused" id="look-at" aria-label="<?= t('office.look_at', ['count' => count($marked)]) ?>">
<p><?= t('office.look_at', ['count' => count($marked)]) ?></p>
<ul>
<?php foreach ($marked as ['order' => $order]) : ?>
<li><a href="#order-<?= e($order->number) ?>"><?= e($order->number) ?></a></li>
<?php endforeach ?>
</ul>
</section>
<?php endif ?>
<?php if ($entries === []) : ?>
<section class="card notice"><p><?= t('office.none') ?></p></section>
<?php endif ?>
<?php foreach ($entries as ['order' => $order, 'attempts' => $attempts, 'calls' => $calls, 'events' => $events, 'marks' => $marks]) : ?>
<?php
    $own = match (true) {
        $order->cancelledAt !== null => t('office.order_cancelled'),
        $order->refundedAt !== null => t('office.order_refunded'),
        $order->paidAt !== null => t('office.order_paid'),
        default => '',
    };
    $isPaid = $attempts->status() === Status::Success || $attempts->status() === Status::Refunded;
    ?>
<article class="card order" id="order-<?= e($order->number) ?>">
<header>
<h2><a href="/order/<?= e($order->token) ?>"><?= e($order->number) ?></a></h2>
<p class="soft"><?= e($order->customer['name'] ?? '') ?> · <?= e(local_time($order->created)) ?><?= $own === '' ? '' : " · <strong>$own</strong>" ?></p>
<p class="price"><?= e(rupiah($order->amount)) ?></p>
</header>
<?php foreach ($marks as $mark) : ?>
<p class="mark message <?= $mark['kind'] === 'unknown' ? 'unknown' : 'refused' ?>" data-mark="<?= e($mark['kind']) ?>"><?= e($mark['text']) ?></p>
<?php endforeach ?>
<?php if (count($attempts) === 0) : ?>
<p class="soft"><?= t('office.no_try') ?></p>
<?php endif ?>
<?php foreach ($attempts as $attempt) : ?>
<?php
    $unanswered = array_filter($calls[$attempt->invoice], static fn ($call) => Marks::isUnanswered($call, $attempt));
    $stuck = $attempt->isOpen() && ($unanswered !== [] || $attempt->cancelAskedAt !== null);
    ?>
<section class="payment" aria-label="<?= t('office.payment', ['invoice' => $attempt->invoice]) ?>">
<p class="row"><span class="badge <?= e(strtolower($attempt->status->value)) ?>" id="state-<?= e($attempt->invoice) ?>"><?=
    e($attempt->status->value) ?></span> <code><?= e($attempt->invoice) ?></code> <span class="soft"><?= e(rupiah($attempt->amount)) ?><?=
    $attempt->closedWhy === null ? '' : ' · ' . t('office.is_closed', ['why' => $attempt->closedWhy->value]) ?></span></p>
<div class="buttons">
<?php
    $button("$attempt->invoice/status", "status-$attempt->invoice", t('office.ask'));
    if ($unanswered !== []) {
        $button("$attempt->invoice/repeat", "repeat-$attempt->invoice", t('office.repeat'), 'main');
    }
    ?>
<?php if ($attempt->status === Status::Success) : ?>
<a class="button small danger" id="refund-<?= e($attempt->invoice) ?>" href="/orders/<?= e($attempt->invoice) ?>/refund"><?=
    t('office.refund', ['amount' => rupiah($attempt->amount)]) ?></a>
<?php endif ?>
<?php if ($stuck) : ?>
<a class="button small danger" id="close-<?= e($attempt->invoice) ?>" href="/orders/<?= e($attempt->invoice) ?>/close"><?= t('office.close') ?></a>
<?php endif ?>
</div>
<details id="history-<?= e($attempt->invoice) ?>">
<summary><?= t('office.history') ?></summary>
<ul class="history">
<?php foreach ($calls[$attempt->invoice] as $call) : ?>
<li><?= t('office.call', ['time' => local_time($call->createdAt), 'operation' => $call->operation->value, 'state' => $call->state->value]) ?><?=
    e($call->httpStatus === null ? '' : ", HTTP $call->httpStatus") ?><?=
    e($call->message === null ? '' : " ($call->message)") ?> <code><?= e($call->requestId) ?></code></li>
<?php endforeach ?>
<?php foreach ($events[$attempt->invoice] as $event) : ?>
<li><?= t('office.event', ['time' => local_time($event->at), 'source' => $event->source, 'status' => $event->status->value,
    'result' => $event->result]) ?></li>
<?php endforeach ?>
</ul>
</details>
</section>
<?php endforeach ?>
<?php if (!$isPaid && $order->cancelledAt === null) : ?>
<div class="buttons end"><a class="button small danger" id="cancel-<?= e($order->number) ?>" href="/orders/<?= e($order->number) ?>/cancel"><?= t('office.cancel') ?></a></div>
<?php endif ?>
</article>
<?php endforeach ?>
