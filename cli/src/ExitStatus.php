<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli;

/** What a script can go by. */
final class ExitStatus
{
    public const DONE = 0;
    /** A definite no: refused, not valid, a check failed, nothing was sent. */
    public const NO = 1;
    public const USAGE = 2;
    /** A request may have reached DOKU: the same call with the same Request-Id, or a look-up. */
    public const PERHAPS = 3;
}
