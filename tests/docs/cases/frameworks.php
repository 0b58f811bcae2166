<?php

declare(strict_types=1);

require dirname(__DIR__) . '/support.php';

/** By hash_hmac, not by the extension. */
function notification_headers(string $path, string $body): array
{
    $time = gmdate('Y-m-d\TH:i:s\Z');
    $text = 'Client-Id:' . CLIENT_ID . "\nRequest-Id:n-1\nRequest-Timestamp:$time\nRequest-Target:$path\nDigest:"
        . base64_encode(hash('sha256', $body, true));
    return ['Client-Id' => CLIENT_ID, 'Request-Id' => 'n-1', 'Request-Timestamp' => $time,
        'Signature' => 'HMACSHA256=' . base64_encode(hash_hmac('sha256', $text, SECRET, true))];
}

$body = '{"order":{"invoice_number":"INV-1","amount":90000},"transaction":{"status":"SUCCESS"}}';
$psr = array_map(static fn (string $value): array => [$value], notification_headers('/payments/notifications', $body));
$wordpress = [];
foreach (notification_headers('/wp-json/shop/v1/akulaku', $body) as $name => $value) {
    $wordpress[str_replace('-', '_', strtolower($name))] = [$value];
}
$before = '
    final class Message
    {
        public function __construct(private readonly array $headers, private readonly string $body) {}
        public function getBody(): string { return $this->body; }
        public function getHeaders(): array { return $this->headers; }
        public function get_body(): string { return $this->body; }
        public function get_headers(): array { return $this->headers; }
    }
    $doku = DokuAkulaku::fromIni();
    $request = new Message(' . var_export($psr, true) . ', ' . var_export($body, true) . ');
    $wpRequest = new Message(' . var_export($wordpress, true) . ', ' . var_export($body, true) . ');
    register_shutdown_function(function (): void {
        header("X-Invoice: " . ($GLOBALS["notification"]->invoiceNumber ?? "none"));
    });';
$web = new Web(page($before), 'http://127.0.0.1:1');
$headers = [];
foreach (notification_headers('/pay/notify', $body) as $name => $value) {
    $headers[] = "$name: $value";
}
$answer = $web->send('POST', '/internal/path', $body, [...$headers, 'Content-Type: application/json']);
expect('all three are verified', str_contains($answer[0], ' 200 '), $answer);
expect('the last one is decoded', in_array('X-Invoice: INV-1', $answer, true), $answer);
$answer = $web->send('POST', '/internal/path', $body . ' ', [...$headers, 'Content-Type: application/json']);
expect('a changed body is not', str_contains($answer[0], ' 500 '), $answer);
