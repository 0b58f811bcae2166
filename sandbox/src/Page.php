<?php

declare(strict_types=1);

namespace DokuSandbox;

/** A part of a long list, so that no answer holds up all others: the newest, or those after or before a number. */
final class Page
{
    private const LIMIT = 1000;
    private const MOST = 10000;

    private function __construct(
        private readonly ?int $since,
        private readonly ?int $before,
        private readonly int $limit,
    ) {
    }

    /**
     * @param array<string, string> $query
     * @param string $since name of the parameter that asks for what is newer
     */
    public static function of(array $query, string $since = 'since'): self
    {
        foreach ([$since, 'before', 'limit'] as $name) {
            if (isset($query[$name]) && !preg_match('~^[0-9]{1,18}$~D', $query[$name])) {
                throw new \InvalidArgumentException("$name is a whole number");
            }
        }
        $limit = (int) ($query['limit'] ?? self::LIMIT);
        if ($limit < 1 || $limit > self::MOST) {
            throw new \InvalidArgumentException('limit is 1 to ' . self::MOST);
        }
        if (isset($query[$since], $query['before'])) {
            throw new \InvalidArgumentException("$since and before cannot be used together");
        }
        return new self(
            isset($query[$since]) ? (int) $query[$since] : null,
            isset($query['before']) ? (int) $query['before'] : null,
            $limit,
        );
    }

    /** The same size, but without a place in the list. */
    public function newest(): self
    {
        return new self(null, null, $this->limit);
    }

    /**
     * @template T
     * @param array<int, T> $items in ascending order
     * @param \Closure(T): int $number of an item
     * @param (\Closure(T): bool)|null $wanted null = all
     * @return array{items: list<T>, older: ?int, newer: ?int} oldest first; "before" of the page before, "since" of
     *     the page after, null when there is none
     */
    public function take(array $items, \Closure $number, ?\Closure $wanted = null): array
    {
        $found = [];
        $more = false;
        for (end($items); ($item = current($items)) !== false; prev($items)) {
            if ($this->since !== null && $number($item) <= $this->since) {
                break;
            }
            if (($this->before !== null && $number($item) >= $this->before) || ($wanted && !$wanted($item))) {
                continue;
            }
            if ($this->since === null && count($found) === $this->limit) {
                $more = true;
                break;
            }
            $found[] = $item;
        }
        $found = array_reverse($found);
        $cut = count($found) > $this->limit;
        $found = array_slice($found, 0, $this->limit);
        return [
            'items' => $found,
            'older' => $more ? $number($found[0]) : null,
            'newer' => $cut ? $number($found[$this->limit - 1]) : null,
        ];
    }
}
