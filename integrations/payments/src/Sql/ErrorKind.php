<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Sql;

enum ErrorKind
{
    /** A unique key is taken. */
    case Duplicate;
    /** A deadlock or a lock that took too long: rolled back; the same may be tried again. */
    case Again;
    /** The connection is gone. */
    case Lost;
    case Other;
}
