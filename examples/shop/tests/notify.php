<?php

/** Sends signed notifications: notify.php URL INVOICE AMOUNT STATUS[,STATUS...]. Waits for a line on stdin before. */

declare(strict_types=1);

require dirname(__DIR__) . '/bin/support/Visitor.php';

[, $url, $invoice, $amount, $states] = $argv;
echo "ready\n";
fgets(STDIN);
$answers = [];
foreach (explode(',', $states) as $state) {
    $body = json_encode(['channel' => ['id' => 'PEER_TO_PEER_AKULAKU'],
        'order' => ['invoice_number' => $invoice, 'amount' => (int) $amount], 'transaction' => ['status' => $state]]);
    $clientId = 'MCH-0001-10791114622547';
    $requestId = bin2hex(random_bytes(16));
    $timestamp = gmdate('Y-m-d\TH:i:s\Z');
    $text = "Client-Id:$clientId\nRequest-Id:$requestId\nRequest-Timestamp:$timestamp\nRequest-Target:/notification\n"
        . 'Digest:' . base64_encode(hash('sha256', $body, true));
    $signature = base64_encode(hash_hmac('sha256', $text, 'secret-key-from-DOKU-back-office', true));
    $visitor = new ExampleShop\Support\Visitor();
    $visitor->send('POST', $url, ['Content-Type: application/json', "Client-Id: $clientId", "Request-Id: $requestId",
        "Request-Timestamp: $timestamp", "Signature: HMACSHA256=$signature"], $body);
    $answers[] = $visitor->status;
}
echo implode(',', $answers), "\n";
