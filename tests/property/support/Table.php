<?php

declare(strict_types=1);

namespace DokuTest\Property;

/**
 * Runs single calls under named faults and compares the outcome with what the contract says of it. Expectations:
 * class, attempts, reason, http, code, previous, executed (by the server), requests (that the server read whole),
 * connections (that it accepted), replayed, succeeded, signed, and seconds as [least, most].
 */
final class Table
{
    private int $number = 0;
    private int $logged = 0;

    public function __construct(public readonly Simulator $simulator, private readonly Report $report)
    {
    }

    /**
     * @param list<mixed> $faults
     * @param array<string, mixed> $expected
     * @param array<string, mixed> $options of the client; "listener" and "operation" are this table's own
     */
    public function case(string $name, array $faults, array $expected, array $options = []): void
    {
        $this->report->run($name, function () use ($faults, $expected, $options): array {
            $this->simulator->control('POST', 'reset');
            \DokuAkulaku::closeConnections();
            $id = 'T' . ++$this->number;
            if (in_array($options['operation'] ?? 'generate', ['cancel', 'check', 'refund'], true)) {
                $this->simulator->client()->generateOrder(Orders::generate($id), "order-$id");
            }
            $mark = $this->simulator->mark();
            $this->simulator->faults($faults);
            return $this->compare($id, $mark, $expected, $options);
        });
    }

    /**
     * @param array{int, int} $mark
     * @return list<string>
     */
    public function compare(string $id, array $mark, array $expected, array $options): array
    {
        $operation = $options['operation'] ?? 'generate';
        $listener = $options['listener'] ?? 'http';
        unset($options['operation'], $options['listener']);
        $this->logged = 0;
        $client = $this->simulator->client($listener, $options + ['retries' => 0, 'timeout' => 5.0, 'logger' =>
            function (string $level, string $message): void {
                $this->logged += $message === 'DOKU request' ? 1 : 0;
            }]);
        $started = hrtime(true);
        try {
            $outcome = match ($operation) {
                'generate' => $client->generateOrder(Orders::generate($id), "call-$id"),
                'cancel' => $client->cancelOrder(Orders::cancel($id), "call-$id"),
                'refund' => $client->refundOrder(Orders::refund($id, [['name' => 'ORDER_ID', 'value' => '1']]), "call-$id"),
                'check' => $client->checkStatus("INV-$id"),
                'missing' => $client->checkStatus("INV-none-$id"),
            };
        } catch (\DokuAkulaku\Exception $exception) {
            $outcome = $exception;
        }
        $seconds = (hrtime(true) - $started) / 1e9;
        $ledger = $this->simulator->since($mark);
        return self::problems($expected, $this->facts($outcome, $ledger, $seconds), $outcome);
    }

    /** @return array<string, mixed> */
    private function facts(object $outcome, array $ledger, float $seconds): array
    {
        $previous = $outcome instanceof \Throwable ? $outcome->getPrevious() : null;
        $executed = array_filter($ledger['requests'], static fn (array $entry): bool => $entry['executed']);
        return [
            'class' => Judge::className($outcome),
            'attempts' => $this->logged,
            'reason' => $outcome instanceof \DokuAkulaku\ResponseException ? $outcome->getReason() : null,
            'http' => match (true) {
                $outcome instanceof \DokuAkulaku\Response => $outcome->httpStatus,
                $outcome instanceof \DokuAkulaku\IndeterminateException,
                $outcome instanceof \DokuAkulaku\ApiException => $outcome->getHttpStatus(),
                default => null,
            },
            'code' => $outcome instanceof \DokuAkulaku\ApiException
                || $outcome instanceof \DokuAkulaku\IndeterminateException ? $outcome->getErrorCode() : null,
            'previous' => $previous === null ? null : Judge::className($previous),
            'executed' => count($executed),
            'requests' => count($ledger['requests']),
            'connections' => count($ledger['connections']),
            'replayed' => $outcome instanceof \DokuAkulaku\Response ? $outcome->replayed : null,
            'succeeded' => $outcome instanceof \DokuAkulaku\Response ? $outcome->succeeded : null,
            'signed' => $outcome instanceof \DokuAkulaku\Response ? $outcome->signatureValid : null,
            'seconds' => $seconds,
        ];
    }

    /** @return list<string> */
    private static function problems(array $expected, array $facts, object $outcome): array
    {
        $problems = [];
        foreach ($expected as $key => $wanted) {
            $actual = $facts[$key];
            $fits = match ($key) {
                'seconds' => $actual >= $wanted[0] && $actual <= $wanted[1],
                default => $actual === $wanted,
            };
            if (!$fits) {
                $problems[] = sprintf('%s is %s, expected %s', $key, json_encode($actual), json_encode($wanted));
            }
        }
        if ($problems !== [] && $outcome instanceof \Throwable) {
            $problems[] = 'told: ' . $outcome->getMessage();
        }
        return $problems;
    }
}
