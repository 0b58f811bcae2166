<?php

declare(strict_types=1);

/**
 * @var string $title
 * @var string $content
 * @var bool $narrow
 * @var list<array{kind: string, text: string}> $messages
 */

use ExampleShop\Language;

use function ExampleShop\e;
use function ExampleShop\t;

?>
<!doctype html>
<html lang="<?= e(Language::current()->code) ?>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><?= e($title === 'Kopi Senja' ? $title : "$title · Kopi Senja") ?></title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="/img/mark.svg" type="image/svg+xml">
<script src="/calling.js" defer></script>
</head>
<body>
<header class="top">
<div class="inner">
<a class="brand" href="/"><img src="/img/mark.svg" alt="" width="28" height="28">Kopi Senja</a>
<nav aria-label="<?= t('nav.label') ?>"><a href="/"><?= t('nav.shop') ?></a> <a href="/orders"><?= t('nav.office') ?></a></nav>
</div>
</header>
<main<?= $narrow ? ' class="narrow"' : '' ?>>
<?php foreach ($messages as $message) : ?>
<p class="message <?= e($message['kind']) ?>" role="status"><?= e($message['text']) ?></p>
<?php endforeach ?>
<?= $content ?>
</main>
<footer><?= t('footer') ?></footer>
</body>
</html>
