<?php

declare(strict_types=1);

/**
 * @var string $problem
 * @var array<string, string> $chosen
 * @var string $voucher
 * @var string $delivery
 */

use ExampleShop\Catalogue;

use function ExampleShop\e;
use function ExampleShop\rupiah;
use function ExampleShop\t;

?>
<h1><?= t('products.headline') ?></h1>
<p class="lead"><?= t('products.lead') ?></p>
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
<h2><?= t("product.$sku") ?></h2>
<p class="text"><?= t("product.$sku.text") ?></p>
<p class="price"><?= e(rupiah($product['price']) . $unit) ?></p>
<label for="quantity-<?= e($sku) ?>"><?= $unit === '' ? t('quantity') : t('quantity.in', ['unit' => $product['unit']]) ?></label>
<input id="quantity-<?= e($sku) ?>" name="quantity[<?= e($sku) ?>]" type="number" min="0" max="<?= e(Catalogue::MOST) ?>"
 step="<?= e($product['step']) ?>" value="<?= e($chosen[$sku] ?? '0') ?>" inputmode="decimal">
</div>
</li>
<?php endforeach ?>
</ul>
<section class="card choices" aria-label="<?= t('delivery.label') ?>">
<fieldset>
<legend><?= t('delivery') ?></legend>
<?php foreach (Catalogue::DELIVERIES as $key => $price) : ?>
<div class="choice"><input type="radio" name="delivery" id="delivery-<?= e($key) ?>" value="<?= e($key) ?>"
<?= $key === $delivery ? ' checked' : '' ?>>
<label for="delivery-<?= e($key) ?>"><?= t("delivery.$key") ?> <span class="soft"><?= $price === 0 ? t('free') : e(rupiah($price)) ?></span></label></div>
<?php endforeach ?>
</fieldset>
<div class="field">
<label for="voucher"><?= t('voucher') ?> <span class="soft"><?= t('optional') ?></span></label>
<input id="voucher" name="voucher" value="<?= e($voucher) ?>" autocomplete="off" placeholder="HEMAT10">
</div>
</section>
<p class="actions"><button id="to-checkout" class="button main"><?= t('to_checkout') ?></button></p>
</form>
