<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/** What a person has to look at. */
enum Alarm: string
{
    case PaidTwice = 'paid_twice';
    case PaidAfterCancel = 'paid_after_cancel';
    /** The order was paid otherwise, and then by this try too. */
    case PaidElsewhere = 'paid_elsewhere';
    case AmountDiffers = 'amount_differs';
    case AmountUnreadable = 'amount_unreadable';
    /** No definite answer for a day. */
    case UnknownTooLong = 'unknown_too_long';
}
