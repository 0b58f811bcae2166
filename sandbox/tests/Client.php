<?php

declare(strict_types=1);

namespace DokuSandbox\Tests;

use DokuSandbox\Signature;

/** A blocking HTTP client that hides nothing: it keeps every byte and tells how a connection ended. */
final class Client
{
    public const ID = 'MCH-0001-10791114622547';
    public const SECRET = 'secret-key-from-DOKU-back-office';
    public const API = '/akulaku-peer-to-peer/v2/';

    /** @var resource|null */
    public $stream = null;

    public function __construct(private readonly string $base, private readonly ?string $caFile = null)
    {
    }

    public function connect(): bool
    {
        if ($this->stream !== null) {
            return true;
        }
        $url = parse_url($this->base);
        $context = stream_context_create([
            'ssl' => ['cafile' => (string) $this->caFile, 'peer_name' => $url['host']],
            'socket' => ['tcp_nodelay' => true],
        ]);
        $scheme = $url['scheme'] === 'https' ? 'tls' : 'tcp';
        error_clear_last();
        $address = "$scheme://$url[host]:$url[port]";
        $stream = @stream_socket_client($address, $code, $message, 5.0, STREAM_CLIENT_CONNECT, $context);
        $this->stream = $stream === false ? null : $stream;
        return $this->stream !== null;
    }

    public static function lastError(): string
    {
        return error_get_last()['message'] ?? '';
    }

    public function close(): void
    {
        if ($this->stream !== null) {
            fclose($this->stream);
            $this->stream = null;
        }
    }

    /** @param array<string, string> $headers */
    public function write(string $method, string $target, string $body = '', array $headers = []): bool
    {
        if (!$this->connect()) {
            return false;
        }
        $head = "$method $target HTTP/1.1\r\nHost: 127.0.0.1\r\n";
        foreach ($headers as $name => $value) {
            $head .= "$name: $value\r\n";
        }
        if ($method !== 'GET') {
            $head .= 'Content-Length: ' . strlen($body) . "\r\n";
        }
        return $this->writeBytes($head . "\r\n" . $body);
    }

    public function writeBytes(string $bytes): bool
    {
        return @fwrite($this->stream, $bytes) === strlen($bytes);
    }

    /** @param array<string, string> $headers */
    public function send(
        string $method,
        string $target,
        string $body = '',
        array $headers = [],
        float $timeout = 5.0,
    ): Reply {
        if (!$this->write($method, $target, $body, $headers)) {
            $this->close();
            return new Reply('', 'not sent');
        }
        return $this->read($timeout);
    }

    /** Reads one answer; the reply tells whether it ended as it should, by the end of the stream, or not at all. */
    public function read(float $timeout = 5.0): Reply
    {
        $end = microtime(true) + $timeout;
        $raw = '';
        $look = 0;
        while (($left = $end - microtime(true)) > 0.0) {
            $bytes = $this->receive($left, $how);
            if ($how === 'timeout') {
                break;
            }
            if ($how !== '') {
                $this->close();
                return new Reply($raw, $how);
            }
            $raw .= $bytes;
            // Taking a long answer apart after every piece would take quadratic time.
            if (strlen($raw) < $look && !str_ends_with($raw, "\r\n\r\n")) {
                continue;
            }
            $reply = new Reply($raw, 'complete');
            $whole = str_contains($raw, $reply->head . "\r\n\r\n");
            $look = $reply->expectedBytes() ?? ($whole ? strlen($raw) * 2 : 0);
            if ($reply->isComplete()) {
                if (strtolower($reply->header('Connection')) === 'close') {
                    $this->close();
                }
                return $reply;
            }
        }
        return new Reply($raw, 'timeout');
    }

    /** Some bytes; $how is "" or how the stream ended: eof, reset, timeout. */
    private function receive(float $seconds, ?string &$how): string
    {
        $how = '';
        $read = [$this->stream];
        $none = null;
        // TLS may hold bytes that select does not see, so those streams are read with a time limit instead.
        if (!isset(stream_get_meta_data($this->stream)['crypto'])) {
            if (@stream_select($read, $none, $none, (int) $seconds, (int) (fmod($seconds, 1.0) * 1e6)) === 0) {
                $how = 'timeout';
                return '';
            }
            if (function_exists('socket_import_stream')) {
                return $this->receiveFromSocket($how);
            }
        }
        stream_set_timeout($this->stream, (int) $seconds, (int) (fmod($seconds, 1.0) * 1e6));
        error_clear_last();
        $bytes = @fread($this->stream, 65536);
        if ($bytes === '' || $bytes === false) {
            $how = match (true) {
                stream_get_meta_data($this->stream)['timed_out'] => 'timeout',
                str_contains(self::lastError(), 'reset by peer') => 'reset',
                default => 'eof',
            };
            return '';
        }
        return $bytes;
    }

    /** PHP's streams do not tell a reset from an ordinary end; ext/sockets does. */
    private function receiveFromSocket(string &$how): string
    {
        $socket = socket_import_stream($this->stream);
        $count = @socket_recv($socket, $bytes, 262144, 0);
        if ($count === false) {
            $how = socket_last_error($socket) === SOCKET_ECONNRESET ? 'reset' : 'eof';
            return '';
        }
        if ($count === 0) {
            $how = 'eof';
            return '';
        }
        return (string) $bytes;
    }

    /**
     * The four headers for a call.
     *
     * @return array<string, string>
     */
    public static function signed(
        string $method,
        string $path,
        string $body,
        ?string $requestId = null,
        ?string $timestamp = null,
        string $clientId = self::ID,
        string $secret = self::SECRET,
    ): array {
        $requestId ??= bin2hex(random_bytes(8));
        $timestamp ??= Signature::timestamp(time());
        $signed = $method === 'GET' ? null : $body;
        $headers = [
            'Client-Id' => $clientId,
            'Request-Id' => $requestId,
            'Request-Timestamp' => $timestamp,
            'Signature' => Signature::make($secret, $clientId, $requestId, $timestamp, $path, $signed),
        ];
        return $method === 'GET' ? $headers : $headers + ['Content-Type' => 'application/json'];
    }

    /**
     * One signed POST of the API.
     *
     * @param array<string, mixed>|string $body
     * @param array<string, string> $more
     */
    public function post(
        string $operation,
        array|string $body,
        ?string $requestId = null,
        array $more = [],
        float $timeout = 5.0,
    ): Reply {
        $path = self::API . ($operation === 'generate' ? 'generate-order' : $operation);
        $json = is_string($body) ? $body : (string) json_encode($body, JSON_UNESCAPED_SLASHES);
        return $this->send('POST', $path, $json, self::signed('POST', $path, $json, $requestId) + $more, $timeout);
    }

    /** @param array<string, string> $more */
    public function status(string $id, array $more = []): Reply
    {
        $path = '/orders/v1/status/' . rawurlencode($id);
        return $this->send('GET', $path, '', self::signed('GET', $path, '') + $more);
    }

    /**
     * DOKU's sample order with a name of its own.
     *
     * @return array<string, mixed>
     */
    public static function order(string $name): array
    {
        $shirt = ['name' => 'T-Shirt Red', 'price' => 30000, 'quantity' => 2, 'sku' => '1002', 'category' => 'Shirt'];
        $polo = ['name' => 'Polo Navy', 'price' => 30000, 'quantity' => 1, 'sku' => '1001', 'category' => 'Shirt'];
        return [
            'order' => [
                'invoice_number' => 'INV-' . $name,
                'amount' => 90000,
                'line_items' => [$shirt, $polo],
                'callback_url' => 'https://merchant.com/return-url',
            ],
            'payment' => ['merchant_unique_reference' => 'MUR-' . $name],
            'customer' => [
                'id' => 'CUST-0001',
                'name' => 'Anton Budiman',
                'phone' => '6285694566147',
                'address' => 'Menara Mulia Lantai 8',
                'city' => 'Jakarta Selatan',
                'state' => 'DKI Jakarta',
                'postcode' => '120129',
            ],
        ];
    }

    /** @return array<string, mixed> */
    public static function cancellation(string $name): array
    {
        return [
            'order' => ['invoice_number' => 'INV-' . $name],
            'payment' => ['merchant_unique_reference' => 'MUR-' . $name],
        ];
    }

    /** @return array<string, mixed> */
    public static function refund(string $name, array $identifiers, ?string $reference = null): array
    {
        $body = self::cancellation($name);
        $body['payment']['identifier'] = $identifiers;
        $body['refund'] = ['merchant_unique_reference' => $reference ?? 'REF-' . $name];
        return $body;
    }
}
