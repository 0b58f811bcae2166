<?php

declare(strict_types=1);

namespace DokuSandbox;

/** One fault as it was ordered: its name, its parameters with defaults filled in, and what it waits for. */
final class Fault
{
    /** Keys that every fault takes besides its own parameters. */
    private const COMMON = ['fault', 'match', 'count', 'skip', 'refuse_next', 'on'];
    private const MATCH = ['path', 'operation', 'method', 'request_id', 'invoice', 'client_id', 'listener'];

    public int $id = 0;
    public int $left;
    public int $skip;

    /**
     * @param array<string, mixed> $parameters
     * @param array<string, string> $match
     */
    private function __construct(
        public readonly string $name,
        public readonly array $parameters,
        public readonly array $match,
        int $count,
        int $skip,
        public readonly ?float $refuseNext,
    ) {
        $this->left = $count;
        $this->skip = $skip;
    }

    /** @param array<string, mixed> $match what to match when the order itself does not say */
    public static function fromSpec(mixed $spec, array $match = []): self
    {
        if (is_string($spec)) {
            $spec = ['fault' => $spec];
        }
        if (!is_array($spec) || !is_string($spec['fault'] ?? null)) {
            throw new \InvalidArgumentException('a fault is a name or an object with "fault"');
        }
        $name = $spec['fault'];
        $defaults = FaultCatalogue::parameters($name);
        foreach (array_keys($spec) as $key) {
            if (!in_array($key, self::COMMON, true) && !array_key_exists($key, $defaults)) {
                throw new \InvalidArgumentException("$name has no parameter \"$key\"");
            }
        }
        $own = $spec['match'] ?? [];
        if (!is_array($own)) {
            throw new \InvalidArgumentException('match is an object');
        }
        $match = $own + $match;
        foreach ($match as $key => $value) {
            if (!in_array($key, self::MATCH, true) || !is_string($value)) {
                throw new \InvalidArgumentException("match has no text key \"$key\"");
            }
        }
        $parameters = array_intersect_key($spec, $defaults) + $defaults;
        FaultCatalogue::check($name, $parameters, $spec['on'] ?? null);
        $count = $spec['count'] ?? 1;
        $skip = $spec['skip'] ?? 0;
        $refuse = $spec['refuse_next'] ?? null;
        if (!is_int($count) || $count < 1 || !is_int($skip) || $skip < 0) {
            throw new \InvalidArgumentException('count and skip are whole numbers');
        }
        if ($refuse !== null && !is_int($refuse) && !is_float($refuse)) {
            throw new \InvalidArgumentException('refuse_next is a number of seconds');
        }
        return new self($name, $parameters, $match, $count, $skip, $refuse === null ? null : (float) $refuse);
    }

    public function get(string $name): mixed
    {
        return $this->parameters[$name] ?? null;
    }

    public function seconds(string $name): float
    {
        return (float) $this->parameters[$name];
    }

    public function onAccept(): bool
    {
        return FaultCatalogue::onAccept($this->name, $this->parameters);
    }

    public function fits(Listener $listener, ?Request $request, ?LedgerEntry $entry): bool
    {
        foreach ($this->match as $key => $wanted) {
            $actual = match ($key) {
                'listener' => $listener->name,
                'path' => $request?->path,
                'method' => $request?->method,
                'request_id' => $request?->header('Request-Id'),
                'client_id' => $request?->header('Client-Id'),
                'operation' => $entry?->operation,
                'invoice' => $entry?->invoice,
            };
            if ($actual !== $wanted) {
                return false;
            }
        }
        return true;
    }

    /** @return array<string, mixed> */
    public function export(): array
    {
        return ['id' => $this->id, 'fault' => $this->name] + $this->parameters
            + ['on' => $this->onAccept() ? 'accept' : 'request', 'refuse_next' => $this->refuseNext];
    }

    /** @return array<string, mixed> */
    public function exportQueued(): array
    {
        return $this->export() + ['count' => $this->left, 'skip' => $this->skip, 'match' => (object) $this->match];
    }
}
