<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/** What became of an operation. */
enum Result: string
{
    case Done = 'done';
    /** Nothing was sent; the same may be tried later. */
    case Later = 'later';
    /** Perhaps it happened. The same operation again is safe: it sends the same call. */
    case Unknown = 'unknown';
    /** A definite no. */
    case Refused = 'refused';
}
