<?php

declare(strict_types=1);

/*
 * Prepended to every request of bench/magento: the processor time of the request goes to a file. Other work of the machine does
 * not show in it.
 */

(static function (): void {
    $time = static function (): float {
        $usage = getrusage();
        return ($usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']) * 1e3 + ($usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec']) / 1e3;
    };
    $from = $time();
    register_shutdown_function(static fn () => file_put_contents(getenv('BENCH_FOLDER') . '/processor.txt', (string) ($time() - $from)));
})();
