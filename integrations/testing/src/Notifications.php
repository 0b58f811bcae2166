<?php

declare(strict_types=1);

namespace DokuAkulaku\Testing;

/**
 * Makes notifications as DOKU sends them, and as it never would. The signature is computed here in plain PHP: it does not
 * come from the extension that is to check it.
 */
final class Notifications
{
    private int $made = 0;

    /** @param string $target path of the address that DOKU was given, without a query */
    public function __construct(
        private readonly string $target,
        private readonly string $clientId = ScriptedTransport::CLIENT_ID,
        #[\SensitiveParameter] private readonly string $secret = ScriptedTransport::SECRET,
    ) {
    }

    /** Signed and well formed. Two calls make two notifications: their Request-Ids differ. */
    public function signed(
        string $invoice,
        int|float|string $amount,
        string $status = 'SUCCESS',
        string $originalRequestId = '',
        string $reference = Answers::REFERENCE,
        ?int $timestamp = null,
    ): Delivery {
        $body = Bodies::notification($invoice, $amount, $status, $originalRequestId, $reference);
        return $this->sign(Answer::json(200, $body)->body, $timestamp ?? time());
    }

    /** Of any body, for example one that is no JSON. */
    public function sign(string $body, ?int $timestamp = null): Delivery
    {
        // The shape of DOKU's own: the channel, then digits.
        $requestId = 'PEER_TO_PEER_AKULAKU' . str_pad((string) ++$this->made, 20, (string) random_int(1, 9), STR_PAD_LEFT);
        $time = gmdate('Y-m-d\TH:i:s\Z', $timestamp ?? time());
        return new Delivery($body, [
            'Client-Id' => $this->clientId,
            'Request-Id' => $requestId,
            'Request-Timestamp' => $time,
            'Signature' => $this->signature($body, $requestId, $time),
        ], $this->target);
    }

    /** Signed with another secret. */
    public function forged(string $invoice, int|float|string $amount, string $status = 'SUCCESS'): Delivery
    {
        return (new self($this->target, $this->clientId, "not-$this->secret"))->signed($invoice, $amount, $status);
    }

    /** Another body under the headers of a genuine one: an amount or a state that somebody changed on the way. */
    public function tampered(Delivery $genuine, string $search, string $replace): Delivery
    {
        return new Delivery(str_replace($search, $replace, $genuine->body), $genuine->headers, $genuine->target);
    }

    /** Genuine, and stamped $seconds ago: DOKU repeats up to 12 hours later and does not say whether it stamps anew. */
    public function late(string $invoice, int|float|string $amount, int $seconds = 43200, string $status = 'SUCCESS'): Delivery
    {
        return $this->signed($invoice, $amount, $status, timestamp: time() - $seconds);
    }

    /** @return list<Delivery> the same notification, byte for byte, $times times */
    public function doubled(Delivery $delivery, int $times = 2): array
    {
        return array_fill(0, $times, $delivery);
    }

    /**
     * One notification for each state, delivered in the wrong order: the newest first.
     *
     * @param list<string> $statuses in the order in which they happened
     * @return list<Delivery>
     */
    public function reordered(string $invoice, int|float|string $amount, array $statuses): array
    {
        $now = time();
        $deliveries = [];
        foreach ($statuses as $index => $status) {
            $deliveries[] = $this->signed($invoice, $amount, $status, timestamp: $now - count($statuses) + $index);
        }
        return array_reverse($deliveries);
    }

    private function signature(string $body, string $requestId, string $time): string
    {
        $lines = [
            "Client-Id:$this->clientId",
            "Request-Id:$requestId",
            "Request-Timestamp:$time",
            "Request-Target:$this->target",
            'Digest:' . base64_encode(hash('sha256', $body, true)),
        ];
        return 'HMACSHA256=' . base64_encode(hash_hmac('sha256', implode("\n", $lines), $this->secret, true));
    }
}
