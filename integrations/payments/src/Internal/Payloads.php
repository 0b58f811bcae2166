<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Internal;

use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Invoice;
use DokuAkulaku\Payments\Line;
use DokuAkulaku\Payments\Purchase;

/** The payloads of the three calls. */
final class Payloads
{
    /** @return array<string, mixed> */
    public static function generate(Purchase $purchase, string $invoice): array
    {
        $payload = [
            'order' => [
                'invoice_number' => $invoice,
                'amount' => $purchase->amount,
                'line_items' => array_map(static fn (Line $line): array => $line->toArray(), $purchase->lines),
                'callback_url' => $purchase->callbackUrl,
            ],
            'payment' => ['merchant_unique_reference' => $invoice],
            'customer' => $purchase->customer,
        ];
        return $purchase->additionalInfo === [] ? $payload
            : $payload + ['additional_info' => $purchase->additionalInfo];
    }

    /** @return \Closure(Attempt): array<mixed> */
    public static function cancel(): \Closure
    {
        return static fn (Attempt $attempt): array => [
            'order' => ['invoice_number' => $attempt->invoice],
            'payment' => self::payment($attempt),
        ];
    }

    /** @return \Closure(Attempt): array<mixed> */
    public static function refund(): \Closure
    {
        return static fn (Attempt $attempt): array => [
            'order' => ['invoice_number' => $attempt->invoice],
            'payment' => self::payment($attempt),
            'refund' => ['merchant_unique_reference' => Invoice::refundReference($attempt->invoice)],
        ];
    }

    /**
     * Whether the try's stored order is what this purchase asks for: the same goods for the same person. The order of a
     * map's keys says nothing, the order of the lines does.
     *
     * @param array<mixed> $payload of the generate call
     */
    public static function isEqual(#[\SensitiveParameter] array $payload, Purchase $purchase): bool
    {
        return self::compared($payload) === self::compared(self::generate($purchase, ''));
    }

    /**
     * @param array<mixed> $payload
     * @return array<mixed>
     */
    private static function compared(array $payload): array
    {
        $order = is_array($payload['order'] ?? null) ? $payload['order'] : [];
        $customer = is_array($payload['customer'] ?? null) ? $payload['customer'] : [];
        // A guest's id often is the order's number.
        unset($customer['id']);
        // A field that is absent goes out as one that is null or empty does, and 12012 as "12012" does.
        $customer = array_filter(
            array_map(static fn (mixed $value): mixed => is_int($value) ? (string) $value : $value, $customer),
            static fn (mixed $value): bool => $value !== null && $value !== ''
        );
        return self::sorted([$order['amount'] ?? null, $order['line_items'] ?? null, $customer]);
    }

    /**
     * Maps by their keys, lists as they are.
     *
     * @param array<mixed> $value
     * @return array<mixed>
     */
    private static function sorted(array $value): array
    {
        if (!array_is_list($value)) {
            ksort($value);
        }
        return array_map(static fn (mixed $one): mixed => is_array($one) ? self::sorted($one) : $one, $value);
    }

    /** @return array<string, mixed> */
    private static function payment(Attempt $attempt): array
    {
        $payment = ['merchant_unique_reference' => $attempt->reference];
        return $attempt->identifiers === [] ? $payment : $payment + ['identifier' => $attempt->identifiers];
    }
}
