<?php

declare(strict_types=1);

namespace DokuSandbox;

/** A single-threaded event loop over stream_select: readers, writers and timers. */
final class Loop
{
    /** @var array<int, resource> */
    private array $readStreams = [];
    /** @var array<int, \Closure> */
    private array $readCallbacks = [];
    /** @var array<int, resource> */
    private array $writeStreams = [];
    /** @var array<int, \Closure> */
    private array $writeCallbacks = [];
    /** @var array<int, \Closure> */
    private array $timers = [];
    /** @var \SplMinHeap<array{float, int}> */
    private \SplMinHeap $heap;
    private int $nextTimer = 1;
    private bool $stopped = false;

    public function __construct()
    {
        $this->heap = new \SplMinHeap();
    }

    public static function now(): float
    {
        return hrtime(true) / 1e9;
    }

    /** @param resource $stream */
    public function onReadable($stream, ?\Closure $callback): void
    {
        $key = (int) $stream;
        if ($callback === null) {
            unset($this->readStreams[$key], $this->readCallbacks[$key]);
            return;
        }
        $this->readStreams[$key] = $stream;
        $this->readCallbacks[$key] = $callback;
    }

    /** @param resource $stream */
    public function onWritable($stream, ?\Closure $callback): void
    {
        $key = (int) $stream;
        if ($callback === null) {
            unset($this->writeStreams[$key], $this->writeCallbacks[$key]);
            return;
        }
        $this->writeStreams[$key] = $stream;
        $this->writeCallbacks[$key] = $callback;
    }

    /** @param resource $stream */
    public function forget($stream): void
    {
        $this->onReadable($stream, null);
        $this->onWritable($stream, null);
    }

    /** Calls back once after some seconds of real time; the id cancels it. */
    public function after(float $seconds, \Closure $callback): int
    {
        $id = $this->nextTimer++;
        $this->timers[$id] = $callback;
        $this->heap->insert([self::now() + max(0.0, $seconds), $id]);
        return $id;
    }

    public function cancel(?int $timer): void
    {
        if ($timer !== null) {
            unset($this->timers[$timer]);
        }
    }

    public function watched(): int
    {
        return count($this->readStreams);
    }

    public function stop(): void
    {
        $this->stopped = true;
    }

    public function run(): void
    {
        while (!$this->stopped) {
            $this->turn();
        }
    }

    private function turn(): void
    {
        $wait = $this->secondsToNextTimer();
        $read = $this->readStreams;
        $write = $this->writeStreams;
        if ($read === [] && $write === []) {
            usleep((int) (min($wait, 0.25) * 1e6));
        } else {
            $except = null;
            $whole = (int) $wait;
            // A signal interrupts the call with a warning; the next turn tries again.
            $ready = @stream_select($read, $write, $except, $whole, (int) (($wait - $whole) * 1e6));
            if ($ready === false) {
                $read = $write = [];
            }
        }
        foreach ($read as $stream) {
            $callback = $this->readCallbacks[(int) $stream] ?? null;
            if ($callback !== null) {
                $callback();
            }
        }
        foreach ($write as $stream) {
            $callback = $this->writeCallbacks[(int) $stream] ?? null;
            if ($callback !== null) {
                $callback();
            }
        }
        $this->fireTimers();
    }

    private function secondsToNextTimer(): float
    {
        while (!$this->heap->isEmpty() && !isset($this->timers[$this->heap->top()[1]])) {
            $this->heap->extract();
        }
        if ($this->heap->isEmpty()) {
            return 1.0;
        }
        // One second at most, so that a stop asked for by a signal is seen soon.
        return max(0.0, min(1.0, $this->heap->top()[0] - self::now()));
    }

    private function fireTimers(): void
    {
        $now = self::now();
        while (!$this->heap->isEmpty() && $this->heap->top()[0] <= $now) {
            [, $id] = $this->heap->extract();
            $callback = $this->timers[$id] ?? null;
            unset($this->timers[$id]);
            if ($callback !== null) {
                $callback();
            }
        }
    }
}
