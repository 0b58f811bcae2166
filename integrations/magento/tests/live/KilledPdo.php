<?php

declare(strict_types=1);

/** A connection on which this process dies by SIGKILL right before the chosen statement; the store begins and commits by statements. */
final class KilledPdo extends PDO
{
    private int $at = 0;
    private int $count = 0;

    /** Counted from here on. */
    public function dieAt(int $number): void
    {
        $this->at = $number;
        $this->count = 0;
    }

    public function prepare(string $query, array $options = []): PDOStatement|false
    {
        $this->point();
        return parent::prepare($query, $options);
    }

    public function exec(string $statement): int|false
    {
        $this->point();
        return parent::exec($statement);
    }

    private function point(): void
    {
        if (++$this->count === $this->at) {
            posix_kill(posix_getpid(), SIGKILL);
        }
    }
}
