<?php

declare(strict_types=1);

namespace DokuSandbox;

/** Switchable habits that DOKU's documents or recorded answers show, for trying a client against them. */
final class Quirks
{
    public const ALL = [
        'decimal_amount' => 'amounts in answers and notifications as the string "90000.00"',
        'decimal_number' => 'amounts in answers and notifications as the number 90000.00',
        'string_amount' => 'amounts in answers and notifications as the string "90000"',
        'canceled' => 'the spelling CANCELED everywhere',
        'p2p_identifier_only' => 'generate answers the identifiers under peer_to_peer_info only',
        'null_channel' => 'service.id, acquirer.id and channel.id are null',
        'unknown_fields' => 'fields that no document names, nested and at the top',
        'cancel_message' => 'an unknown order in cancel is a cancel object with a message inside',
        'local_dates' => 'payment.date of cancel as yyyyMMddHHmmss in UTC+7',
        'get_digest' => 'the signature of a status answer covers a Digest of its body',
        'unpadded_signature' => 'notification signatures without base64 padding',
        'stale_retries' => 'a repeated notification keeps its first timestamp',
        'uuid_request_ids' => 'Request-Ids of notifications are UUIDs, as for QRIS',
        'status_lag' => 'a new order is unknown to the status call for 60 s',
    ];

    /** @var array<string, true> */
    private array $on = [];

    /** @param list<string> $names */
    public function set(array $names): void
    {
        foreach ($names as $name) {
            if (!isset(self::ALL[$name])) {
                throw new \InvalidArgumentException('unknown quirk: ' . $name);
            }
        }
        $this->on = array_fill_keys($names, true);
    }

    public function has(string $name): bool
    {
        return isset($this->on[$name]);
    }

    /** @return list<string> */
    public function names(): array
    {
        return array_keys($this->on);
    }

    public function cancelled(): string
    {
        return $this->has('canceled') ? 'CANCELED' : 'CANCELLED';
    }

    /**
     * Writes a body as compact JSON and puts the amount in the form asked for.
     *
     * @param array<string, mixed> $body
     */
    public function encode(array $body): string
    {
        $amount = $body['order']['amount'] ?? null;
        if ($this->has('unknown_fields')) {
            $body['additional_info'] = ['origin' => ['product' => 'DIRECT', 'source' => 'direct', 'system' => 'none',
                'apiFormat' => 'JSON'], 'later' => [1, null, ['deep' => true]]];
            $body['payment']['new_field'] = null;
        }
        // The mark cannot be part of a merchant's text: those hold no control characters.
        $mark = "\x01amount\x01";
        if ($amount !== null) {
            $body['order']['amount'] = $mark;
        }
        $json = (string) json_encode($body, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
        $form = match (true) {
            $this->has('decimal_amount') => '"' . $amount . '.00"',
            $this->has('decimal_number') => $amount . '.00',
            $this->has('string_amount') => '"' . $amount . '"',
            default => (string) $amount,
        };
        return str_replace('"\u0001amount\u0001"', $form, $json);
    }
}
