<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli;

/** The words and options of one command. Options may be written "--name value" or "--name=value". */
final class Arguments
{
    /**
     * @param list<string> $words
     * @param array<string, string> $options
     */
    private function __construct(public readonly array $words, private readonly array $options)
    {
    }

    /**
     * @param list<string> $arguments
     * @param list<string> $flags options without a value
     * @param list<string> $valued options with one
     */
    public static function parse(array $arguments, array $flags, array $valued): self
    {
        $words = $options = [];
        while ($arguments !== []) {
            $argument = array_shift($arguments);
            if ($argument === '--') {
                array_push($words, ...$arguments);
                break;
            }
            if ($argument === '-' || !str_starts_with($argument, '-')) {
                $words[] = $argument;
                continue;
            }
            [$name, $value] = explode('=', $argument, 2) + [1 => null];
            $name = $name === '-h' ? 'help' : substr($name, 2);
            if (in_array($name, $flags, true)) {
                if ($value !== null) {
                    throw new Usage("--$name takes no value");
                }
                $options[$name] = '';
            } elseif (in_array($name, $valued, true)) {
                $options[$name] = $value ?? array_shift($arguments) ?? throw new Usage("--$name needs a value");
            } else {
                throw new Usage("there is no option $argument here" . self::nearest($name, [...$flags, ...$valued]));
            }
        }
        return new self($words, $options);
    }

    /** @param list<string> $names */
    public static function nearest(string $name, array $names): string
    {
        $best = null;
        foreach ($names as $known) {
            $distance = levenshtein($name, $known);
            if ($distance <= 3 && ($best === null || $distance < levenshtein($name, $best))) {
                $best = $known;
            }
        }
        return $best === null ? '' : "; did you mean $best?";
    }

    public function has(string $name): bool
    {
        return isset($this->options[$name]);
    }

    public function get(string $name, ?string $default = null): ?string
    {
        return $this->options[$name] ?? $default;
    }

    /** The one word that the command is about. */
    public function word(string $what): string
    {
        if (count($this->words) !== 1) {
            throw new Usage($this->words === [] ? "$what is missing" : "only $what is expected, and nothing more");
        }
        return $this->words[0];
    }

    public function noWords(): void
    {
        if ($this->words !== []) {
            throw new Usage("what is \"{$this->words[0]}\"?");
        }
    }
}
