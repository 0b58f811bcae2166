<?php

declare(strict_types=1);

require dirname(__DIR__) . '/support.php';

$doku = new DokuAkulaku('MCH-TEST-0001', 'fake-secret');
require BLOCK;
expect('verified', $doku->verify($headers['Signature'], '/payments/notifications', $body, 'n-1', $headers['Request-Timestamp']));
