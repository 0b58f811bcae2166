<?php

declare(strict_types=1);

use DokuSandbox\Signature;
use DokuSandbox\Tests\Client;
use DokuSandbox\Tests\Harness;
use DokuSandbox\Tests\Program;
use DokuSandbox\Tests\Reply;

return static function (): void {
    $server = new Program('server.php', []);
    $client = $server->client();
    $identifiers = [];
    /** Makes an order and brings it into a state by the ways that lead there. */
    $make = static function (string $name, string $state) use ($server, $client, &$identifiers): void {
        $answer = $client->post('generate', Client::order($name), "make-$name")->json();
        $identifiers[$name] = $answer['payment']['identifier'];
        match ($state) {
            'PENDING' => null,
            'SUCCESS' => $server->control('POST', "orders/INV-$name/pay"),
            'FAILED' => $server->control('POST', "orders/INV-$name/decline"),
            'EXPIRED' => $server->control('POST', "orders/INV-$name/expire"),
            'CANCELLED' => $client->post('cancel', Client::cancellation($name)),
            'REFUNDED' => [$server->control('POST', "orders/INV-$name/pay"),
                $client->post('refund', Client::refund($name, $identifiers[$name]))],
        };
        Harness::same($state, $client->status("INV-$name")->json()['transaction']['status'], "state of $name");
    };
    $states = ['PENDING', 'SUCCESS', 'FAILED', 'EXPIRED', 'CANCELLED', 'REFUNDED'];

    foreach ($states as $state) {
        $make("C-$state", $state);
        $reply = $client->post('cancel', Client::cancellation("C-$state"));
        $answer = $reply->json();
        $good = $state === 'PENDING';
        Harness::same(200, $reply->status, "cancel of $state: status");
        Harness::same($good ? 'SUCCESS' : 'FAILED', $answer['cancel']['status'], "cancel of $state: cancel.status");
        Harness::same($good ? 'CANCELLED' : $state, $answer['payment']['status'], "cancel of $state: payment.status");
        Harness::same(
            ['invoice_number' => "INV-C-$state", 'amount' => 90000],
            $answer['order'],
            "cancel of $state: order",
        );
        Harness::same($good, $server->lastEntry()['executed'], "cancel of $state: executed");
        Harness::same(
            $good ? 'CANCELLED' : $state,
            $client->status("INV-C-$state")->json()['transaction']['status'],
            "after cancel of $state",
        );
    }
    $words = ['PENDING' => 'PENDING', 'SUCCESS' => 'REFUNDED', 'FAILED' => 'FAILED', 'EXPIRED' => 'FAILED',
        'CANCELLED' => 'CANCELED', 'REFUNDED' => 'REFUNDED'];
    foreach ($states as $state) {
        $make("R-$state", $state);
        $reply = $client->post('refund', Client::refund("R-$state", $identifiers["R-$state"], "AGAIN-$state"));
        $answer = $reply->json();
        $good = $state === 'SUCCESS';
        Harness::same(200, $reply->status, "refund of $state: status");
        Harness::same($good ? 'SUCCESS' : 'FAILED', $answer['refund']['status'], "refund of $state: refund.status");
        Harness::same($words[$state], $answer['payment']['status'], "refund of $state: payment.status");
        Harness::same("AGAIN-$state", $answer['refund']['merchant_unique_reference'], "refund of $state: reference");
        Harness::same(
            'REF-MCH-0001-10791114622547AGAIN-' . $state,
            $answer['refund']['identifier'][0]['value'],
            "refund of $state: identifier",
        );
        Harness::same($good, $server->lastEntry()['executed'], "refund of $state: executed");
    }
    foreach (['pay', 'decline', 'expire'] as $decision) {
        foreach ($states as $state) {
            $make("$decision-$state", $state);
            $answer = $server->control('POST', "orders/INV-$decision-$state/$decision");
            Harness::same($state === 'PENDING' ? 200 : 409, $answer['_status'], "$decision of $state");
        }
    }
    $answer = $server->control('POST', 'orders/INV-pay-FAILED/pay', ['force' => true]);
    Harness::same('SUCCESS', $answer['order']['status'], 'a late payment by force');
    Harness::same(
        409,
        $server->control('POST', 'orders/INV-pay-CANCELLED/pay', ['force' => true])['_status'],
        'never of a cancelled order',
    );
    Harness::same(404, $server->control('POST', 'orders/INV-NONE/pay')['_status'], 'unknown order');
    $wrong = $server->control('POST', 'orders/INV-pay-FAILED/pay', ['plan' => ['x']]);
    Harness::same(400, $wrong['_status'], 'no such plan');

    // Identity of cancel and refund.
    $make('ID', 'PENDING');
    $refused = static function (string $operation, array $body, string $message) use ($client): void {
        $reply = $client->post($operation, $body);
        Harness::same([400, ['message' => [$message]]], [$reply->status, $reply->json()], "$operation: $message");
    };
    $body = Client::cancellation('ID');
    $body['payment']['merchant_unique_reference'] = 'MUR-OTHER';
    $refused('cancel', $body, 'MERCHANT UNIQUE REFERENCE NOT MATCH');
    $body = Client::cancellation('ID');
    $body['payment']['identifier'] = [$identifiers['ID'][0], ['name' => 'AKULAKU_UNIQUE_REFERENCE', 'value' => 'x']];
    $refused('cancel', $body, 'IDENTIFIER NOT MATCH');
    $refused('refund', Client::refund('ID', [['name' => 'ORDER_ID', 'value' => '5']]), 'IDENTIFIER NOT MATCH');
    $refused('refund', Client::refund('ID', [['name' => 'OTHER', 'value' => '5']]), 'IDENTIFIER NOT MATCH');
    $refused('refund', Client::refund('ID', $identifiers['ID'], 'AGAIN-SUCCESS'), 'REFUND REFERENCE ALREADY USED');
    $body = Client::cancellation('ID');
    $body['payment']['identifier'] = array_reverse($identifiers['ID']);
    Harness::same('SUCCESS', $client->post('cancel', $body)->json()['cancel']['status'], 'identifiers in any order');

    foreach (['cancel', 'refund'] as $operation) {
        $reply = $client->post($operation, Client::refund('NONE', [['name' => 'ORDER_ID', 'value' => '1']]));
        Harness::same(
            [200, ['message' => 'Order Not Found']],
            [$reply->status, $reply->json()],
            "$operation of an unknown order",
        );
    }

    // Repeated Request-Ids of cancel and refund do nothing twice.
    $make('TWICE', 'SUCCESS');
    $body = Client::refund('TWICE', $identifiers['TWICE']);
    $first = $client->post('refund', $body, 'refund-twice');
    $second = $client->post('refund', $body, 'refund-twice');
    Harness::same([200, 409], [$first->status, $second->status], 'refund twice');
    Harness::same($first->body, $second->body, 'same answer');

    // The status call.
    $server->control('POST', 'config', ['characters' => 'any']);
    $make('ST#1/\u00e9 ?', 'PENDING');
    $reply = $client->status('INV-ST#1/\u00e9 ?');
    Harness::same('INV-ST#1/\u00e9 ?', $reply->json()['order']['invoice_number'], 'percent-decoded');
    $reply = $client->status('make-TWICE');
    $answer = $reply->json();
    Harness::same(['INV-TWICE', 'REFUNDED', 'make-TWICE'], [$answer['order']['invoice_number'],
        $answer['transaction']['status'], $answer['transaction']['original_request_id']], 'by Request-Id');
    Harness::same(
        ['service', 'acquirer', 'channel', 'order', 'transaction', 'peer_to_peer_info', 'payment'],
        array_keys($answer),
        'shape',
    );
    Harness::same('PEER_TO_PEER_AKULAKU', $answer['channel']['id'], 'channel');
    $created = $server->control('GET', 'orders?invoice=INV-TWICE')['orders'][0]['created'];
    $jakarta = (new DateTimeImmutable($created))->setTimezone(new DateTimeZone('Asia/Jakarta'));
    Harness::same($jakarta->format('YmdHis'), $answer['peer_to_peer_info']['created_date'], 'created_date in UTC+7');
    $expected = static fn (Reply $reply, ?string $body): string => Signature::make(
        Client::SECRET,
        Client::ID,
        $reply->header('Request-Id'),
        $reply->header('Response-Timestamp'),
        '/orders/v1/status/make-TWICE',
        $body,
        true,
    );
    Harness::same($expected($reply, null), $reply->header('Signature'), 'signed without Digest');
    $server->control('POST', 'config', ['quirks' => ['get_digest']]);
    $reply = $client->status('make-TWICE');
    Harness::same($expected($reply, $reply->body), $reply->header('Signature'), 'signed with Digest');
    $reply = $client->status('INV-NONE');
    Harness::same([404, ['message' => 'Order Not Found']], [$reply->status, $reply->json()], 'unknown');
    $path = '/orders/v1/status/INV-TWICE';
    $headers = Client::signed('GET', $path, '', 'same-id');
    Harness::same([200, 200], [$client->send('GET', $path, '', $headers)->status,
        $client->send('GET', $path, '', $headers)->status], 'a status call may repeat its Request-Id');
};
