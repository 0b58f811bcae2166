<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli\Command;

use DokuAkulaku\Cli\Account;
use DokuAkulaku\Cli\Address;
use DokuAkulaku\Cli\Arguments;
use DokuAkulaku\Cli\Command;
use DokuAkulaku\Cli\ExitStatus;
use DokuAkulaku\Cli\Http;
use DokuAkulaku\Cli\Output;
use DokuAkulaku\Cli\SignedText;
use DokuAkulaku\Cli\Usage;

/** Plays DOKU: signs a notification and posts it to a shop on this machine or in this network. */
final class Notify implements Command
{
    private const STATUSES = ['SUCCESS', 'FAILED', 'PENDING', 'EXPIRED', 'REFUNDED'];

    public function summary(): string
    {
        return 'posts a signed notification to a shop on this machine (DOKU refuses tunnels such as ngrok)';
    }

    public function usage(): string
    {
        return "bin/doku-akulaku notify URL --invoice NUMBER --amount RUPIAH [options]\n"
            . "  --status STATUS          " . implode(', ', self::STATUSES) . " (SUCCESS)\n"
            . "  --reference TEXT         merchant_unique_reference (the invoice)\n"
            . "  --original-request-id ID the Request-Id of the order\n"
            . "  --request-id ID          of this notification; the same again is a repetition (as DOKU makes them)\n"
            . "  --timestamp TIME         as in 2026-01-31T10:00:00Z (now)\n"
            . "  --target PATH            what is signed, where it is not the path of URL\n"
            . "  --forge                  with a signature that does not fit: the shop must refuse it\n"
            . "  --insecure               do not check the certificate of an https address";
    }

    public function flags(): array
    {
        return ['forge', 'insecure'];
    }

    public function valued(): array
    {
        return ['invoice', 'amount', 'status', 'reference', 'original-request-id', 'request-id', 'timestamp', 'target'];
    }

    public function run(Arguments $arguments, Output $output): int
    {
        $url = $arguments->word('the address of the shop');
        Account::demandSaid($arguments);
        $address = Address::parse($url);
        $this->demandLocal($address['host']);
        $body = $this->body($arguments);
        $requestId = $arguments->get('request-id') ?? self::requestId();
        $timestamp = $arguments->get('timestamp') ?? gmdate('Y-m-d\TH:i:s\Z');
        $target = $arguments->get('target') ?? $address['path'];
        $signature = Account::client()->sign($target, $body, $requestId, $timestamp);
        if ($arguments->has('forge')) {
            $signature = 'HMACSHA256=' . base64_encode(random_bytes(32));
        }
        $tls = $arguments->has('insecure') ? ['verify_peer' => false, 'verify_peer_name' => false] : [];
        $answer = Http::send('POST', $url, [
            'Content-Type: application/json',
            'Client-Id: ' . Account::clientId(),
            "Request-Id: $requestId",
            "Request-Timestamp: $timestamp",
            "Signature: $signature",
        ], $body, $tls);
        $output->field('Request-Id', $requestId);
        $output->field('Signed target', $target);
        $output->field('Body', $body);
        if ($answer['status'] === 0) {
            $output->field('Answer', 'none: ' . $answer['error']);
            return ExitStatus::NO;
        }
        $output->field('Answer', 'HTTP ' . $answer['status']);
        $output->block(substr($answer['body'], 0, 500));
        $taken = $answer['status'] >= 200 && $answer['status'] < 300;
        $output->line($taken ? 'DOKU would count it as delivered.' : 'DOKU would send it again, up to 12 hours later.');
        return $taken ? ExitStatus::DONE : ExitStatus::NO;
    }

    /** What this signs is believed by the shop that it is sent to: no shop of somebody else's may get it. */
    private function demandLocal(string $host): void
    {
        $addresses = Address::isLoopback($host) ? ['127.0.0.1'] : Address::resolve($host);
        if ($addresses === []) {
            throw new Usage("the name $host is not known here");
        }
        foreach ($addresses as $ip) {
            if (!Address::isLocal($ip)) {
                throw new Usage("$host is not on this machine or in this network ($ip): only DOKU notifies other shops");
            }
        }
    }

    /** DOKU's own are the channel's name and digits. */
    private static function requestId(): string
    {
        $id = 'PEER_TO_PEER_AKULAKU';
        while (strlen($id) < 75) {
            $id .= random_int(0, 9);
        }
        return $id;
    }

    private function body(Arguments $arguments): string
    {
        $invoice = $arguments->get('invoice') ?? throw new Usage('--invoice is missing');
        $amount = $arguments->get('amount') ?? throw new Usage('--amount is missing');
        $status = strtoupper((string) $arguments->get('status', 'SUCCESS'));
        if (!in_array($status, self::STATUSES, true)) {
            throw new Usage('--status is one of ' . implode(', ', self::STATUSES));
        }
        if (!preg_match('~^(0|[1-9][0-9]{0,11})$~D', $amount)) {
            throw new Usage('--amount is whole rupiah, in digits only');
        }
        $now = gmdate('Y-m-d\TH:i:s\Z');
        $reference = (string) $arguments->get('reference', $invoice);
        return json_encode([
            'service' => ['id' => 'PEER_TO_PEER'],
            'acquirer' => ['id' => 'AKULAKU'],
            'channel' => ['id' => 'PEER_TO_PEER_AKULAKU'],
            'order' => ['invoice_number' => $invoice, 'amount' => (int) $amount],
            'transaction' => ['status' => $status, 'date' => $now,
                'original_request_id' => $arguments->get('original-request-id') ?? SignedText::uuid()],
            'payment' => ['merchant_unique_reference' => $reference],
        ], JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
    }
}
