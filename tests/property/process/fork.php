<?php

declare(strict_types=1);

use DokuTest\Property\Orders;
use DokuTest\Property\Report;
use DokuTest\Property\Simulator;

/** Runs the code in a child; its exit code, negative for a signal. */
function in_child(\Closure $code): int
{
    $pid = pcntl_fork();
    if ($pid === 0) {
        // The test's own objects are the parent's: the child must end nothing of theirs but PHP's way out is part
        // of what is tested, so it ends by exit and not by a signal.
        $code();
        exit(0);
    }
    pcntl_waitpid($pid, $status);
    return pcntl_wifexited($status) ? pcntl_wexitstatus($status) : -pcntl_wtermsig($status);
}

return static function (Simulator $simulator, Report $report): void {
    foreach (['http', 'https'] as $listener) {
        $address = [$simulator->ready[$listener], $simulator->ready['ca_file']];
        $program = static fn (string $child): string => <<<PHP
            \$options = ['base_url' => \$argv[1], 'retries' => 0] + (\$argv[2] === '' ? [] : ['ca_file' => \$argv[2]]);
            \$client = new DokuAkulaku('MCH-0001-10791114622547', 'secret-key-from-DOKU-back-office', \$options);
            \$first = \$client->checkStatus(\$argv[3]);
            \$pid = pcntl_fork();
            if (\$pid === 0) {
                $child
                exit(0);
            }
            pcntl_waitpid(\$pid, \$status);
            \$code = pcntl_wifexited(\$status) ? pcntl_wexitstatus(\$status) : -pcntl_wtermsig(\$status);
            \$second = \$client->checkStatus(\$argv[3]);
            echo json_encode(['child' => \$code, 'reused' => \$second->timing['reused'], 'attempts' => \$second->attempts]);
            PHP;
        $children = [
            'makes a call' => ['$client->checkStatus($argv[3]);', 1],
            'makes calls by a new client and closes its connections' => [
                '$own = new DokuAkulaku("MCH-0001-10791114622547", "secret-key-from-DOKU-back-office", $options);
                $own->checkStatus($argv[3]); $own->checkStatus($argv[3]); DokuAkulaku::closeConnections();
                unset($client, $own);',
                1,
            ],
            'only closes the connections' => ['DokuAkulaku::closeConnections();', 0],
            'does nothing' => ['', 0],
            'forks again, all call' => [
                'if (($grandchild = pcntl_fork()) === 0) { $client->checkStatus($argv[3]); exit(0); }
                $client->checkStatus($argv[3]); pcntl_waitpid($grandchild, $status);
                if (!pcntl_wifexited($status) || pcntl_wexitstatus($status) !== 0) { exit(9); }',
                2,
            ],
            'runs a batch' => [
                'foreach ($client->checkStatuses([$argv[3], $argv[3]], 1) as $answer) { if (!$answer->succeeded) { exit(8); } }',
                1,
            ],
            'dies by an uncaught exception' => [
                '$client->checkStatus($argv[3]); ini_set("display_errors", "0"); ini_set("log_errors", "0"); '
                    . 'throw new LogicException("on purpose");',
                1,
                255,
            ],
        ];
        foreach ($children as $name => $case) {
            [$code, $connections] = $case;
            $exit = $case[2] ?? 0;
            $report->run("fork, $listener: the child $name", static function () use (
                $simulator,
                $address,
                $program,
                $code,
                $connections,
                $exit,
            ): array {
                $simulator->control('POST', 'reset');
                $simulator->client()->generateOrder(Orders::generate('fork'));
                \DokuAkulaku::closeConnections();
                $mark = $simulator->mark();
                $command = [PHP_BINARY, '-d', 'extension=' . DokuTest\Property\Extension::path(), '-r', $program($code), '--',
                    ...$address, 'INV-fork'];
                $process = proc_open($command, [['file', '/dev/null', 'r'], ['pipe', 'w'], STDERR], $pipes);
                $text = (string) stream_get_contents($pipes[1]);
                $end = proc_close($process);
                $found = json_decode($text, true);
                $ledger = $simulator->since($mark);
                $parent = $ledger['connections'][0] ?? null;
                $counts = array_count_values(array_column($ledger['requests'], 'connection'));
                $expected = ['child' => $exit, 'reused' => true, 'attempts' => 1];
                $problems = [];
                if ($found !== $expected) {
                    $problems[] = 'told ' . ($found === null ? $text : json_encode($found));
                }
                if ($end !== 0) {
                    $problems[] = "the parent ended with $end";
                }
                if (count($ledger['connections']) !== 1 + $connections) {
                    $problems[] = count($ledger['connections']) . ' connections, expected ' . (1 + $connections);
                }
                if ($parent !== null && ($counts[$parent['id']] ?? 0) !== 2) {
                    $problems[] = "the parent's connection carried " . ($counts[$parent['id']] ?? 0) . ' requests, not 2';
                }
                return $problems;
            });
        }
    }

    $report->run('fork: while a batch is open', static function () use ($simulator): array {
        $simulator->control('POST', 'reset');
        $client = $simulator->client('https');
        $ids = [];
        for ($i = 0; $i < 12; $i++) {
            $client->generateOrder(Orders::generate("batch$i"));
            $ids[] = "INV-batch$i";
        }
        $code = null;
        $good = 0;
        foreach ($client->checkStatuses($ids, 4) as $answer) {
            $good += $answer instanceof DokuAkulaku\Response ? 1 : 0;
            $code ??= in_child(static function () use ($client): void {
                $answer = $client->checkStatus('INV-batch0');
                // The destructors of the test are the parent's.
                posix_kill(posix_getpid(), $answer->succeeded ? SIGUSR1 : SIGUSR2);
            });
        }
        return array_filter([
            $good === 12 ? '' : "$good of 12 answers",
            $code === -SIGUSR1 ? '' : "the child ended with $code",
        ]);
    });

    $report->run('exec: a child of the shell inherits no connection', static function () use ($simulator): array {
        // TCP alone: libcurl has a pair of local sockets to wake itself.
        $sockets = static function (): array {
            preg_match_all('/^\s*\d+: \S+ \S+ \S+ \S+ \S+ \S+\s+\d+\s+\d+ (\d+) /m', file_get_contents('/proc/net/tcp'), $tcp);
            $links = array_map(static fn (string $link): string => (string) @readlink($link), glob('/proc/self/fd/*'));
            return array_intersect($links, array_map(static fn (string $inode): string => "socket:[$inode]", $tcp[1]));
        };
        \DokuAkulaku::closeConnections();
        $before = $sockets();
        foreach (['http', 'https'] as $listener) {
            $simulator->client($listener)->generateOrder(Orders::generate("exec-$listener"));
        }
        $kept = array_diff($sockets(), $before);
        $inherited = preg_split('/\s+/', (string) shell_exec('ls -l /proc/self/fd | grep -o "socket:\[[0-9]*\]"'));
        return array_filter([
            count($kept) === 2 ? '' : count($kept) . ' kept connections, expected 2',
            array_intersect($kept, $inherited) === [] ? '' : 'the child has a connection',
        ]);
    });
};
