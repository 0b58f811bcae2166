<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use DokuAkulaku\Payments\Alarm;
use Magento\Framework\Phrase;

/** What a person is asked to look at. */
final class AlarmWords
{
    /** @param string $invoices of the tries that it is about, joined by commas */
    public static function of(Alarm $alarm, string $invoices): Phrase
    {
        return match ($alarm) {
            Alarm::PaidTwice => __('Paid twice: %1. Choose the payment to refund.', $invoices),
            Alarm::PaidAfterCancel => __(
                'Paid after it was cancelled: %1. The order is not revived by itself. Check the stock, then refund the payment or place the order anew.',
                $invoices
            ),
            Alarm::PaidElsewhere => __('Paid by Akulaku (%1) although the order was already paid otherwise.', $invoices),
            Alarm::AmountDiffers => __('The amounts differ: %1. Do not ship before this is checked.', $invoices),
            Alarm::AmountUnreadable => __('DOKU named an amount that cannot be read: %1. Do not ship before this is checked.', $invoices),
            Alarm::UnknownTooLong => __('The outcome of %1 has been unknown for too long. Press "Ask DOKU" or contact DOKU.', $invoices),
        };
    }
}
