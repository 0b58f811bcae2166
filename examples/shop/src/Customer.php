<?php

declare(strict_types=1);

namespace ExampleShop;

use DokuAkulaku\Payments\Phone;
use DokuAkulaku\Payments\SafeText;

/** The customer form: what was typed, what is sent, and what to say when DOKU's rules refuse it. */
final class Customer
{
    /** field => [autocomplete, inputmode, mandatory, characters at most]; its label is field.{name} in lang/ */
    public const FIELDS = [
        'name' => ['name', 'text', true, 64],
        'phone' => ['tel', 'tel', true, 40],
        'address' => ['street-address', 'text', false, 400],
        'city' => ['address-level2', 'text', false, 64],
        'state' => ['address-level1', 'text', false, 64],
        'postcode' => ['postal-code', 'numeric', false, 64],
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
     * The customer block of the payload. Accents and signs that DOKU may refuse are written in plain letters; what has
     * too many characters stays as it is, so that the form can say so.
     *
     * @param array<string, string> $values
     * @return array<string, string>
     */
    public static function payload(array $values, string $id): array
    {
        $payload = ['id' => $id];
        foreach ($values as $field => $value) {
            $payload[$field] = match ($field) {
                'phone' => Phone::normalise($value),
                'postcode' => $value,
                default => SafeText::clean($value, 1000, ''),
            };
        }
        return $payload;
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
        foreach (array_keys(self::FIELDS) as $field) {
            $violation = $violations["customer.$field"] ?? null;
            if ($violation !== null) {
                $errors[$field] = self::sentence($field, $violation['rule'], $violation['limit'] ?? 0);
            }
        }
        return $errors;
    }

    /** DOKU takes any digits; an Indonesian postcode has five. */
    public static function postcodeError(string $postcode): ?string
    {
        return preg_match('/^\d+$/D', $postcode) === 1 && strlen($postcode) !== 5
            ? Language::current()->say('rule.postcode.length') : null;
    }

    private static function sentence(string $field, string $rule, int $limit): string
    {
        $language = Language::current();
        $key = match (true) {
            $field === 'phone' && $rule === 'required' => 'rule.phone.required',
            $field === 'phone' && $rule === 'max_length' => 'rule.phone.max_length',
            $field === 'phone' => 'rule.phone',
            $field === 'postcode' && $rule === 'charset' => 'rule.postcode.charset',
            in_array($rule, ['required', 'max_length', 'charset', 'utf8', 'safe_string'], true) => "rule.$rule",
            default => 'rule.other',
        };
        return $language->say($key, ['label' => $language->say("field.$field"), 'limit' => $limit]);
    }
}
