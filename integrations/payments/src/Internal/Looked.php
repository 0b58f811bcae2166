<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Internal;

/** How a look-up ended; an answer that came is in the store. */
enum Looked
{
    case Answered;
    case AmountDiffers;
    /** DOKU knows no such order (yet). */
    case NotFound;
    case Unanswered;
    case AccountUnknown;
    /** No time was left to ask. */
    case NoTime;
}
