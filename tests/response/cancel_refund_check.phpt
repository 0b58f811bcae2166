--TEST--
cancelOrder(), refundOrder(), checkStatus(): succeeded and the order's status
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

use DokuAkulaku\Status;

$cancel = fn (array $body) => client(['transport' => new Script(answer(200, $body))])->cancelOrder(cancellation());
$refund = fn (array $body) => client(['transport' => new Script(answer(200, $body))])->refundOrder(refund());
$check = fn (array $body) => client(['transport' => new Script(answer(200, $body))])->checkStatus(INVOICE);
$is = function (string $label, bool $succeeded, Status $status, DokuAkulaku\Response $response): void {
    same("$label: succeeded", $succeeded, $response->succeeded);
    same("$label: status", $status, $response->status);
};

$is('cancelled', true, Status::Cancelled, $cancel(cancelled()));
$is('other spelling', true, Status::Cancelled, $cancel(cancelled(['payment.status' => 'CANCELED'])));
$is('payment.status SUCCESS, as the table says', true, Status::Cancelled, $cancel(cancelled(['payment.status' => 'SUCCESS'])));
$is('no payment.status', true, Status::Cancelled, $cancel(cancelled(['payment.status' => Remove::It])));
$is('not cancelled: paid', false, Status::Success, $cancel(cancelled(['cancel.status' => 'FAILED', 'payment.status' => 'SUCCESS'])));
$is('not cancelled: pending', false, Status::Pending, $cancel(cancelled(['cancel.status' => 'FAILED', 'payment.status' => 'PENDING'])));
$is('not cancelled: nothing known', false, Status::Unknown, $cancel(cancelled(['cancel.status' => 'FAILED', 'payment' => Remove::It])));
$is('a word that we do not know', false, Status::Pending, $cancel(cancelled(['cancel.status' => 'MAYBE', 'payment.status' => 'PENDING'])));
$response = $cancel(cancelled());
same('cancel: identifiers', identifiers(), $response->identifiers);
same('cancel: amount', 90000, $response->amount);
same('cancel: reference', REFERENCE, $response->merchantUniqueReference);
same('cancel: invoice', INVOICE, $response->invoiceNumber);

$is('refunded', true, Status::Refunded, $refund(refunded()));
$is('already requested', true, Status::Refunded, $refund(refunded(['refund.status' => 'FAILED'])));
$is('refund SUCCESS alone', true, Status::Refunded, $refund(refunded(['payment.status' => Remove::It])));
$is('refund SUCCESS, payment SUCCESS', true, Status::Refunded, $refund(refunded(['payment.status' => 'SUCCESS'])));
$is('payment REFUNDED alone', true, Status::Refunded, $refund(refunded(['refund' => Remove::It])));
foreach (['FAILED' => Status::Failed, 'CANCELED' => Status::Cancelled, 'PENDING' => Status::Pending] as $word => $status) {
    $is("refund refused: $word", false, $status, $refund(refunded(['refund.status' => 'FAILED', 'payment.status' => $word])));
}
$is('refund refused: nothing known', false, Status::Unknown, $refund(refunded(['refund.status' => 'FAILED', 'payment.status' => Remove::It])));

foreach (['PENDING' => Status::Pending, 'SUCCESS' => Status::Success, 'FAILED' => Status::Failed, 'EXPIRED' => Status::Expired, 'REFUNDED' => Status::Refunded,
    'CANCELLED' => Status::Cancelled, 'CANCELED' => Status::Cancelled, 'TIMEOUT' => Status::Unknown, 'REDIRECT' => Status::Unknown] as $word => $status) {
    $is("check $word", true, $status, $check(status_body(['transaction.status' => $word])));
}
$null = $check(status_body(['service.id' => null, 'acquirer.id' => null, 'channel.id' => null, 'order.status' => 'ORDER_GENERATED']));
$is('nulls', true, Status::Success, $null);
$p2p = $check(status_body(['peer_to_peer_info' => ['identifier' => identifiers(), 'merchant_unique_reference' => '60123'], 'payment' => ['merchant_unique_reference' => REFERENCE]]));
same('check: identifiers', identifiers(), $p2p->identifiers);
same('check: reference', REFERENCE, $p2p->merchantUniqueReference);
same('check: invoice', INVOICE, $p2p->invoiceNumber);
// state words without regard to case and blanks; order.status where there is no transaction
foreach (['success' => Status::Success, " Success\t" => Status::Success, 'canceled ' => Status::Cancelled, 'Expired' => Status::Expired] as $word => $status) {
    $is("check \"$word\"", true, $status, $check(status_body(['transaction.status' => $word])));
}
$is('cancel in lower case', true, Status::Cancelled, $cancel(cancelled(['cancel.status' => ' success '])));
$is('refund in lower case', true, Status::Refunded, $refund(refunded(['refund.status' => 'success', 'payment.status' => 'x'])));
$is('already requested in lower case', true, Status::Refunded, $refund(refunded(['refund.status' => 'failed', 'payment.status' => 'refunded'])));
foreach ([Remove::It, null] as $none) {
    $is('ORDER_EXPIRED', true, Status::Expired, $check(status_body(['order.status' => 'ORDER_EXPIRED', 'transaction' => $none])));
    $is('order_expired', true, Status::Expired, $check(status_body(['order.status' => ' order_expired', 'transaction' => $none])));
    $is('ORDER_GENERATED', true, Status::Pending, $check(status_body(['order.status' => 'ORDER_GENERATED', 'transaction' => $none])));
    $is('another word of the order', true, Status::Unknown, $check(status_body(['order.status' => 'ORDER_X', 'transaction' => $none])));
}
$is('the transaction counts where there is one', true, Status::Success, $check(status_body(['order.status' => 'ORDER_EXPIRED'])));
finish();
?>
--EXPECT--
done
