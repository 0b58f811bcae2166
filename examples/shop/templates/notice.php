<?php

declare(strict_types=1);

/** @var string $text */

use function ExampleShop\e;
use function ExampleShop\t;

?>
<section class="card notice">
<p><?= e($text) ?></p>
<p><a class="button" href="/"><?= t('to_shop') ?></a></p>
</section>
