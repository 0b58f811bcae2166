<?php

declare(strict_types=1);

/** @var string $problem @var array<string, string> $chosen @var string $voucher @var string $delivery */

use ExampleShop\Catalogue;

use function ExampleShop\e;
use function ExampleShop\rupiah;

?>
<h1>Coffee, and what goes with it</h1>
<p class="lead">Buy now, pay later with Akulaku.</p>
<?php if ($problem !== '') : ?>
<p class="message refused" role="alert" id="problem"><?= e($problem) ?></p>
<?php endif ?>
<form method="get" action="/checkout">
<ul class="products">
<?php foreach (Catalogue::PRODUCTS as $sku => $product) : ?>
<?php $unit = $product['unit'] === '' ? '' : ' / ' . $product['unit'] ?>
<li class="card product">
<img src="/img/<?= e($product['image']) ?>" alt="" width="320" height="200">
<div class="facts">
<h2><?= e($product['name']) ?></h2>
<p class="text"><?= e($product['text']) ?></p>
<p class="price"><?= e(rupiah($product['price']) . $unit) ?></p>
<label for="quantity-<?= e($sku) ?>">Quantity<?= e($product['unit'] === '' ? '' : ' in ' . $product['unit']) ?></label>
<input id="quantity-<?= e($sku) ?>" name="quantity[<?= e($sku) ?>]" type="number" min="0" max="99"
 step="<?= e($product['step']) ?>" value="<?= e($chosen[$sku] ?? '0') ?>" inputmode="decimal">
</div>
</li>
<?php endforeach ?>
</ul>
<section class="card choices" aria-label="Delivery and voucher">
<fieldset>
<legend>Delivery</legend>
<?php foreach (Catalogue::DELIVERIES as $key => $way) : ?>
<div class="choice"><input type="radio" name="delivery" id="delivery-<?= e($key) ?>" value="<?= e($key) ?>"
<?= $key === $delivery ? ' checked' : '' ?>>
<label for="delivery-<?= e($key) ?>"><?= e($way['name']) ?> <span class="soft"><?=
    e($way['price'] === 0 ? 'free' : rupiah($way['price'])) ?></span></label></div>
<?php endforeach ?>
</fieldset>
<div class="field">
<label for="voucher">Voucher code <span class="soft">(optional)</span></label>
<input id="voucher" name="voucher" value="<?= e($voucher) ?>" autocomplete="off" placeholder="HEMAT10">
</div>
</section>
<p class="actions"><button id="to-checkout" class="button main">Go to checkout</button></p>
</form>
