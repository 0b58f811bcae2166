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
use function ExampleShop\t;

$sums = [
    [t('cart.goods'), $cart->goods],
    [t('voucher.used', ['code' => $cart->voucher]), -$cart->discount],
    [t('line.delivery'), $cart->shipping],
    [t('line.tax', ['percent' => Catalogue::TAX_PERCENT]), $cart->tax],
];
?>
<h1><?= t('title.checkout') ?></h1>
<div class="columns">
<section class="card" aria-labelledby="summary">
<h2 id="summary"><?= t('cart.yours') ?></h2>
<ul class="lines">
<?php foreach ($cart->summary() as [$what, $price]) : ?>
<li><span><?= e($what) ?></span>
<span class="soft"><?= e($price) ?></span></li>
<?php endforeach ?>
</ul>
<dl class="sums">
<?php foreach ($sums as [$label, $sum]) : ?>
<?php if ($sum !== 0) : ?>
<div><dt><?= $label ?></dt><dd><?= e(rupiah($sum)) ?></dd></div>
<?php endif ?>
<?php endforeach ?>
<div class="grand"><dt><?= t('cart.total') ?></dt><dd id="total"><?= e(rupiah($cart->total)) ?></dd></div>
</dl>
<p><a href="/?<?= e(http_build_query($cart->query())) ?>"><?= t('cart.change') ?></a></p>
</section>
<form method="post" action="/checkout" class="card" novalidate data-calling>
<h2><?= t('customer.about') ?></h2>
<?php if ($problem !== '') : ?>
<p class="message refused" role="alert" id="problem"><?= e($problem) ?></p>
<?php endif ?>
<input type="hidden" name="token" value="<?= e($token) ?>">
<?php foreach ($cart->fields() as $name => $value) : ?>
<input type="hidden" name="<?= e($name) ?>" value="<?= e($value) ?>">
<?php endforeach ?>
<?php foreach (Customer::FIELDS as $field => [$autocomplete, $mode, $mandatory]) : ?>
<?php $error = $errors[$field] ?? '' ?>
<div class="field<?= $error === '' ? '' : ' wrong' ?>">
<label for="<?= e($field) ?>"><?= t("field.$field") ?><?= $mandatory ? '' : ' <span class="soft">' . t('optional') . '</span>' ?></label>
<input id="<?= e($field) ?>" name="<?= e($field) ?>" value="<?= e($customer[$field] ?? '') ?>" inputmode="<?= e($mode) ?>"
 autocomplete="<?= e($autocomplete) ?>"<?= $mandatory ? ' required' : '' ?><?=
    $error === '' ? '' : ' aria-invalid="true" aria-describedby="' . e($field) . '-error"' ?>>
<?php if ($error !== '') : ?>
<p class="error" id="<?= e($field) ?>-error"><?= e($error) ?></p>
<?php endif ?>
</div>
<?php endforeach ?>
<p class="actions"><button id="pay" class="button main"><?= t('pay.button', ['amount' => rupiah($cart->total)]) ?></button></p>
<p class="calling" role="status" hidden><?= t('pay.calling') ?></p>
<p class="soft small"><?= t('pay.hint') ?></p>
</form>
</div>
