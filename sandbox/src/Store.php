<?php

declare(strict_types=1);

namespace DokuSandbox;

/** Keeps orders, answers and notifications in a JSON file, written whole and renamed into place. */
final class Store
{
    public function __construct(
        private readonly string $file,
        private readonly OrderBook $orders,
        private readonly Notifier $notifier,
    ) {
    }

    public function load(): void
    {
        if (!is_file($this->file)) {
            return;
        }
        $state = json_decode((string) file_get_contents($this->file), true, 64);
        try {
            [$orders, $notifications] = [$state['orders'] ?? null, $state['notifications'] ?? null];
            if (!isset($orders['next_order_id'], $orders['orders'], $orders['answers'])
                || !isset($notifications['next_id'], $notifications['notifications'])) {
                throw new \TypeError('parts are missing');
            }
            $this->orders->import($orders);
            $this->notifier->import($notifications);
        } catch (\Error) {
            throw new \RuntimeException("$this->file is not a state file of the simulator");
        }
    }

    public function saveIfChanged(): void
    {
        if (!$this->orders->dirty && !$this->notifier->dirty) {
            return;
        }
        $this->save();
    }

    public function save(): void
    {
        $state = ['orders' => $this->orders->export(), 'notifications' => $this->notifier->export()];
        $new = $this->file . '.' . getmypid();
        $json = json_encode($state, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE);
        if (@file_put_contents($new, '') === false || !chmod($new, 0600)
            || file_put_contents($new, $json) === false || !rename($new, $this->file)) {
            throw new \RuntimeException("cannot write the state file $this->file");
        }
        $this->orders->dirty = $this->notifier->dirty = false;
    }
}
