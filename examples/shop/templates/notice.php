<?php

declare(strict_types=1);

/** @var string $text */

use function ExampleShop\e;

?>
<section class="card notice">
<p><?= e($text) ?></p>
<p><a class="button" href="/">To the shop</a></p>
</section>
