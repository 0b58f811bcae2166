<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli\Command;

use DokuAkulaku\Cli\Account;
use DokuAkulaku\Cli\Address;
use DokuAkulaku\Cli\Arguments;
use DokuAkulaku\Cli\Command;
use DokuAkulaku\Cli\ExitStatus;
use DokuAkulaku\Cli\Output;
use DokuAkulaku\Cli\SignedText;
use DokuAkulaku\Cli\Usage;

/** Signs a request by hand. */
final class Sign implements Command
{
    public function summary(): string
    {
        return 'signs a request: prints its headers, ready for curl';
    }

    public function usage(): string
    {
        return "bin/doku-akulaku sign TARGET [options]      TARGET: /path, or an address whose path is taken\n"
            . "  --body FILE         the body's bytes; - is stdin. Without it there is no Digest, as in a GET\n"
            . "  --request-id ID     (a new UUID)\n"
            . "  --timestamp TIME    as in 2026-01-31T10:00:00Z (now)\n"
            . "  --response          the layout of an answer\n"
            . "  --show              the string to sign, too";
    }

    public function flags(): array
    {
        return ['response', 'show'];
    }

    public function valued(): array
    {
        return ['body', 'request-id', 'timestamp'];
    }

    public function run(Arguments $arguments, Output $output): int
    {
        $target = $arguments->word('the target');
        if (!str_starts_with($target, '/')) {
            $target = Address::parse($target)['path'];
        }
        Account::demandSaid($arguments);
        $body = $this->body($arguments->get('body'));
        $requestId = $arguments->get('request-id') ?? SignedText::uuid();
        $timestamp = $arguments->get('timestamp') ?? gmdate('Y-m-d\TH:i:s\Z');
        $isAnswer = $arguments->has('response');
        $signature = Account::client()->sign($target, $body, $requestId, $timestamp, $isAnswer);
        $output->line('Client-Id: ' . Account::clientId());
        $output->line('Request-Id: ' . $requestId);
        $output->line(($isAnswer ? 'Response' : 'Request') . '-Timestamp: ' . $timestamp);
        $output->line('Signature: ' . $signature);
        if ($arguments->has('show')) {
            $output->line();
            $output->line('String to sign (LF between the lines, none at the end):');
            $output->block(SignedText::of(Account::clientId(), $requestId, $timestamp, $target, $body, $isAnswer));
        }
        return ExitStatus::DONE;
    }

    private function body(?string $file): ?string
    {
        if ($file === null) {
            return null;
        }
        $body = $file === '-' ? stream_get_contents(STDIN) : @file_get_contents($file);
        return $body === false ? throw new Usage("$file cannot be read") : $body;
    }
}
