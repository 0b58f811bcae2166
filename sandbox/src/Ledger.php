<?php

declare(strict_types=1);

namespace DokuSandbox;

/** Everything the server saw and did, bounded to the newest entries; the totals never lose any. */
final class Ledger
{
    private const REFUSALS = 50;

    /** @var array<int, LedgerEntry> by sequence, oldest first */
    private array $entries = [];
    /** @var array<string, array<int, LedgerEntry>> by Request-Id */
    private array $byRequestId = [];
    /** @var list<LedgerEntry> the newest refused ones, oldest first */
    private array $refusals = [];
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
        $this->entries = $this->byRequestId = $this->refusals = [];
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
        $requestId = $entry->requestId;
        unset($this->entries[$entry->sequence], $this->byRequestId[$requestId][$entry->sequence]);
        if ($this->byRequestId[$requestId] === []) {
            unset($this->byRequestId[$requestId]);
        }
    }

    public function refuse(LedgerEntry $entry): void
    {
        $this->count('refused');
        $this->refusals[] = $entry;
        if (count($this->refusals) > self::REFUSALS) {
            array_shift($this->refusals);
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
     * @param array<string, string> $filter request_id, invoice
     * @return array{items: list<LedgerEntry>, older: ?int, newer: ?int}
     */
    public function requests(Page $page, array $filter = []): array
    {
        $entries = isset($filter['request_id']) ? $this->byRequestId[$filter['request_id']] ?? [] : $this->entries;
        $wanted = isset($filter['invoice'])
            ? static fn (LedgerEntry $entry): bool => $entry->invoice === $filter['invoice']
            : null;
        return $page->take($entries, static fn (LedgerEntry $entry): int => $entry->sequence, $wanted);
    }

    /** @return list<LedgerEntry> the newest refused ones, newest first */
    public function refused(int $most): array
    {
        return array_slice(array_reverse($this->refusals), 0, $most);
    }

    /** @return array{items: list<ConnectionRecord>, older: ?int, newer: ?int} */
    public function connections(Page $page): array
    {
        return $page->take($this->connections, static fn (ConnectionRecord $record): int => $record->id);
    }

    /**
     * @param list<int> $ids
     * @return list<ConnectionRecord>
     */
    public function connectionsOf(array $ids): array
    {
        return array_values(array_intersect_key($this->connections, array_flip($ids)));
    }
}
