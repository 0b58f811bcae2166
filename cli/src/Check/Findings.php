<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli\Check;

use DokuAkulaku\Cli\Output;

/** The lines of an examination; whatever is not well says what to do. */
final class Findings
{
    public int $failed = 0;
    public int $warned = 0;

    public function __construct(private readonly Output $output)
    {
    }

    public function section(string $title): void
    {
        $this->output->line();
        $this->output->line($title);
    }

    public function good(string $text): void
    {
        $this->output->line("  ok    $text");
    }

    public function warn(string $text, string $advice): void
    {
        $this->warned++;
        $this->output->line("  WARN  $text");
        $this->output->line("        -> $advice");
    }

    public function fail(string $text, string $advice): void
    {
        $this->failed++;
        $this->output->line("  FAIL  $text");
        $this->output->line("        -> $advice");
    }

    /** Something that was not examined, and how it can be. */
    public function note(string $text): void
    {
        $this->output->line("  -     $text");
    }
}
