<?php

declare(strict_types=1);

namespace DokuTest\Property;

/** Counts checks; a failed one is printed at once. */
final class Report
{
    private int $passed = 0;
    private int $failed = 0;

    /** @param list<string> $only parts of names; empty: all cases run */
    public function __construct(private readonly array $only = [])
    {
    }

    /** Runs one named case; it gives a list of problems. */
    public function run(string $name, \Closure $case): void
    {
        if ($this->only !== [] && array_filter($this->only, static fn (string $p): bool => str_contains($name, $p)) === []) {
            return;
        }
        try {
            $problems = $case();
        } catch (\Throwable $error) {
            $problems = [$error::class . ': ' . $error->getMessage() . ' in ' . basename($error->getFile()) . ':'
                . $error->getLine()];
        }
        if ($problems === []) {
            $this->passed++;
            return;
        }
        $this->failed++;
        echo "FAILED $name: ", implode('; ', $problems), "\n";
    }

    /** Prints the counts as the last line; the exit status. */
    public function end(): int
    {
        echo "$this->passed passed, $this->failed failed\n";
        return $this->failed === 0 && $this->passed > 0 ? 0 : 1;
    }
}
