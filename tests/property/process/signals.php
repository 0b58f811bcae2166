<?php

declare(strict_types=1);

use DokuTest\Property\Extension;
use DokuTest\Property\Orders;
use DokuTest\Property\Report;
use DokuTest\Property\Simulator;

/** A PHP process that makes one call under a fault, and what becomes of it. */
return static function (Simulator $simulator, Report $report): void {
    $start = static function (string $code, array $faults) use ($simulator): array {
        $simulator->control('POST', 'reset');
        $simulator->client()->generateOrder(Orders::generate('signal'));
        \DokuAkulaku::closeConnections();
        $simulator->faults($faults);
        $mark = $simulator->mark();
        $program = '$client = new DokuAkulaku("MCH-0001-10791114622547", "secret-key-from-DOKU-back-office",'
            . ' ["base_url" => $argv[1], "retries" => 2, "timeout" => 8.0]);' . $code;
        $command = [PHP_BINARY, '-d', 'display_errors=1', '-d', 'log_errors=0', '-d', 'html_errors=0', '-d',
            'extension=' . Extension::path(), '-r', $program, '--', $simulator->ready['http']];
        $process = proc_open($command, [['file', '/dev/null', 'r'], ['pipe', 'w'], STDERR], $pipes);
        // Until the server has the request, and works on it.
        for ($i = 0; $i < 500 && count($simulator->since($mark)['requests']) === 0; $i++) {
            usleep(10000);
        }
        return [$process, $pipes[1], $mark];
    };
    $finish = static function ($process, $pipe) use ($simulator): array {
        $started = hrtime(true);
        $text = (string) stream_get_contents($pipe);
        $seconds = (hrtime(true) - $started) / 1e9;
        return [$text, $seconds, proc_close($process)];
    };

    $report->run('max_execution_time ends a stalled call', static function () use ($start, $finish): array {
        // Without threads the limit counts CPU time and comes as SIGPROF: a stalled call uses none, so it is sent here.
        // With threads it is a timer of the process's own.
        $zts = PHP_ZTS === 1;
        [$process, $pipe] = $start(
            'set_time_limit(' . ($zts ? '1' : '60') . '); register_shutdown_function(function () { echo "shut down"; });'
                . 'try { $client->checkStatus("INV-signal"); echo "answered"; } finally { echo "finally"; }',
            [['fault' => 'stall']]
        );
        if (!$zts) {
            posix_kill(proc_get_status($process)['pid'], SIGPROF);
        }
        [$text, $seconds, $code] = $finish($process, $pipe);
        return array_filter([
            str_contains($text, 'Maximum execution time of') ? '' : "said: $text",
            str_contains($text, 'shut down') ? '' : 'the shutdown functions did not run',
            str_contains($text, 'answered') ? 'the call went on' : '',
            $seconds < 2.0 ? '' : "took $seconds s",
            $code === 255 ? '' : "ended with $code",
        ]);
    });
    $report->run('max_execution_time ends the pause before a retry', static function () use ($start, $finish): array {
        [$process, $pipe] = $start('set_time_limit(60); $client->checkStatus("INV-signal"); echo "answered";', [
            ['fault' => 'status', 'status' => 503, 'retry_after' => 5],
        ]);
        posix_kill(proc_get_status($process)['pid'], SIGPROF);
        [$text, $seconds] = $finish($process, $pipe);
        return array_filter([
            str_contains($text, 'Maximum execution time of') ? '' : "said: $text",
            $seconds < 2.0 ? '' : "took $seconds s",
        ]);
    });

    $handlers = [
        'asynchronous' => 'pcntl_async_signals(true);',
        'dispatched later' => '',
    ];
    foreach ($handlers as $name => $setup) {
        $report->run("signals with a handler ($name) do not abort a call", static function () use (
            $start,
            $finish,
            $setup,
            $simulator,
        ): array {
            [$process, $pipe, $mark] = $start(
                "\$count = 0; $setup" . 'foreach ([SIGALRM, SIGUSR1, SIGCHLD, SIGTERM] as $signal) {'
                    . ' pcntl_signal($signal, function () use (&$count) { $count++; }); }'
                    . '$answer = $client->checkStatus("INV-signal"); pcntl_signal_dispatch();'
                    . 'echo json_encode([$answer->succeeded, $answer->attempts, $count > 0]);',
                [['fault' => 'delay', 'seconds' => 1.0]]
            );
            $pid = proc_get_status($process)['pid'];
            for ($i = 0; $i < 60; $i++) {
                posix_kill($pid, [SIGALRM, SIGUSR1, SIGCHLD, SIGTERM][$i % 4]);
                usleep(10000);
            }
            [$text, , $code] = $finish($process, $pipe);
            $requests = count($simulator->since($mark)['requests']);
            return array_filter([
                $text === '[true,1,true]' ? '' : "said: $text",
                $code === 0 ? '' : "ended with $code",
                $requests === 1 ? '' : "$requests requests",
            ]);
        });
    }
    $report->run("a profiler's timer does not abort a call", static function () use ($start, $finish, $simulator): array {
        // pcntl_alarm() again and again from the handler: EG(vm_interrupt) is set all the time.
        [$process, $pipe, $mark] = $start(
            'pcntl_async_signals(true); $count = 0; pcntl_signal(SIGVTALRM, function () use (&$count) { $count++; });'
                . '$answer = $client->checkStatus("INV-signal"); echo json_encode([$answer->succeeded, $answer->attempts]);',
            [['fault' => 'slow_drip', 'interval' => 0.005, 'bytes' => 5]]
        );
        $pid = proc_get_status($process)['pid'];
        while (posix_kill($pid, SIGVTALRM) && proc_get_status($process)['running']) {
            usleep(2000);
        }
        [$text] = $finish($process, $pipe);
        $requests = count($simulator->since($mark)['requests']);
        return array_filter([$text === '[true,1]' ? '' : "said: $text", $requests === 1 ? '' : "$requests requests"]);
    });
    $report->run('SIGINT ends the process in the usual way', static function () use ($start, $finish): array {
        [$process, $pipe] = $start('$client->checkStatus("INV-signal"); echo "answered";', [['fault' => 'stall']]);
        posix_kill(proc_get_status($process)['pid'], SIGINT);
        $started = hrtime(true);
        $text = (string) stream_get_contents($pipe);
        $seconds = (hrtime(true) - $started) / 1e9;
        proc_close($process);
        return array_filter([$text === '' ? '' : "said: $text", $seconds < 1.0 ? '' : "took $seconds s"]);
    });
};
