<?php

declare(strict_types=1);

/**
 * @var ExampleShop\Cart $cart
 * @var array<string, string> $customer
 * @var array<string, string> $errors
 * @var string $problem
 * @var string $token
 */

use ExampleShop\Catalogue;
use ExampleShop\Customer;

use function ExampleShop\e;
use function ExampleShop\rupiah;

$sums = ['Goods' => $cart->goods, 'Voucher ' . $cart->voucher => -$cart->discount,
    'Delivery' => $cart->shipping, 'PPN ' . Catalogue::TAX_PERCENT . '%' => $cart->tax];
?>
<h1>Checkout</h1>
<div class="columns">
<section class="card" aria-labelledby="summary">
<h2 id="summary">Your order</h2>
<ul class="lines">
<?php foreach ($cart->items as $item) : ?>
<li><span><?= e($item['quantity'] . ' ' . ($item['unit'] === '' ? '×' : $item['unit']) . ' ' . $item['name']) ?></span>
<span class="soft"><?= e(rupiah($item['price']) . ($item['unit'] === '' ? ' each' : ' / ' . $item['unit'])) ?></span></li>
<?php endforeach ?>
</ul>
<dl class="sums">
<?php foreach ($sums as $label => $sum) : ?>
<?php if ($sum !== 0) : ?>
<div><dt><?= e($label) ?></dt><dd><?= e(rupiah($sum)) ?></dd></div>
<?php endif ?>
<?php endforeach ?>
<div class="grand"><dt>Total</dt><dd id="total"><?= e(rupiah($cart->total)) ?></dd></div>
</dl>
<p><a href="/?<?= e(http_build_query($cart->fields())) ?>">Change the cart</a></p>
</section>
<form method="post" action="/checkout" class="card" novalidate>
<h2>About you</h2>
<?php if ($problem !== '') : ?>
<p class="message refused" role="alert" id="problem"><?= e($problem) ?></p>
<?php endif ?>
<input type="hidden" name="token" value="<?= e($token) ?>">
<?php foreach ($cart->fields() as $name => $value) : ?>
<input type="hidden" name="<?= e($name) ?>" value="<?= e($value) ?>">
<?php endforeach ?>
<?php foreach (Customer::FIELDS as $field => [$label, $autocomplete, $mode, $mandatory]) : ?>
<?php $error = $errors[$field] ?? '' ?>
<div class="field<?= $error === '' ? '' : ' wrong' ?>">
<label for="<?= e($field) ?>"><?= e($label) ?><?= $mandatory ? '' : ' <span class="soft">(optional)</span>' ?></label>
<input id="<?= e($field) ?>" name="<?= e($field) ?>" value="<?= e($customer[$field]) ?>" inputmode="<?= e($mode) ?>"
 autocomplete="<?= e($autocomplete) ?>"<?= $mandatory ? ' required' : '' ?><?=
    $error === '' ? '' : ' aria-invalid="true" aria-describedby="' . e($field) . '-error"' ?>>
<?php if ($error !== '') : ?>
<p class="error" id="<?= e($field) ?>-error"><?= e($error) ?></p>
<?php endif ?>
</div>
<?php endforeach ?>
<p class="actions"><button id="pay" class="button main">Pay <?= e(rupiah($cart->total)) ?> with Akulaku</button></p>
<p class="soft small">You choose the instalments on Akulaku's page.</p>
</form>
</div>
