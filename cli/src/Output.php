<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli;

/** Text for people on stdout, complaints on stderr. What comes from outside cannot steer the terminal. */
final class Output
{
    /**
     * @param resource $out
     * @param resource $errors
     */
    public function __construct(private $out, private $errors)
    {
    }

    public function line(string $text = ''): void
    {
        fwrite($this->out, self::printable($text) . "\n");
    }

    public function field(string $name, string|int|bool|null $value): void
    {
        $text = match (true) {
            $value === null => '-',
            is_bool($value) => $value ? 'yes' : 'no',
            default => (string) $value,
        };
        $this->line(str_pad($name, 25) . ' ' . $text);
    }

    /** Several lines that belong together, a little to the right. */
    public function block(string $text): void
    {
        foreach (explode("\n", $text) as $line) {
            $this->line('    ' . $line);
        }
    }

    public function error(string $text): void
    {
        fwrite($this->errors, 'doku-akulaku: ' . self::printable($text) . "\n");
    }

    private static function printable(string $text): string
    {
        return (string) preg_replace('~[\x00-\x08\x0b-\x1f\x7f]~', '?', $text);
    }
}
