<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli\Command;

use DokuAkulaku\Cli\Account;
use DokuAkulaku\Cli\Arguments;
use DokuAkulaku\Cli\Command;
use DokuAkulaku\Cli\ExitStatus;
use DokuAkulaku\Cli\Output;
use DokuAkulaku\Cli\SignedText;
use DokuAkulaku\Cli\Usage;

/** A sample order, to see the way to DOKU work. */
final class Order implements Command
{
    public function summary(): string
    {
        return 'makes a sample order at DOKU\'s sandbox, or at the simulator';
    }

    public function usage(): string
    {
        return "bin/doku-akulaku order [options]\n"
            . "  --invoice NUMBER    (CLI- and digits)\n"
            . "  --amount RUPIAH     (90000)\n"
            . "  --callback URL      where the buyer comes back to (https://shop.example/thanks)\n"
            . "  --request-id ID     to make the same call again (a new UUID)\n"
            . "  --dry-run           prints the request and sends nothing";
    }

    public function flags(): array
    {
        return ['dry-run'];
    }

    public function valued(): array
    {
        return ['invoice', 'amount', 'callback', 'request-id'];
    }

    public function run(Arguments $arguments, Output $output): int
    {
        $arguments->noWords();
        Account::demandSaid($arguments);
        if (Account::isProduction() && !$arguments->has('dry-run')) {
            throw new Usage('a sample order is for the sandbox or the simulator only: in production it would be a real one');
        }
        $requestId = $arguments->get('request-id') ?? SignedText::uuid();
        $client = Account::client();
        $payload = $this->payload($arguments);
        if ($arguments->has('dry-run')) {
            $request = $client->prepareOrder($payload, $requestId);
            $output->line("$request->method $request->url");
            foreach ($request->headers as $name => $value) {
                $output->line("$name: $value");
            }
            $output->line();
            $output->line($request->body);
            return ExitStatus::DONE;
        }
        $output->field('Request-Id', $requestId);
        $output->field('Invoice', $payload['order']['invoice_number']);
        $response = $client->generateOrder($payload, $requestId);
        $output->field('Status', $response->status->value);
        $output->field('Replayed', $response->replayed);
        $output->field('Payment page', $response->paymentUrl);
        foreach ($response->identifiers as $pair) {
            $output->field((string) ($pair['name'] ?? '?'), (string) ($pair['value'] ?? ''));
        }
        $output->field('Connection', $response->timing['reused'] ? 'kept' : 'new');
        $output->field('Milliseconds', (string) round(1000 * $response->timing['total'], 1));
        return $response->succeeded ? ExitStatus::DONE : ExitStatus::NO;
    }

    /** @return array<string, mixed> */
    private function payload(Arguments $arguments): array
    {
        $invoice = $arguments->get('invoice') ?? 'CLI-' . gmdate('YmdHis') . random_int(1000, 9999);
        $amount = $arguments->get('amount', '90000');
        if (!preg_match('~^[1-9][0-9]{0,11}$~D', (string) $amount)) {
            throw new Usage('--amount is whole rupiah, in digits only');
        }
        return [
            'order' => [
                'invoice_number' => $invoice,
                'amount' => (int) $amount,
                'callback_url' => $arguments->get('callback', 'https://shop.example/thanks'),
                'line_items' => [['name' => 'Sample', 'price' => (int) $amount, 'quantity' => 1, 'sku' => 'SAMPLE',
                    'category' => 'Sample']],
            ],
            'payment' => ['merchant_unique_reference' => $invoice],
            'customer' => ['id' => 'SAMPLE', 'name' => 'Anton Budiman', 'phone' => '6285694566147',
                'address' => 'Menara Mulia Lantai 8', 'city' => 'Jakarta Selatan', 'state' => 'DKI Jakarta',
                'postcode' => '12930'],
        ];
    }
}
