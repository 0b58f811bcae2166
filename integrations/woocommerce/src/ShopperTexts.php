<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

use DokuAkulaku\Payments\Outcome;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;

/** What a shopper reads. Never a message of the extension or of DOKU. */
final class ShopperTexts
{
    public static function oneLine(): string
    {
        return __('Shop now, pay later or in instalments with Akulaku PayLater.', 'paylater-gateway-for-akulaku');
    }

    public static function explanation(): string
    {
        return __('You will be taken to Akulaku\'s page. Approval, term and costs are decided by Akulaku and shown before you agree.', 'paylater-gateway-for-akulaku');
    }

    public static function sandbox(): string
    {
        return __('Sandbox (test mode): no real money is paid.', 'paylater-gateway-for-akulaku');
    }

    public static function phoneMissing(): string
    {
        return __('Akulaku needs your phone number. Please enter it to go on.', 'paylater-gateway-for-akulaku');
    }

    public static function notPossible(): string
    {
        return __('A payment with Akulaku cannot be created for this order. Please choose another method or contact us.', 'paylater-gateway-for-akulaku');
    }

    public static function unavailable(): string
    {
        return __('Akulaku PayLater is not available at the moment. Please choose another method.', 'paylater-gateway-for-akulaku');
    }

    /** Why there is no payment page. */
    public static function noPage(Outcome $outcome): string
    {
        if ($outcome->violations !== []) {
            return self::violations($outcome->violations);
        }
        if ($outcome->result === Result::Unknown) {
            return __('We do not know yet about this payment. Please do not pay again and do not place a new order. We are checking and will tell you by email.', 'paylater-gateway-for-akulaku');
        }
        return match ($outcome->reason) {
            Reason::Busy => __('This payment is being prepared in another window. Please wait a moment and try again.', 'paylater-gateway-for-akulaku'),
            Reason::Invalid => self::notPossible(),
            Reason::RefusedByDoku => __('The payment could not be created and your order is not paid. Please choose another method or contact us.', 'paylater-gateway-for-akulaku'),
            Reason::Unreachable, Reason::NoStore => __('The payment service cannot be reached. No payment was created and you are not charged. Please try again in a moment.', 'paylater-gateway-for-akulaku'),
            default => self::unavailable(),
        };
    }

    /**
     * Sentences for what the shopper typed; one sentence if it is not the shopper's fault.
     *
     * @param array<string, array<string, mixed>> $violations path => rule, message, limit
     */
    public static function violations(array $violations): string
    {
        $sentences = [];
        foreach (self::labels() as $field => $label) {
            $violation = $violations['customer.' . $field] ?? null;
            if ($violation !== null) {
                $rule = is_string($violation['rule'] ?? null) ? $violation['rule'] : '';
                $limit = is_int($violation['limit'] ?? null) ? $violation['limit'] : null;
                $sentences[] = self::sentence($field, $label, $rule, $limit);
            }
        }
        return $sentences === [] ? self::notPossible() : implode(' ', $sentences);
    }

    /** @return array<string, string> */
    private static function labels(): array
    {
        return [
            'name' => __('Name', 'paylater-gateway-for-akulaku'),
            'phone' => __('Phone number', 'paylater-gateway-for-akulaku'),
            'address' => __('Address', 'paylater-gateway-for-akulaku'),
            'city' => __('City', 'paylater-gateway-for-akulaku'),
            'state' => __('Province', 'paylater-gateway-for-akulaku'),
            'postcode' => __('Postcode', 'paylater-gateway-for-akulaku'),
        ];
    }

    private static function sentence(string $field, string $label, string $rule, ?int $limit): string
    {
        if ($field === 'phone') {
            return match ($rule) {
                'required' => self::phoneMissing(),
                'max_length' => __('The phone number is too long. Enter one number only, for example 0812 3456 7890.', 'paylater-gateway-for-akulaku'),
                'charset', 'utf8' => __('The phone number holds hidden characters. Delete it and type it again.', 'paylater-gateway-for-akulaku'),
                default => __('The phone number is not valid. Enter an active number in digits only, for example 0812 3456 7890 or +62 812 3456 7890.', 'paylater-gateway-for-akulaku'),
            };
        }
        if ($field === 'postcode' && $rule === 'charset') {
            return __('The postcode may hold digits only, for example 40115.', 'paylater-gateway-for-akulaku');
        }
        return match ($rule) {
            /* translators: %s: the label of a field */
            'required' => sprintf(__('%s is required.', 'paylater-gateway-for-akulaku'), $label),
            /* translators: 1: the label of a field, 2: a number of characters */
            'max_length' => sprintf(__('%1$s is too long: at most %2$d characters.', 'paylater-gateway-for-akulaku'), $label, $limit ?? 0),
            /* translators: %s: the label of a field */
            'utf8' => sprintf(__('%s holds unreadable characters. Delete it and type it again.', 'paylater-gateway-for-akulaku'), $label),
            /* translators: %s: the label of a field */
            'charset' => sprintf(__('%s holds a line break or hidden characters. Delete it and type it again on one line.', 'paylater-gateway-for-akulaku'), $label),
            /* translators: %s: the label of a field */
            'safe_string' => sprintf(__('%s holds characters that cannot be processed. Remove them and try again.', 'paylater-gateway-for-akulaku'), $label),
            /* translators: %s: the label of a field */
            default => sprintf(__('Please check: %s.', 'paylater-gateway-for-akulaku'), $label),
        };
    }
}
