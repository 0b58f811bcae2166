<?php

declare(strict_types=1);

/** A WordPress that runs, the simulator beside it, and what was found. */
final class Site
{
    private int $passed = 0;
    private int $failed = 0;

    public function __construct(public readonly string $folder, public readonly string $url, private readonly string $control)
    {
    }

    /** One step of steps.php; without the extension where $settings is "conf.without". */
    public function step(string $name, string ...$arguments): mixed
    {
        return $this->stepWith('conf.d', $name, ...$arguments);
    }

    public function stepWith(string $settings, string $name, string ...$arguments): mixed
    {
        $process = proc_open(
            [PHP_BINARY, __DIR__ . '/steps.php', $this->folder . '/site', $name, ...$arguments],
            [1 => ['pipe', 'w'], 2 => ['file', $this->folder . '/steps.log', 'a']],
            $pipes,
            null,
            ['PHP_INI_SCAN_DIR' => "$this->folder/$settings"] + getenv(),
        );
        $said = trim((string) stream_get_contents($pipes[1]));
        proc_close($process);
        $lines = explode("\n", $said);
        $result = json_decode(end($lines), true);
        if ($result === null && end($lines) !== 'null') {
            $log = (string) @file_get_contents($this->folder . '/php.log');
            throw new RuntimeException("$name gave no result: " . substr($log, -600));
        }
        return $result;
    }

    /** @param array<string, string> $headers @return array{int, mixed} status, and the body where it is JSON */
    public function http(string $path, ?string $body = null, array $headers = []): array
    {
        $context = stream_context_create(['http' => [
            'method' => $body === null ? 'GET' : 'POST',
            'header' => array_map(static fn (string $name, string $value): string => "$name: $value", array_keys($headers), $headers),
            'content' => $body ?? '',
            'ignore_errors' => true,
            'follow_location' => 0,
            'timeout' => 30,
        ]]);
        $text = (string) file_get_contents($this->url . $path, false, $context);
        $status = preg_match('~^HTTP/\S+ (\d{3})~', $http_response_header[0] ?? '', $match) === 1 ? (int) $match[1] : 0;
        return [$status, json_decode($text, true)];
    }

    /** A notification as DOKU signs it, for the path that it was given. @return array{int, mixed} */
    public function notify(string $path, array $order, string $signedFor = '', string $secret = ''): array
    {
        $body = json_encode(['service' => ['id' => 'PEER_TO_PEER'], 'acquirer' => ['id' => 'AKULAKU'], 'channel' => ['id' => 'PEER_TO_PEER_AKULAKU'],
            'order' => $order, 'transaction' => ['status' => 'SUCCESS', 'date' => gmdate('Y-m-d\TH:i:s\Z'), 'original_request_id' => bin2hex(random_bytes(8))]]);
        $time = gmdate('Y-m-d\TH:i:s\Z');
        $id = bin2hex(random_bytes(16));
        $text = "Client-Id:MCH-0001-10791114622547\nRequest-Id:$id\nRequest-Timestamp:$time\nRequest-Target:"
            . ($signedFor === '' ? $path : $signedFor) . "\nDigest:" . base64_encode(hash('sha256', $body, true));
        $key = $secret === '' ? (string) file_get_contents($this->folder . '/secret') : $secret;
        return $this->http($path, $body, ['Content-Type' => 'application/json', 'Client-Id' => 'MCH-0001-10791114622547', 'Request-Id' => $id,
            'Request-Timestamp' => $time, 'Signature' => 'HMACSHA256=' . base64_encode(hash_hmac('sha256', $text, $key, true))]);
    }

    public function control(string $call, ?array $body = null): mixed
    {
        $context = stream_context_create(['http' => ['method' => $body === null ? 'GET' : 'POST', 'content' => $body === null ? '' : json_encode($body), 'timeout' => 30]]);
        return json_decode((string) file_get_contents("$this->control/_sandbox/$call", false, $context), true);
    }

    /** @return array<string, string> invoice => state in the simulator's ledger */
    public function ledger(): array
    {
        return array_column($this->control('orders')['orders'], 'status', 'invoice_number');
    }

    public function yes(string $title, bool $is): void
    {
        $this->same($title, true, $is);
    }

    public function same(string $title, mixed $expected, mixed $actual): void
    {
        if ($expected === $actual) {
            $this->passed++;
            echo "ok     $title\n";
            return;
        }
        $this->failed++;
        $flags = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PARTIAL_OUTPUT_ON_ERROR;
        echo "FAILED $title\n       expected ", json_encode($expected, $flags), "\n       got      ", json_encode($actual, $flags), "\n";
    }

    /** Exit status. */
    public function end(): int
    {
        echo "$this->passed passed, $this->failed failed\n";
        return $this->failed === 0 ? 0 : 1;
    }
}
