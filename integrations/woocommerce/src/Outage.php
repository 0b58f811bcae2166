<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

/**
 * After several failed connections in a row the method hides itself for a minute: a shopper chooses another one at once
 * instead of waiting. The option is loaded with all others, so asking costs no statement.
 */
final class Outage
{
    public const OPTION = 'doku_akulaku_outage';
    private const FAILURES = 3;
    private const SECONDS = 60;

    public static function failed(): void
    {
        $state = self::state();
        // Failures that lie far apart are no outage.
        $count = time() - $state['at'] > 600 ? 1 : $state['count'] + 1;
        $new = ['count' => $count, 'at' => time(), 'until' => 0, 'noticed' => $state['noticed']];
        if ($count >= self::FAILURES) {
            $new = ['count' => self::FAILURES - 1, 'at' => time(), 'until' => time() + self::SECONDS, 'noticed' => time()];
            if ($state['noticed'] === 0) {
                Services::log()->log('critical', 'DOKU could not be reached several times in a row: Akulaku PayLater hides itself for a minute.');
            }
        }
        update_option(self::OPTION, $new, true);
    }

    public static function succeeded(): void
    {
        if (self::state()['count'] !== 0 || self::state()['noticed'] !== 0) {
            update_option(self::OPTION, ['count' => 0, 'at' => 0, 'until' => 0, 'noticed' => 0], true);
        }
    }

    public static function hidden(): bool
    {
        return self::state()['until'] > time();
    }

    /** Unix time of the last outage that nothing has ended yet, or 0. */
    public static function since(): int
    {
        return self::state()['noticed'];
    }

    /** @return array{count: int, at: int, until: int, noticed: int} */
    private static function state(): array
    {
        $stored = get_option(self::OPTION, []);
        $stored = is_array($stored) ? $stored : [];
        $number = static fn (string $key): int => is_int($stored[$key] ?? null) ? $stored[$key] : 0;
        return ['count' => $number('count'), 'at' => $number('at'), 'until' => $number('until'), 'noticed' => $number('noticed')];
    }
}
