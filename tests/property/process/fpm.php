<?php

declare(strict_types=1);

use DokuTest\Property\Fpm;
use DokuTest\Property\Orders;
use DokuTest\Property\Report;
use DokuTest\Property\Simulator;

/** php-fpm: connections live longer than requests, and are never shared between processes. */
return static function (Simulator $simulator, Report $report): void {
    $script = static fn (string $listener): string => '<?php $client = new DokuAkulaku("MCH-0001-10791114622547",'
        . '"secret-key-from-DOKU-back-office", ' . var_export(['base_url' => $simulator->ready[$listener], 'retries' => 0]
        + ($listener === 'https' ? ['ca_file' => $simulator->ready['ca_file']] : []), true) . ');'
        . 'if (isset($_GET["sleep"])) { usleep((int) $_GET["sleep"]); }'
        . 'if (isset($_GET["close"])) { DokuAkulaku::closeConnections(); }'
        . 'try { $answer = $client->checkStatus("INV-fpm"); $told = $answer->timing["reused"]; }'
        . 'catch (DokuAkulaku\Exception $error) { $told = $error->getMessage(); }'
        . 'if (isset($_GET["die"])) { $nothing->call(); }'
        . 'echo json_encode(["pid" => getmypid(), "reused" => $told]);';
    $fresh = static function () use ($simulator): array {
        $simulator->control('POST', 'reset');
        $simulator->client()->generateOrder(Orders::generate('fpm'));
        \DokuAkulaku::closeConnections();
        return $simulator->mark();
    };

    foreach (['http', 'https'] as $listener) {
        $report->run("fpm, $listener: a worker keeps its connection", static function () use (
            $simulator,
            $script,
            $fresh,
            $listener,
        ): array {
            $mark = $fresh();
            $fpm = new Fpm($script($listener));
            $told = [];
            for ($i = 0; $i < 12; $i++) {
                $told[] = $fpm->request()['reused'];
            }
            $closed = $fpm->request('close=1')['reused'];
            $ledger = $simulator->since($mark);
            $code = $fpm->stop();
            return array_filter([
                $told === [false, ...array_fill(0, 11, true)] ? '' : 'told ' . json_encode($told),
                $closed === false ? '' : 'closeConnections() did not close',
                count($ledger['connections']) === 2 ? '' : count($ledger['connections']) . ' connections, expected 2',
                $code === 0 ? '' : "php-fpm ended with $code",
            ]);
        });
    }
    $report->run('fpm: a fatal error in a request keeps the connection', static function () use (
        $simulator,
        $script,
        $fresh,
    ): array {
        $mark = $fresh();
        $fpm = new Fpm($script('https'), 1, ['display_errors=0']);
        $fpm->request();
        try {
            $fpm->request('die=1');
        } catch (\RuntimeException) {
            // no JSON came: that request died on purpose
        }
        $after = $fpm->request()['reused'];
        $connections = count($simulator->since($mark)['connections']);
        return array_filter([
            $after === true ? '' : 'told ' . json_encode($after),
            $connections === 1 ? '' : "$connections connections",
        ]);
    });
    $report->run('fpm: opcache.preload shares no connection with the workers', static function () use (
        $simulator,
        $script,
        $fresh,
    ): array {
        $mark = $fresh();
        $preload = tempnam(sys_get_temp_dir(), 'doku-preload');
        file_put_contents($preload, $script('https') . 'if ($told !== false) { throw new Exception((string) $told); }');
        try {
            $settings = ['zend_extension=opcache', 'opcache.enable=1', "opcache.preload=$preload"];
            if (posix_getuid() === 0) {
                $settings[] = 'opcache.preload_user=root';
            }
            // Debian loads opcache by itself; a second loading would be a warning only.
            $fpm = new Fpm($script('https'), 3, extension_loaded('Zend OPcache') ? array_slice($settings, 1) : $settings);
            $workers = [];
            for ($round = 0; $round < 6; $round++) {
                $open = array_map(static fn () => $fpm->begin('sleep=60000'), range(1, 3));
                foreach ($open as $stream) {
                    $answer = $fpm->finish($stream);
                    $workers[$answer['pid']][] = $answer['reused'];
                }
            }
            $ledger = $simulator->since($mark);
            $code = $fpm->stop();
        } finally {
            unlink($preload);
        }
        $problems = [];
        foreach ($workers as $told) {
            $wanted = [false, ...array_fill(0, count($told) - 1, true)];
            if ($told !== $wanted) {
                $problems[] = 'a worker told ' . json_encode($told);
            }
        }
        $first = $ledger['connections'][0] ?? ['requests' => 0, 'closed_by' => null];
        return array_filter([
            ...$problems,
            count($workers) === 3 ? '' : count($workers) . ' workers answered',
            count($ledger['connections']) === 1 + count($workers) ? '' : count($ledger['connections']) . ' connections',
            $first['requests'] === 1 ? '' : "the preload script's connection carried $first[requests] requests",
            $first['closed_by'] === 'peer' ? '' : "the preload script's connection was not closed",
            $code === 0 ? '' : "php-fpm ended with $code",
        ]);
    });
};
