<?php

declare(strict_types=1);

namespace DokuSandbox;

/**
 * The field tables of DOKU's Akulaku guide as data, and the check of a decoded body against them.
 *
 * A row is: path => [type, presence, most characters or digits].
 * Presence: M = must be there and not blank, K = the key must be there but may be empty, O = may be absent.
 * DOKU does not document the messages of this envelope except AMOUNT NOT MATCH and INVOICE ALREADY USED:
 * the others are the simulator's own.
 */
final class FieldRules
{
    public const GENERATE = [
        'order.invoice_number' => ['text', 'M', 64],
        'order.amount' => ['positive', 'M', 12],
        'order.callback_url' => ['url', 'M', 0],
        'order.line_items' => ['list', 'M', 0],
        'order.line_items[].name' => ['text', 'M', 255],
        'order.line_items[].price' => ['number', 'M', 12],
        'order.line_items[].quantity' => ['positive', 'M', 4],
        'order.line_items[].sku' => ['text', 'M', 0],
        'order.line_items[].category' => ['text', 'M', 0],
        'payment.merchant_unique_reference' => ['text', 'M', 64],
        'customer.id' => ['text', 'M', 50],
        'customer.name' => ['text', 'M', 64],
        'customer.phone' => ['phone', 'M', 16],
        'customer.address' => ['text', 'O', 400],
        // The guide asks for these three keys even when their values are empty.
        'customer.city' => ['text', 'K', 64],
        'customer.state' => ['text', 'K', 64],
        'customer.postcode' => ['digits', 'K', 64],
        'additional_info' => ['object', 'O', 0],
        'additional_info.override_notification_url' => ['url', 'O', 0],
        'additional_info.hold_settlement' => ['boolean', 'O', 0],
        'additional_info.settlement' => ['list', 'O', 0],
        'additional_info.settlement[].bank_account_settlement_id' => ['text', 'M', 0],
        'additional_info.settlement[].value' => ['number', 'M', 12],
        'additional_info.settlement[].type' => ['settlement', 'M', 0],
    ];

    public const CANCEL = [
        'order.invoice_number' => ['text', 'M', 64],
        'payment.merchant_unique_reference' => ['text', 'M', 64],
        'payment.identifier' => ['list', 'O', 0],
        'payment.identifier[].name' => ['text', 'M', 0],
        'payment.identifier[].value' => ['text', 'M', 0],
    ];

    public const REFUND = [
        'order.invoice_number' => ['text', 'M', 64],
        'payment.merchant_unique_reference' => ['text', 'M', 64],
        'payment.identifier' => ['list', 'M', 0],
        'payment.identifier[].name' => ['text', 'M', 0],
        'payment.identifier[].value' => ['text', 'M', 0],
        'refund.merchant_unique_reference' => ['text', 'M', 64],
    ];

    /** DOKU's documents say no more of this call than that it names the order. */
    public const RELEASE = [
        'order.invoice_number' => ['text', 'M', 64],
    ];

    /** The words with which DOKU refuses a whole request; they name no field. A blank passes, unlisted as it is. */
    public const UNSAFE = "Invalid character, allowed only a-z A-Z 0-9 . - / + , = _ : ' @ % ( )";

    /**
     * @param array<string, array{string, string, int}> $table
     * @return list<string> one message for each broken rule; empty when the body is fine
     */
    public static function check(\stdClass $body, array $table): array
    {
        $messages = [];
        foreach ($table as $path => $rule) {
            foreach (self::find($body, explode('.', $path), '') as [$place, $found, $value]) {
                $message = self::checkValue($found, $value, $rule);
                if ($message !== null) {
                    $messages[] = $place . ' ' . $message;
                }
            }
        }
        return $messages;
    }

    /**
     * Has every text but the addresses of pages only characters of the Safe String?
     *
     * @param array<string, array{string, string, int}> $table
     */
    public static function isSafe(\stdClass $body, array $table): bool
    {
        foreach ($table as $path => [$type]) {
            foreach ($type === 'text' ? self::find($body, explode('.', $path), '') : [] as [, , $value]) {
                if (is_string($value) && !preg_match('~^[a-zA-Z0-9 ./+,=_:\'@%()-]*$~D', $value)) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Every place a path names: [place, is there, value]. Lists that are absent have no places below them.
     *
     * @param list<string> $keys
     * @return list<array{string, bool, mixed}>
     */
    private static function find(mixed $node, array $keys, string $place): array
    {
        $key = array_shift($keys);
        $isList = str_ends_with($key, '[]');
        $name = $isList ? substr($key, 0, -2) : $key;
        $place = $place === '' ? $name : $place . '.' . $name;
        $exists = $node instanceof \stdClass && property_exists($node, $name);
        $value = $exists ? $node->$name : null;
        if ($isList) {
            $found = [];
            foreach (is_array($value) ? $value : [] as $index => $item) {
                array_push($found, ...self::find($item, $keys, $place . '[' . $index . ']'));
            }
            return $found;
        }
        if ($keys === []) {
            return [[$place, $exists, $value]];
        }
        if (!$exists && $name === 'additional_info') {
            return [];
        }
        return self::find($value, $keys, $place);
    }

    /** @param array{string, string, int} $rule */
    private static function checkValue(bool $found, mixed $value, array $rule): ?string
    {
        [$type, $presence, $most] = $rule;
        if (!$found || $value === null) {
            return match ($presence) {
                // DOKU's words, as recorded from its Checkout.
                'M' => 'is missing or null',
                'K' => 'must be sent, even when it is empty',
                default => null,
            };
        }
        if ($type === 'list') {
            return match (true) {
                !is_array($value) => 'must be an array',
                $value === [] && $presence === 'M' => 'must have at least one entry',
                default => null,
            };
        }
        if ($type === 'object') {
            return $value instanceof \stdClass ? null : 'must be an object';
        }
        if ($type === 'boolean') {
            return is_bool($value) ? null : 'must be true or false';
        }
        if ($type === 'number' || $type === 'positive') {
            return self::checkNumber($value, $most, $type === 'positive');
        }
        return self::checkText($value, $type, $presence, $most);
    }

    private static function checkNumber(mixed $value, int $digits, bool $positive): ?string
    {
        $text = is_int($value) || is_string($value) ? (string) $value : '';
        if (!preg_match('~^[0-9]+$~D', $text)) {
            return 'must be an integer';
        }
        if (strlen(ltrim($text, '0')) > $digits) {
            return "must have at most $digits digits";
        }
        return $positive && (int) $text === 0 ? 'must be greater than 0' : null;
    }

    private static function checkText(mixed $value, string $type, string $presence, int $most): ?string
    {
        // The table of the documents says number for the postal code, their samples have a string.
        if ($type === 'digits' && is_int($value)) {
            $value = (string) $value;
        }
        if (!is_string($value)) {
            return 'must be a string';
        }
        if (trim($value) === '') {
            return $presence === 'M' ? 'is required' : null;
        }
        if (preg_match('~[\x00-\x1f\x7f]~', $value)) {
            return 'must not contain control characters';
        }
        // Continuation bytes do not count: the limits are in characters.
        if ($most > 0 && strlen((string) preg_replace('~[\x80-\xbf]~', '', $value)) > $most) {
            return "must have at most $most characters";
        }
        return match ($type) {
            'phone' => preg_match('~^[1-9][0-9]*$~D', $value) ? null : 'must be calling code and number, digits only',
            'digits' => preg_match('~^[0-9]+$~D', $value) ? null : 'must be digits only',
            'url' => preg_match('~^https?://[^\s/?#]+~i', $value) ? null : 'must be an http or https URL',
            'settlement' => in_array($value, ['PERCENTAGE', 'FIX'], true) ? null : 'must be PERCENTAGE or FIX',
            default => null,
        };
    }

    /** Do the lines add up to the amount? Only asked once every field is well formed. */
    public static function addsUp(\stdClass $order): bool
    {
        $total = 0;
        foreach ($order->line_items as $item) {
            $total += (int) $item->price * (int) $item->quantity;
        }
        return $total === (int) $order->amount;
    }
}
