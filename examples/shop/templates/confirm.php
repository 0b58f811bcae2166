<?php

declare(strict_types=1);

/**
 * @var string $question
 * @var string $text
 * @var string $label
 * @var string $action
 * @var string $token
 */

use function ExampleShop\e;
use function ExampleShop\t;

?>
<section class="card notice">
<h1 id="question"><?= e($question) ?></h1>
<p><?= e($text) ?></p>
<form method="post" action="<?= e($action) ?>" class="buttons centred" data-calling>
<input type="hidden" name="token" value="<?= e($token) ?>">
<a class="button" id="back" href="/orders"><?= t('confirm.back') ?></a>
<button class="button danger" id="confirm"><?= e($label) ?></button>
<p class="calling" role="status" hidden><?= t('pay.calling') ?></p>
</form>
</section>
