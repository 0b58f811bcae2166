<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/** What became of a notification. */
enum Received: string
{
    case Applied = 'applied';
    /** A duplicate, or late, or out of order. */
    case Kept = 'kept';
    /** Signed by DOKU, but for another amount: nothing moves, and the order has an alarm. */
    case AmountDiffers = 'amount_differs';
    case UnknownInvoice = 'unknown_invoice';
    /** It could not be stored; DOKU will send it again. */
    case TryAgain = 'try_again';

    public function httpStatus(): int
    {
        return match ($this) {
            self::Applied, self::Kept, self::AmountDiffers => 200,
            self::UnknownInvoice => 404,
            self::TryAgain => 503,
        };
    }
}
