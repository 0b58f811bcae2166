<?php

declare(strict_types=1);

namespace DokuAkulaku\Testing;

/** The bodies that answers and notifications share. */
final class Bodies
{
    /** @return array<string, mixed> a status answer: like a notification, and some fields may be missing */
    public static function status(string $invoice, int|float|string $amount, string $status, string $originalRequestId): array
    {
        $transaction = ['status' => $status, 'date' => Answers::DATE];
        if ($originalRequestId !== '') {
            $transaction['original_request_id'] = $originalRequestId;
        }
        return [
            'order' => ['invoice_number' => $invoice, 'amount' => $amount],
            'transaction' => $transaction,
            'service' => ['id' => 'PEER_TO_PEER'],
            'acquirer' => ['id' => 'AKULAKU'],
            'channel' => ['id' => 'PEER_TO_PEER_AKULAKU'],
        ];
    }

    /** @return array<string, mixed> a notification of Akulaku's channel */
    public static function notification(
        string $invoice,
        int|float|string $amount,
        string $status,
        string $originalRequestId,
        string $reference,
    ): array {
        return self::status($invoice, $amount, $status, $originalRequestId) + [
            'peer_to_peer_info' => [
                'status' => $status,
                'merchant_unique_reference' => $reference,
                'identifier' => Answers::identifiers($reference),
            ],
            'payment' => ['merchant_unique_reference' => $reference],
        ];
    }
}
