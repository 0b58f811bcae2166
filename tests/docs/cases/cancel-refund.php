<?php

declare(strict_types=1);

require dirname(__DIR__) . '/support.php';

$sandbox = new Sandbox();
$doku = client($sandbox);
$identifiersOf1001 = $doku->generateOrder(payload('INV-1001'))->identifiers;
$identifiersOf1002 = $doku->generateOrder(payload('INV-1002'))->identifiers;
$sandbox->post('/_sandbox/orders/INV-1001/pay');
require BLOCK;
expect('cancelled', $cancelled->succeeded && $cancelled->status === DokuAkulaku\Status::Cancelled);
expect('refunded', $refunded->succeeded && $refunded->status === DokuAkulaku\Status::Refunded);
$states = array_column($sandbox->get('/_sandbox/orders')['orders'], 'status', 'invoice_number');
expect('so DOKU says', $states === ['INV-1001' => 'REFUNDED', 'INV-1002' => 'CANCELLED'], $states);
