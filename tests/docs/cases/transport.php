<?php

declare(strict_types=1);

require dirname(__DIR__) . '/support.php';

$payload = payload('INV-1001');
require BLOCK;
expect('success', $success->succeeded && $success->attempts === 1 && $success->paymentUrl === 'https://pay.example/1');
expect('retry', $retried->succeeded && $retried->attempts === 2 && !$retried->replayed);
expect('replay', $replayed->succeeded && $replayed->attempts === 2 && $replayed->replayed);
expect('refusal', $refusal->getErrorCode() === 'invalid_signature' && $refusal->getHttpStatus() === 400);
expect('unknown', $unknown->getAttempts() === 3 && $unknown::class === DokuAkulaku\IndeterminateException::class);
