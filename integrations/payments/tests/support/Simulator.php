<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

/** The simulator of DOKU, one for the run. Its orders are forgotten by reset(). */
final class Simulator
{
    private static ?self $instance = null;
    public readonly string $http;
    private readonly string $control;

    private function __construct()
    {
        $log = Scratch::folder() . '/simulator.log';
        $server = dirname(__DIR__, 4) . '/sandbox/server.php';
        $line = Scratch::folder() . '/simulator.json';
        $process = proc_open(
            [PHP_BINARY, '-n', $server, '--quiet', '--speed', '600'],
            [['file', '/dev/null', 'r'], ['file', $line, 'w'], ['file', $log, 'a']],
            $pipes
        );
        if ($process === false) {
            throw new \RuntimeException('the simulator does not start');
        }
        Scratch::keep($process);
        Scratch::await('the simulator', static fn (): bool => str_ends_with((string) file_get_contents($line), "\n"));
        /** @var array{http: string, control: string} $ready */
        $ready = json_decode((string) file_get_contents($line), true, 8, JSON_THROW_ON_ERROR);
        $this->http = $ready['http'];
        $this->control = $ready['control'];
    }

    public static function get(): self
    {
        return self::$instance ??= new self();
    }

    public function reset(): void
    {
        $this->ask('/_sandbox/reset', []);
    }

    /** @param list<string|array<string, mixed>> $faults */
    public function faults(array $faults): void
    {
        $this->ask('/_sandbox/faults', ['faults' => $faults]);
    }

    public function noFaults(): void
    {
        $this->ask('/_sandbox/faults', null, 'DELETE');
    }

    public function listen(bool $open): void
    {
        $this->ask('/_sandbox/listeners', ['http' => $open ? 'open' : 'closed']);
    }

    public function pay(string $invoice, bool $force = false): void
    {
        $this->ask("/_sandbox/orders/$invoice/pay", ['force' => $force]);
    }

    public function decline(string $invoice): void
    {
        $this->ask("/_sandbox/orders/$invoice/decline", []);
    }

    public function expire(string $invoice): void
    {
        $this->ask("/_sandbox/orders/$invoice/expire", []);
    }

    /** @return array<string, string> invoice => status, oldest first */
    public function orders(): array
    {
        /** @var array{orders: list<array{invoice_number: string, status: string}>} $answer */
        $answer = $this->ask('/_sandbox/ledger');
        return array_column($answer['orders'], 'status', 'invoice_number');
    }

    /**
     * Requests, oldest first.
     *
     * @return list<array{operation: string, request_id: string, invoice: ?string, executed: bool, body_sha256: string}>
     */
    public function requests(?string $operation = null): array
    {
        /** @var array{requests: list<array{operation: string, request_id: string, invoice: ?string, executed: bool, body_sha256: string}>} $answer */
        $answer = $this->ask('/_sandbox/ledger');
        return array_values(array_filter(
            $answer['requests'],
            static fn (array $request): bool => $operation === null || $request['operation'] === $operation
        ));
    }

    /**
     * @param ?array<string, mixed> $body null: GET
     * @return array<mixed>
     */
    private function ask(string $path, ?array $body = null, string $method = 'GET'): array
    {
        $context = stream_context_create(['http' => [
            'method' => $body === null ? $method : 'POST', 'header' => 'Content-Type: application/json',
            'content' => $body === null ? '' : json_encode((object) $body, JSON_THROW_ON_ERROR), 'ignore_errors' => true,
        ]]);
        $answer = (string) file_get_contents($this->control . $path, false, $context);
        $status = explode(' ', $http_response_header[0] ?? '')[1] ?? '';
        if ($status !== '200') {
            throw new \RuntimeException("$path answered $status: $answer");
        }
        /** @var array<mixed> */
        return json_decode($answer, true, 64, JSON_THROW_ON_ERROR);
    }
}
