<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/** How a stored call stands. Open, NotSent and Unknown are unsettled: the same call is made again. */
enum CallState: string
{
    /** Stored, perhaps on its way, or its process died. */
    case Open = 'open';
    /** DOKU was not reached. */
    case NotSent = 'not_sent';
    /** No definite answer. */
    case Unknown = 'unknown';
    /** DOKU refused it; a new call may be made. */
    case Refused = 'refused';
    /** DOKU answered: what it answered is in the try's status. For ever. */
    case Done = 'done';

    public function isSettled(): bool
    {
        return $this === self::Refused || $this === self::Done;
    }
}
