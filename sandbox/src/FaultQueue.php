<?php

declare(strict_types=1);

namespace DokuSandbox;

/** Faults that wait for their connection or request, each used once per count, in the order given. */
final class FaultQueue
{
    /** @var list<Fault> */
    private array $waiting = [];
    private int $nextId = 1;

    public function add(Fault $fault): void
    {
        $fault->id = $this->nextId++;
        $this->waiting[] = $fault;
    }

    public function clear(): void
    {
        $this->waiting = [];
    }

    public function forConnection(Listener $listener): ?Fault
    {
        return $this->take(true, $listener, null, null);
    }

    public function forRequest(Listener $listener, Request $request, LedgerEntry $entry): ?Fault
    {
        return $this->take(false, $listener, $request, $entry);
    }

    private function take(bool $accept, Listener $listener, ?Request $request, ?LedgerEntry $entry): ?Fault
    {
        foreach ($this->waiting as $index => $fault) {
            if ($fault->onAccept() !== $accept || !$fault->fits($listener, $request, $entry)) {
                continue;
            }
            if ($accept && !$listener->isTls() && self::needsTls($fault)) {
                continue;
            }
            if ($fault->skip > 0) {
                $fault->skip--;
                return null;
            }
            $fault->left--;
            if ($fault->left === 0) {
                array_splice($this->waiting, $index, 1);
            }
            return $fault;
        }
        return null;
    }

    private static function needsTls(Fault $fault): bool
    {
        return $fault->name === 'tls_alert' || $fault->get('phase') === 'tls';
    }

    /** @return list<array<string, mixed>> */
    public function export(): array
    {
        return array_map(static fn (Fault $fault): array => $fault->exportQueued(), $this->waiting);
    }
}
