<?php

declare(strict_types=1);

/*
 * Random values at every public method, with transports, loggers, generators and Fibers that misbehave. Only
 * ValueError, TypeError, Error and DokuAkulaku\Exception may come out, and what the fuzzer's own callables threw; no
 * warning, notice or deprecation. Best under PHP with sanitizers: tests/trust/run fuzz_php.php.
 *
 *   fuzz_php.php [--seconds=20] [--seed=N] [--first=N] [--rounds=N]      --first and --rounds replay
 */

require __DIR__ . '/support/trust.inc';
require __DIR__ . '/support/chaos.inc';

final class Fuzzer
{
    private DokuAkulaku $client;
    /** @var list<mixed> results and exceptions of this round */
    private array $seen = [];
    private int $nesting = 0;
    /** @var array<string, int> */
    public array $outcomes = [];

    public function __construct(private readonly Chaos $chaos)
    {
    }

    /** Every way in; the fuzzer picks one. */
    public function round(): void
    {
        $this->guarded('construct', fn () => $this->client = $this->construct());
        $this->client ??= $this->quiet();
        for ($i = $this->chaos->int(1, 4); $i > 0; $i--) {
            if ($this->chaos->once(5)) {
                $this->inFiber();
            } else {
                $this->step();
            }
        }
        $this->touch($this->chaos->pick($this->seen));
        $this->seen = [];
        unset($this->client);
        if ($this->chaos->once(20)) {
            gc_collect_cycles();
        }
    }

    private function guarded(string $what, callable $call): mixed
    {
        try {
            $result = $call();
            $this->count("$what returned");
            $this->keep($result);
            return $result;
        } catch (ChaosThrown $thrown) {
            $this->count("$what passed on");
        } catch (DokuAkulaku\Exception | Error $thrown) {
            if ($thrown instanceof AssertionError || $thrown instanceof ArithmeticError) {
                throw $thrown;
            }
            $this->count("$what " . $thrown::class);
            $this->judge($thrown);
            $this->keep($thrown);
        }
        return null;
    }

    private function keep(mixed $value): void
    {
        if (count($this->seen) < 20) {
            $this->seen[] = $value;
        }
    }

    private function count(string $what): void
    {
        $this->outcomes[$what] = ($this->outcomes[$what] ?? 0) + 1;
    }

    private function judge(Throwable $thrown): void
    {
        $message = $thrown->getMessage();
        if (str_contains($message, SECRET)) {
            throw new ErrorException("a message tells the secret: $message");
        }
        if ($thrown instanceof DokuAkulaku\Exception && preg_match('//u', $message) !== 1) {
            throw new ErrorException('a message is not UTF-8: ' . bin2hex($message));
        }
        foreach (['getRequestId', 'getViolations', 'getHttpStatus', 'getErrorCode', 'getErrorType', 'getErrorMessage', 'getResponse',
            'getAttempts', 'getReason'] as $getter) {
            if (method_exists($thrown, $getter)) {
                $thrown->$getter();
            }
        }
        if ($thrown instanceof DokuAkulaku\ValidationException && $thrown->getViolations() === [] && $message !== '') {
            throw new ErrorException('no violations');
        }
    }

    /** What a program may do with what it was given. */
    private function touch(mixed $value): void
    {
        ob_start();
        try {
            var_dump($value);
            if (str_contains((string) ob_get_contents(), SECRET) && $value instanceof DokuAkulaku) {
                throw new ErrorException('var_dump tells the secret');
            }
        } finally {
            ob_end_clean();
        }
        if (!is_object($value) || ($value instanceof Throwable && !$value instanceof DokuAkulaku\Exception)) {
            return;
        }
        $tricks = [
            static fn () => clone $value,
            static fn () => serialize($value),
            static fn () => $value instanceof Throwable || $value->nothing = 1,
            static fn () => $value instanceof Throwable || $value->status = null,
            static fn () => (array) $value,
            static fn () => json_encode($value, JSON_PARTIAL_OUTPUT_ON_ERROR),
            static fn () => $value == clone $value,
            static fn () => $value < $value,
            // bounded: a kept iterator may have ids without end
            static fn () => iterator_count(new LimitIterator((static fn () => yield from $value)(), 0, 100)),
            static fn () => unserialize('O:' . strlen($value::class) . ':"' . $value::class . '":0:{}'),
            static fn () => (new ReflectionClass($value))->newInstanceWithoutConstructor(),
            static fn () => $value->__construct(),
            static fn () => get_object_vars($value),
        ];
        try {
            $this->chaos->pick($tricks)();
        } catch (ErrorException $failure) {
            throw $failure;
        } catch (Throwable) {
            // "Serialization of ... is not allowed" is a plain Exception
        }
    }

    /** Nobody listens there. */
    private function quiet(): DokuAkulaku
    {
        return client(['base_url' => 'http://127.0.0.1:1', 'retries' => 0]);
    }

    private function construct(): DokuAkulaku
    {
        $chaos = $this->chaos;
        $options = $chaos->once(2) ? [] : ['retries' => $chaos->int(0, 3)];
        $options['base_url'] = 'http://127.0.0.1:1';
        if (!$chaos->once(10)) {
            $options['transport'] = $this->transport(...);
        } else {
            $options['retries'] = 0;
        }
        if ($chaos->once(2)) {
            $options['logger'] = $chaos->once(2) ? $this->log(...) : new class ($this->log(...)) {
                public function __construct(private readonly Closure $log)
                {
                }

                public function log(mixed $level, string|Stringable $message, array $context = []): void
                {
                    ($this->log)($level, $message, $context);
                }
            };
        }
        $names = ['environment', 'base_url', 'connect_timeout', 'timeout', 'retries', 'verify_response', 'notification_max_age', 'ca_file',
            'proxy', 'logger', 'app_info', 'transport', 'unknown'];
        while ($chaos->once(3)) {
            $options[$chaos->pick($names)] = $chaos->value();
        }
        if ($chaos->once(10)) {
            $options = $chaos->value();
        }
        if (is_array($options) && !($options['transport'] ?? null) instanceof Closure) {
            // nothing may leave this machine
            $options = ['base_url' => 'http://127.0.0.1:1', 'retries' => 0] + array_diff_key($options, ['proxy' => 1]);
        }
        if ($chaos->once(15)) {
            return DokuAkulaku::fromIni($options);
        }
        $id = $chaos->once(8) ? $chaos->value() : CLIENT_ID;
        $secret = $chaos->once(8) ? $chaos->value() : $chaos->pick([SECRET, [SECRET], ['fake-new-secret', SECRET], $chaos->bytes(200)]);
        return new DokuAkulaku($id, $secret, $options);
    }

    private function transport(mixed ...$given): mixed
    {
        $chaos = $this->chaos;
        $request = $given[0];
        switch ($chaos->int(0, 19)) {
            case 0:
                throw new ChaosThrown('transport');
            case 1:
                throw new DokuAkulaku\ConnectionException('not sent');
            case 2:
                throw new DokuAkulaku\IndeterminateException('unknown', 7, new ChaosThrown('inner'));
            case 3:
                throw new DokuAkulaku\ApiException('by hand');
            case 4:
                return $chaos->value();
            case 5:
                $this->suspend();
                break;
            case 6:
                $this->again();
                break;
            case 7:
                unset($this->client);
                $this->client = $this->quiet();
                gc_collect_cycles();
                break;
        }
        $body = $chaos->pick([generated(), cancelled(), refunded(), status_body(), ['error' => ['code' => 'x', 'message' => 'y', 'type' => 'z']],
            ['message' => ['SUCCESS']], ['message' => 'Order Not Found']]);
        $body = json_encode($chaos->mutated($body, 2), JSON_PARTIAL_OUTPUT_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE) ?: '';
        $body = $chaos->once(4) ? $chaos->garbled($body) : $body;
        $headers = $chaos->once(2) ? [] : answer_headers($request, $body);
        while ($chaos->once(4)) {
            $headers[$chaos->pick(['Retry-After', 'Date', 'Signature', 'Request-Id', $chaos->text()])] = $chaos->value();
        }
        $status = $chaos->pick([200, 200, 200, 201, 204, 302, 400, 404, 408, 409, 409, 429, 500, 503, 599, 100]);
        $answer = answer($status, $body, $headers);
        if ($chaos->once(12)) {
            $answer[$chaos->pick(['status', 'headers', 'body'])] = $chaos->value();
        }
        return $answer;
    }

    private function log(mixed ...$arguments): void
    {
        switch ($this->chaos->int(0, 11)) {
            case 0:
                throw new ChaosThrown('logger');
            case 1:
                throw new Error('logger');
            case 2:
                $this->suspend();
                break;
            case 3:
                $this->again();
                break;
            case 4:
                $arguments[2]['body'] = null;
                break;
            case 5:
                unset($this->client);
                $this->client = $this->quiet();
                break;
        }
        if (str_contains(print_r($arguments, true), SECRET)) {
            throw new ErrorException('a log tells the secret');
        }
    }

    private function suspend(): void
    {
        if (Fiber::getCurrent() !== null) {
            Fiber::suspend($this->chaos->int(0, 9));
        }
    }

    private function again(): void
    {
        if ($this->nesting < 3) {
            $this->nesting++;
            try {
                $this->step();
            } finally {
                $this->nesting--;
            }
        }
    }

    /** A method within a Fiber that is resumed, thrown into, or left alone. */
    private function inFiber(): void
    {
        $fiber = new Fiber(fn () => $this->step());
        $this->guarded('Fiber', static fn () => $fiber->start());
        for ($i = $this->chaos->int(0, 6); $i > 0 && $fiber->isSuspended(); $i--) {
            $this->guarded('Fiber', fn () => $this->chaos->once(4) ? $fiber->throw(new ChaosThrown('into the Fiber')) : $fiber->resume());
            if ($this->chaos->once(4)) {
                $this->step();
            }
        }
    }

    private function ids(): mixed
    {
        $chaos = $this->chaos;
        $self = $this;
        return match ($chaos->int(0, 9)) {
            0 => $chaos->value(),
            1 => new ArrayIterator([INVOICE, $chaos->text(), $chaos->scalar()]),
            2 => new ArrayObject($chaos->tree()),
            3 => (static function () use ($chaos) {
                yield INVOICE;
                yield $chaos->value();
                throw new ChaosThrown('generator');
            })(),
            4 => (static function () use ($self, $chaos) {
                for ($i = 0; $i < 5; $i++) {
                    $self->suspend();
                    yield $i => "id-$i";
                    if ($chaos->once(3)) {
                        $self->again();
                    }
                }
            })(),
            5 => (static function () {
                for ($i = 0;; $i++) {
                    yield "endless-$i";
                }
            })(),
            6 => new IteratorIterator(new ArrayIterator(['a', 'b', 'c'])),
            default => array_map(static fn ($i) => "INV-$i", range(1, $chaos->int(1, 40))),
        };
    }

    private function batch(): void
    {
        $chaos = $this->chaos;
        $iterator = $this->client->checkStatuses($this->ids(), $chaos->once(5) ? $chaos->scalar() : $chaos->int(1, 20));
        $this->keep($iterator);
        if ($chaos->once(4)) {
            for ($i = $chaos->int(0, 12); $i > 0; $i--) {
                $method = $chaos->pick(['current', 'key', 'next', 'rewind', 'valid']);
                $this->guarded("iterator $method", static fn () => $iterator->$method());
            }
            return;
        }
        $left = $chaos->int(1, 60);
        foreach ($iterator as $id => $result) {
            $this->keep($result);
            if ($result instanceof Throwable) {
                $this->judge($result);
            }
            if ($chaos->once(10)) {
                $this->again();
            }
            if ($chaos->once(15)) {
                $this->suspend();
            }
            if (--$left === 0) {
                break;
            }
        }
    }

    private function payload(array $valid): mixed
    {
        return $this->chaos->once(10) ? $this->chaos->value() : $this->chaos->mutated($valid, 3);
    }

    /** Valid alike for both, or for neither. */
    private function compareValidation(): void
    {
        $payload = $this->payload(order());
        $violations = $this->client->validateOrder($payload);
        try {
            $body = $this->client->prepareOrder($payload)->body;
            if ($violations !== [] || json_decode($body, true, 64, JSON_THROW_ON_ERROR) === null) {
                throw new ErrorException('prepareOrder() takes what validateOrder() refuses');
            }
        } catch (DokuAkulaku\ValidationException $refusal) {
            if ($refusal->getViolations() != $violations) {
                throw new ErrorException('two answers about one payload');
            }
        }
        foreach ($violations as $path => $violation) {
            if (preg_match('//u', (string) $path) !== 1 || !isset($violation['rule'], $violation['message'])) {
                throw new ErrorException('a bad violation: ' . bin2hex((string) $path));
            }
        }
    }

    private function step(): void
    {
        $chaos = $this->chaos;
        $client = $this->client;
        $id = fn () => $chaos->once(3) ? $chaos->value() : $chaos->pick([null, 'id-1', $chaos->text()]);
        $text = fn () => $chaos->once(8) ? $chaos->value() : $chaos->text();
        $header = fn () => $chaos->pick(['Client-Id', 'HTTP_REQUEST_ID', 'request-timestamp', 'Signature', $chaos->text()]);
        $calls = [
            'generate' => fn () => $client->generateOrder($this->payload(order()), $id()),
            'cancel' => fn () => $client->cancelOrder($this->payload(cancellation()), $id()),
            'refund' => fn () => $client->refundOrder($this->payload(refund()), $id()),
            'check' => fn () => $client->checkStatus($text()),
            'batch' => fn () => $this->batch(),
            'prepare' => fn () => $client->prepareOrder($this->payload(order()), $id(), $chaos->once(2) ? null : $chaos->scalar()),
            'validate' => fn () => $this->compareValidation(),
            'request' => fn () => $client->request($chaos->once(3) ? 'POST' : $text(), $chaos->once(2) ? '/x/y' : $text(),
                $chaos->once(2) ? null : $this->payload(order()), $id()),
            'parse' => function () use ($client, $chaos, $text, $header) {
                $body = $chaos->garbled(json(status_body()));
                $time = gmdate('Y-m-d\TH:i:s\Z');
                $headers = ['Client-Id' => CLIENT_ID, 'Request-Id' => 'n-1', 'Request-Timestamp' => $time,
                    'Signature' => signature('/n', $body, 'n-1', $time)];
                while ($chaos->once(3)) {
                    $headers[$header()] = $chaos->value();
                }
                return $client->parseNotification($chaos->once(6) ? $text() : $body, $chaos->once(9) ? $chaos->value() : $headers,
                    $chaos->once(4) ? $text() : '/n');
            },
            'receive' => fn () => $client->receiveNotification($id()),
            'sign' => fn () => $client->sign($text(), $id(), $text(), $text(), $chaos->once(2)),
            'verify' => fn () => $client->verify($text(), $text(), $id(), $text(), $text(), $chaos->once(2)),
            'construct again' => fn () => $client->__construct($text(), $text(), $chaos->tree()),
            'status' => fn () => DokuAkulaku\Status::from($text())->supersedes($chaos->pick([DokuAkulaku\Status::Failed, $chaos->value()])),
            'exception' => fn () => new ($chaos->pick([DokuAkulaku\Exception::class, DokuAkulaku\ApiException::class,
                DokuAkulaku\SignatureException::class, DokuAkulaku\ResponseException::class]))(...$chaos->tree()),
            'too many' => fn () => $client->checkStatus(...$chaos->tree()),
            'close' => fn () => DokuAkulaku::closeConnections(),
        ];
        $name = $chaos->pick(array_keys($calls));
        $this->guarded($name, $calls[$name]);
    }
}

ini_set('memory_limit', '1G');
$seed = (int) argument('seed', (string) random_int(1, 1 << 30));
$seconds = (float) argument('seconds', '20');
$first = (int) argument('first', '0');
$rounds = (int) argument('rounds', (string) PHP_INT_MAX);
$outcomes = [];
$end = hrtime(true) + (int) ($seconds * 1e9);
echo "seed $seed\n";
for ($round = $first; $round - $first < $rounds && hrtime(true) < $end; $round++) {
    $fuzzer = new Fuzzer(new Chaos(new Random\Randomizer(new Random\Engine\Mt19937($seed + $round))));
    if (argument('verbose', '') !== '') {
        fwrite(STDERR, "round $round\n");
    }
    try {
        $fuzzer->round();
        passed();
    } catch (Throwable $thrown) {
        check_failed("round $round (--seed=$seed --first=$round --rounds=1)", (string) $thrown);
        Checks::$made++;
        if (Checks::$failed > 20) {
            break;
        }
    }
    foreach ($fuzzer->outcomes as $what => $count) {
        $outcomes[$what] = ($outcomes[$what] ?? 0) + $count;
    }
    unset($fuzzer);
}
ksort($outcomes);
$made = array_sum($outcomes);
echo "$made calls in ", $round - $first, " rounds\n";
if (argument('verbose', '') !== '') {
    print_r($outcomes);
}
end_with_counts();
