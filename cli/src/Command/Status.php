<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli\Command;

use DokuAkulaku\Cli\Account;
use DokuAkulaku\Cli\Arguments;
use DokuAkulaku\Cli\Command;
use DokuAkulaku\Cli\ExitStatus;
use DokuAkulaku\Cli\Output;

/** Looks an order up. */
final class Status implements Command
{
    public function summary(): string
    {
        return 'looks an order up at DOKU, by its invoice or its Request-Id';
    }

    public function usage(): string
    {
        return "bin/doku-akulaku status ID [options]\n"
            . "  --invoice NUMBER    the answer must be about this invoice; needed where ID is a Request-Id of your own\n"
            . "  --json              the answer as DOKU wrote it";
    }

    public function flags(): array
    {
        return ['json'];
    }

    public function valued(): array
    {
        return ['invoice'];
    }

    public function run(Arguments $arguments, Output $output): int
    {
        $id = $arguments->word('the invoice or Request-Id');
        Account::demandSaid($arguments);
        $invoice = $arguments->get('invoice');
        $client = Account::client();
        $response = $invoice === null ? $client->checkStatus($id) : $client->checkStatus($id, $invoice);
        if ($arguments->has('json')) {
            $output->line($response->rawBody);
            return ExitStatus::DONE;
        }
        $output->field('Status', $response->status->value);
        $output->field('Invoice', $response->invoiceNumber);
        $output->field('Amount', $response->amount);
        $output->field('Reference', $response->merchantUniqueReference);
        foreach ($response->identifiers as $pair) {
            $output->field((string) ($pair['name'] ?? '?'), (string) ($pair['value'] ?? ''));
        }
        $output->field('Signature', match ($response->signatureValid) {
            true => 'valid',
            false => 'NOT VALID',
            null => 'not signed',
        });
        $output->field('Request-Id', $response->requestId);
        return ExitStatus::DONE;
    }
}
