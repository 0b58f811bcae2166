<?php

declare(strict_types=1);

require dirname(__DIR__) . '/support.php';

$doku = new DokuAkulaku(CLIENT_ID, SECRET);
$payload = payload('INV-1', ['order' => ['amount' => 95000], 'customer' => ['phone' => '081234567890']]);
require BLOCK;
expect('there were violations', count($doku->validateOrder($payload)) === 2);
