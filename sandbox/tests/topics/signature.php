<?php

declare(strict_types=1);

use DokuSandbox\Signature;
use DokuSandbox\Tests\Client;
use DokuSandbox\Tests\Harness;

/*
 * "published": values that others published; "computed": inputs from DOKU's documents, results that two other
 * implementations (Python's hmac, the openssl command) agree on.
 */
return static function (): void {
    $digests = [
        ['', '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='], // published
        ['abc', 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='], // published
        ['{"a":1}', 'AVq9f1zFei3ZS3WQ8ErYCEJzkF7jPsXOvq5iJ2qX+GI='], // published
        ['{}', 'RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o='], // published
    ];
    foreach ($digests as [$body, $digest]) {
        Harness::same($digest, Signature::digest($body), "digest of '$body'");
    }

    $id = 'MCH-0001-10791114622547';
    $secret = 'secret-key-from-DOKU-back-office';
    $order = (string) json_encode(Client::order('20210707-0001'), JSON_UNESCAPED_SLASHES);
    $generate = '/akulaku-peer-to-peer/v2/generate-order';
    $request = 'baec7d95-f30a-4b78-b711-6ebe0ccdf50b';
    // computed: akulaku-generate-compact
    Harness::same('Wr84xmpnsjP5VSpZP8jg0HcrZSIxVrUWwhd4MYN/jD8=', Signature::digest($order), 'digest of the order');
    Harness::same(
        'HMACSHA256=byoMf/h2cLAuXvyXZP7TNLCJrSSovXU/1vCVtBHqF7I=',
        Signature::make($secret, $id, $request, '2021-07-07T08:45:42Z', $generate, $order),
        'request',
    );
    Harness::same(
        "Client-Id:$id\nRequest-Id:$request\nRequest-Timestamp:2021-07-07T08:45:42Z\nRequest-Target:$generate\n"
            . 'Digest:Wr84xmpnsjP5VSpZP8jg0HcrZSIxVrUWwhd4MYN/jD8=',
        Signature::stringToSign($id, $request, '2021-07-07T08:45:42Z', $generate, $order),
        'string to sign',
    );
    // computed: check-status-by-invoice
    Harness::same(
        'HMACSHA256=swOZYrjmxhrgWxXq3lVt48J7y1WDgedeBRlnDXj9pQQ=',
        Signature::make(
            $secret,
            $id,
            'e71fe02a-bfef-4af9-a6f6-2cf1f03b00e7',
            '2020-11-18T08:45:42Z',
            '/orders/v1/status/INV-20210707-0001',
            null,
        ),
        'GET without Digest',
    );
    // computed: akulaku-generate-response
    $answer = '{"order":{"invoice_number":"INV-20210707-0001","amount":90000},"payment":{"merchant_unique_reference":'
        . '"MUR-20210707-0001","url":"https://pay.example.com/akulaku/1000035148","status":"PENDING","identifier":'
        . '[{"name":"ORDER_ID","value":"1000035148"},{"name":"AKULAKU_UNIQUE_REFERENCE","value":'
        . '"MCH-0001-10791114622547MUR-20210707-0001"}]}}';
    Harness::same(
        'HMACSHA256=5PiXtddHBymN0hrw3lWuRZCW155UbLbqDo6Wfguac7U=',
        Signature::make($secret, $id, $request, '2021-07-07T08:45:43Z', $generate, $answer, true),
        'response layout',
    );
    // computed: akulaku-notification-compact
    $notification = '{"service":{"id":"PEER_TO_PEER"},"acquirer":{"id":"AKULAKU"},'
        . '"channel":{"id":"PEER_TO_PEER_AKULAKU"},'
        . '"order":{"invoice_number":"INV-20210707-0001","amount":90000},"transaction":{"status":"SUCCESS","date":'
        . '"2021-07-07T08:48:42Z","original_request_id":"baec7d95-f30a-4b78-b711-6ebe0ccdf50b"},"peer_to_peer_info":'
        . '{"virtual_account_number":"2900800000000003","created_date":"20200313095850",'
        . '"expired_date":"20200313155850",'
        . '"status":"SUCCESS","merchant_unique_reference":"60123","identifier":[{"name":"AKULAKU_UNIQUE_REFERENCE",'
        . '"value":"BRN-0288-1654748429432TEST-ABC-768"},'
        . '{"name":"ORDER_ID","value":"BRN-0288-1654748429432TEST-ABC-768"}]},'
        . '"payment":{"merchant_unique_reference":"MUR-20210707-0001"}}';
    Harness::same(
        'HMACSHA256=8iuqtEVFQUz/BlmV3EaLQDMEeqLgoq5u5447I5260+w=',
        Signature::make(
            $secret,
            $id,
            '450ec2b0-5631-4876-a3ee-33a93ee39daa',
            '2021-07-07T08:50:43Z',
            '/payments/notifications',
            $notification,
        ),
        'notification',
    );

    foreach (['2021-07-07T08:45:42Z' => 1625647542, '1970-01-01T00:00:00Z' => 0, '2024-02-29T23:59:59Z' => 1709251199]
        as $text => $time) {
        Harness::same($time, Signature::parseTimestamp($text), "time of $text");
        Harness::same($text, Signature::timestamp($time), "text of $time");
    }
    foreach (['2021-07-07T08:45:42.000Z', '2021-07-07T08:45:42', '2021-07-07T08:45:42+00:00', '2021-02-29T00:00:00Z',
        '2021-07-07T24:00:00Z', "2021-07-07T08:45:42Z\n", '', '20210707084542'] as $text) {
        Harness::same(null, Signature::parseTimestamp($text), 'no timestamp: ' . $text);
    }
    Harness::check(
        preg_match('~^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$~D', Signature::uuid()) === 1,
        'UUID v4',
    );
};
