<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

/** Counts the points at which a process may die, and dies at the one that was chosen. */
final class Killer
{
    public static int $at = 0;
    public static int $count = 0;

    public static function point(): void
    {
        if (++self::$count === self::$at) {
            posix_kill(posix_getpid(), SIGKILL);
        }
    }
}
