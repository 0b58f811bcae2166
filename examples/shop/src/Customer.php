<?php

declare(strict_types=1);

namespace ExampleShop;

/** The customer form: what was typed, what is sent, and what to say when DOKU's rules refuse it. */
final class Customer
{
    /** field => [label, autocomplete, inputmode, mandatory] */
    public const FIELDS = [
        'name' => ['Full name', 'name', 'text', true],
        'phone' => ['Mobile number', 'tel', 'tel', true],
        'address' => ['Street and number', 'street-address', 'text', false],
        'city' => ['City', 'address-level2', 'text', false],
        'state' => ['Province', 'address-level1', 'text', false],
        'postcode' => ['Postcode', 'postal-code', 'numeric', false],
    ];

    /**
     * @param array<mixed> $form
     * @return array<string, string> trimmed
     */
    public static function fromForm(array $form): array
    {
        $values = [];
        foreach (array_keys(self::FIELDS) as $field) {
            $values[$field] = is_string($form[$field] ?? null) ? trim($form[$field]) : '';
        }
        return $values;
    }

    /**
     * The customer block of the payload.
     *
     * @param array<string, string> $values
     * @return array<string, string>
     */
    public static function payload(array $values, string $id): array
    {
        $values['phone'] = self::phone($values['phone']);
        return ['id' => $id] + $values;
    }

    /**
     * Violations of the payload as sentences beside the form's fields. What no field can be blamed for stays out.
     *
     * @param array<string, array{rule: string, message: string, limit?: int}> $violations
     * @return array<string, string> field => sentence
     */
    public static function errors(array $violations): array
    {
        $errors = [];
        foreach (self::FIELDS as $field => [$label]) {
            $violation = $violations["customer.$field"] ?? null;
            if ($violation !== null) {
                $errors[$field] = self::sentence($field, $label, $violation);
            }
        }
        return $errors;
    }

    /** 0812-3456 7890, 812 ..., +62 812 ..., (0812) ... -> 62812...; anything else stays, and the rules will say so. */
    private static function phone(string $typed): string
    {
        $number = preg_replace('/[\s().\/-]+/', '', $typed) ?? $typed;
        if (str_starts_with($number, '+')) {
            return substr($number, 1);
        }
        // Indonesian mobile numbers start with 8. Another country's 8... (Japan's 81) is written with +.
        return preg_match('/^(?:0(?=[1-9])|(?=8))/', $number, $trunk) === 1
            ? '62' . substr($number, strlen($trunk[0])) : $number;
    }

    /** @param array{rule: string, message: string, limit?: int} $violation */
    private static function sentence(string $field, string $label, array $violation): string
    {
        $lower = strtolower($label);
        return match (true) {
            $violation['rule'] === 'required' => "Please fill in your $lower.",
            $violation['rule'] === 'max_length' => "This is too long: $violation[limit] characters at most.",
            $field === 'phone' => 'Please give a mobile number such as 0812 3456 7890 or +62 812 3456 7890.',
            $field === 'postcode' => 'A postcode has digits only, such as 12190.',
            $violation['rule'] === 'charset', $violation['rule'] === 'utf8'
                => "Your $lower has a character that we cannot send. Please type it again.",
            default => "Please check your $lower.",
        };
    }
}
