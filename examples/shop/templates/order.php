<?php

declare(strict_types=1);

/** @var ExampleShop\Order $order @var string $token */

use DokuAkulaku\Status;
use ExampleShop\View;

use function ExampleShop\e;
use function ExampleShop\local_time;
use function ExampleShop\rupiah;

$status = $order->status();
[$headline, $text] = View::words($status);
$payment = $order->latest();
$waiting = $status === Status::Pending;
$label = match (true) {
    $status === Status::Pending && $payment?->url !== null => 'Open the payment page',
    $status === Status::Pending => 'Get the payment page',
    $status === Status::Unknown => 'Try again',
    $status === Status::Failed, $status === Status::Expired => 'Try again with a new payment',
    default => null,
};
?>
<section id="order-status" class="card notice state <?= e(strtolower($status->value)) ?>" aria-live="polite"
 data-status="<?= e($status->value) ?>" data-waiting="<?= $waiting ? 1 : 0 ?>" data-poll="/order/<?= e($order->token) ?>/status">
<h1 id="headline"><?= e($headline) ?></h1>
<p><?= e($text) ?></p>
<?php if ($label !== null) : ?>
<form method="post" action="/order/<?= e($order->token) ?>/pay">
<input type="hidden" name="token" value="<?= e($token) ?>">
<button id="pay-again" class="button<?= $waiting ? '' : ' main' ?>"><?= e($label) ?></button>
</form>
<?php endif ?>
</section>
<section class="card" aria-labelledby="what">
<h2 id="what">Order <span id="order-number"><?= e($order->number) ?></span></h2>
<p class="soft"><?= e(local_time($order->created)) ?> · for <?= e($order->customer['name']) ?></p>
<ul class="lines">
<?php foreach ($order->lines as $line) : ?>
<li><span><?= e(($line['quantity'] === 1 ? '' : $line['quantity'] . ' × ') . $line['name']) ?></span>
<span><?= e(rupiah($line['price'] * $line['quantity'])) ?></span></li>
<?php endforeach ?>
</ul>
<dl class="sums"><div class="grand"><dt>Total</dt><dd><?= e(rupiah($order->amount)) ?></dd></div></dl>
</section>
<?php if ($waiting) : ?>
<noscript><p><a href="">Ask again</a></p></noscript>
<script src="/order.js" defer></script>
<?php endif ?>
