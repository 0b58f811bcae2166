<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli\Command;

use DokuAkulaku\Cli\Account;
use DokuAkulaku\Cli\Address;
use DokuAkulaku\Cli\Arguments;
use DokuAkulaku\Cli\Command;
use DokuAkulaku\Cli\ExitStatus;
use DokuAkulaku\Cli\Output;
use DokuAkulaku\Cli\SavedMessage;
use DokuAkulaku\Cli\SignedText;
use DokuAkulaku\Cli\Usage;

/** Verifies a notification, or an answer, that was saved to a file. */
final class Verify implements Command
{
    public function summary(): string
    {
        return 'verifies a saved notification or answer, and shows the string to sign';
    }

    public function usage(): string
    {
        return "bin/doku-akulaku verify FILE [options]      FILE: first line, headers, an empty line, the body; - is stdin\n"
            . "  --target PATH       the path of the address that DOKU has (that of the first line). For an answer: of the call\n"
            . "  --get               an answer to a GET, such as a status";
    }

    public function flags(): array
    {
        return ['get'];
    }

    public function valued(): array
    {
        return ['target'];
    }

    public function run(Arguments $arguments, Output $output): int
    {
        $message = SavedMessage::read($arguments->word('the file'));
        Account::demandSaid($arguments);
        $target = $arguments->get('target') ?? $message->target ?? throw new Usage('an answer does not name its call: '
            . 'give its path by --target');
        if (!str_starts_with($target, '/')) {
            $target = Address::parse($target)['path'];
        }
        foreach ($message->notes as $note) {
            $output->line("Note: $note");
        }
        return $message->target === null
            ? $this->answer($message, $target, $arguments->has('get'), $output)
            : $this->notification($message, $target, $output);
    }

    private function notification(SavedMessage $message, string $target, Output $output): int
    {
        // As the extension does it: DOKU signs the path, some write the query too.
        $path = explode('?', $target)[0];
        $this->show($message, $path, $message->body, false, $output);
        try {
            $notification = Account::client()->parseNotification($message->body, $message->headers, $target);
        } catch (\DokuAkulaku\SignatureException $error) {
            $output->line('NOT VALID (' . $error->getReason() . '): ' . $error->getMessage());
            return ExitStatus::NO;
        }
        $output->line("VALID: {$notification->status->value} for $notification->invoiceNumber, amount "
            . ($notification->amount ?? 'none'));
        return ExitStatus::DONE;
    }

    private function answer(SavedMessage $message, string $target, bool $isGet, Output $output): int
    {
        $signature = $message->header('Signature');
        if ($signature === '') {
            $output->line('NOT SIGNED: the answer has no header Signature. DOKU\'s refusals have none.');
            return ExitStatus::NO;
        }
        $this->show($message, $target, $isGet ? null : $message->body, true, $output);
        $client = Account::client();
        // Whether the answer to a GET has a Digest is not documented: both count.
        foreach ($isGet ? [null, $message->body] : [$message->body] as $body) {
            if ($client->verify(
                $signature,
                $target,
                $body,
                $message->header('Request-Id'),
                $message->header('Response-Timestamp'),
                true,
            )) {
                $output->line('VALID');
                return ExitStatus::DONE;
            }
        }
        $output->line('NOT VALID: another secret key or Client-Id, another path, or other bytes than DOKU signed');
        return ExitStatus::NO;
    }

    private function show(SavedMessage $message, string $target, ?string $body, bool $isAnswer, Output $output): void
    {
        $clientId = $message->header('Client-Id');
        if ($clientId !== Account::clientId()) {
            $output->line("Note: the Client-Id is $clientId, that of these settings is " . Account::clientId());
        }
        $time = $message->header($isAnswer ? 'Response-Timestamp' : 'Request-Timestamp');
        $output->line('String to sign (LF between the lines, none at the end):');
        $output->block(SignedText::of($clientId, $message->header('Request-Id'), $time, $target, $body, $isAnswer));
        $output->line('Body: ' . strlen($message->body) . ' bytes');
        $output->line('Signature that came: ' . ($message->header('Signature') ?: '-'));
    }
}
