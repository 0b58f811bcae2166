<?php

declare(strict_types=1);

require dirname(__DIR__) . '/support.php';

$sandbox = new Sandbox();
$web = new Web(page(), $sandbox->http);
$answer = $web->send('GET', '/checkout');
$orders = $sandbox->get('/_sandbox/orders')['orders'];
expect('DOKU has one order', count($orders) === 1, $orders);
expect('its invoice', $orders[0]['invoice_number'] === 'INV-1001', $orders);
expect('its Request-Id', $orders[0]['request_id'] === 'order-1001-attempt-1', $orders);
expect('a redirect', str_contains($answer[0], ' 303 '), $answer);
expect('to the payment page', in_array('Location: ' . $orders[0]['payment_url'], $answer, true), $answer);
