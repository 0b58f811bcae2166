<?php

declare(strict_types=1);

/**
 * @var ExampleShop\Order $order
 * @var ExampleShop\Situation $situation
 * @var string $token
 */

use function ExampleShop\e;
use function ExampleShop\local_time;
use function ExampleShop\rupiah;
use function ExampleShop\t;

$label = $situation->button();
?>
<section id="order-status" class="card notice state <?= e($situation->sign()) ?>" aria-live="polite"
 data-situation="<?= e($situation->value) ?>" data-waiting="<?= $situation->isWaiting() ? 1 : 0 ?>" data-poll="/order/<?= e($order->token) ?>/status">
<h1 id="headline"><?= t("situation.$situation->value.headline") ?></h1>
<p><?= t("situation.$situation->value.text") ?></p>
<?php if ($label !== null) : ?>
<form method="post" action="/order/<?= e($order->token) ?>/pay" data-calling>
<input type="hidden" name="token" value="<?= e($token) ?>">
<button id="pay-again" class="button<?= $situation->isWaiting() ? '' : ' main' ?>"><?= t($label) ?></button>
<p class="calling" role="status" hidden><?= t('pay.calling') ?></p>
</form>
<?php endif ?>
</section>
<section class="card" aria-labelledby="what">
<h2 id="what"><?= t('order.what') ?> <span id="order-number"><?= e($order->number) ?></span></h2>
<p class="soft"><?= t('order.for', ['time' => local_time($order->created), 'name' => $order->customer['name'] ?? '']) ?></p>
<ul class="lines">
<?php foreach ($order->lines as $line) : ?>
<li><span><?= e(($line['quantity'] === 1 ? '' : $line['quantity'] . ' × ') . $line['name']) ?></span>
<span><?= e(rupiah($line['price'] * $line['quantity'])) ?></span></li>
<?php endforeach ?>
</ul>
<dl class="sums"><div class="grand"><dt><?= t('cart.total') ?></dt><dd><?= e(rupiah($order->amount)) ?></dd></div></dl>
</section>
<?php if ($situation->isWaiting()) : ?>
<noscript><p><a href=""><?= t('order.ask') ?></a></p></noscript>
<script src="/order.js" defer></script>
<?php endif ?>
