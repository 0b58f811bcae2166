<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/** What became of an observation. */
enum Move: string
{
    case Applied = 'applied';
    /** A duplicate, or late, or out of order: the known state stays. */
    case Kept = 'kept';
    /** The amount is another one than the try's, or cannot be read: nothing moves but the alarm. */
    case AmountDiffers = 'amount_differs';
    case NoSuchInvoice = 'no_such_invoice';
}
