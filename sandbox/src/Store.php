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
        if (!is_array($state) || !isset($state['orders'], $state['notifications'])) {
            throw new \RuntimeException("$this->file is not a state file of the simulator");
        }
        $this->orders->import($state['orders']);
        $this->notifier->import($state['notifications']);
    }

    public function saveIfChanged(): void
    {
        if (!$this->orders->dirty && !$this->notifier->dirty) {
            return;
        }
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
