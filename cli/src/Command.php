<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli;

/** One of the commands. */
interface Command
{
    /** What it does, in a line. */
    public function summary(): string;

    /** Words and options, as help tells them. */
    public function usage(): string;

    /** @return list<string> options without a value */
    public function flags(): array;

    /** @return list<string> options with one */
    public function valued(): array;

    /** @return int an ExitStatus */
    public function run(Arguments $arguments, Output $output): int;
}
