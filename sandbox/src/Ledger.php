<?php

declare(strict_types=1);

namespace DokuSandbox;

/** Everything the server saw and did, bounded to the newest entries; the totals never lose any. */
final class Ledger
{
    /** @var array<int, LedgerEntry> by sequence, oldest first */
    private array $entries = [];
    /** @var array<string, array<int, LedgerEntry>> by Request-Id */
    private array $byRequestId = [];
    /** @var array<int, ConnectionRecord> */
    private array $connections = [];
    private int $sequence = 0;
    private int $connectionId = 0;
    private int $oldestEntry = 1;
    private int $oldestConnection = 1;
    /** @var array<string, int> */
    private array $totals = [];

    public function __construct(private readonly Clock $clock, private readonly int $limit)
    {
        $this->reset();
    }

    /** Numbers go on, so that an entry of before a reset is never mistaken for a later one. */
    public function reset(): void
    {
        $this->entries = $this->byRequestId = [];
        $open = static fn (ConnectionRecord $record): bool => $record->closedBy === null;
        $this->connections = array_filter($this->connections, $open);
        $this->oldestEntry = $this->sequence + 1;
        $this->oldestConnection = array_key_first($this->connections) ?? $this->connectionId + 1;
        $this->totals = ['accepted' => 0, 'requests' => 0, 'executed' => 0, 'replayed' => 0, 'refused' => 0];
    }

    public function connection(Listener $listener, string $peer): ConnectionRecord
    {
        $id = ++$this->connectionId;
        $record = new ConnectionRecord($id, $listener->name, $listener->isTls(), $peer, $this->clock->stamp());
        $this->connections[$id] = $record;
        while (count($this->connections) > $this->limit) {
            unset($this->connections[$this->oldestConnection++]);
        }
        $this->count('accepted');
        return $record;
    }

    public function begin(Connection $connection, Request $request): LedgerEntry
    {
        $entry = new LedgerEntry(
            ++$this->sequence,
            $this->clock->stamp(),
            $connection->id,
            $connection->record->requests,
            $connection->listener->name,
            $request,
        );
        $this->entries[$entry->sequence] = $entry;
        $this->byRequestId[$request->header('Request-Id')][$entry->sequence] = $entry;
        while (count($this->entries) > $this->limit) {
            $this->forget($this->entries[$this->oldestEntry++]);
        }
        $this->count('requests');
        return $entry;
    }

    private function forget(LedgerEntry $entry): void
    {
        $requestId = $entry->request->header('Request-Id');
        unset($this->entries[$entry->sequence], $this->byRequestId[$requestId][$entry->sequence]);
        if ($this->byRequestId[$requestId] === []) {
            unset($this->byRequestId[$requestId]);
        }
    }

    public function count(string $what): void
    {
        $this->totals[$what]++;
    }

    /** @return array<string, int> */
    public function totals(): array
    {
        $open = 0;
        foreach ($this->connections as $record) {
            $open += $record->closedBy === null ? 1 : 0;
        }
        return $this->totals + ['open_connections' => $open, 'last_sequence' => $this->sequence,
            'last_connection' => $this->connectionId];
    }

    /**
     * @param array<string, string> $filter since, request_id, invoice
     * @return list<array<string, mixed>> oldest first
     */
    public function requests(array $filter): array
    {
        $found = [];
        $since = (int) ($filter['since'] ?? 0);
        $entries = isset($filter['request_id']) ? $this->byRequestId[$filter['request_id']] ?? [] : $this->entries;
        for (end($entries); ($entry = current($entries)) !== false; prev($entries)) {
            if ($entry->sequence <= $since) {
                break;
            }
            if (isset($filter['invoice']) && $entry->invoice !== $filter['invoice']) {
                continue;
            }
            $found[] = $entry->export();
        }
        return array_reverse($found);
    }

    /** @return list<array<string, mixed>> those with a higher number, oldest first */
    public function connections(int $since = 0): array
    {
        $found = [];
        for ($id = max($since + 1, $this->oldestConnection); $id <= $this->connectionId; $id++) {
            if (isset($this->connections[$id])) {
                $found[] = $this->connections[$id]->export();
            }
        }
        return $found;
    }

    /**
     * @param list<int> $ids
     * @return list<array<string, mixed>>
     */
    public function connectionsOf(array $ids): array
    {
        $records = array_intersect_key($this->connections, array_flip($ids));
        return array_map(static fn (ConnectionRecord $one): array => $one->export(), array_values($records));
    }
}
