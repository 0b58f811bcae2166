<?php

declare(strict_types=1);

use DokuTest\Cli\Cli;
use DokuTest\Property\Report;
use DokuTest\Property\Simulator;

/** What a wrong command line is told, and that real secrets must be meant. */
return static function (Report $report, Cli $cli, Simulator $simulator): void {
    $report->run('help', static function () use ($cli): array {
        $help = $cli->raw(['--help']);
        $problems = same(0, $help['status'], 'status');
        foreach (['doctor', 'status', 'sign', 'verify', 'notify', 'order', '--production'] as $word) {
            array_push($problems, ...contains($word, $help['out']));
        }
        foreach (['doctor', 'status', 'sign', 'verify', 'notify', 'order'] as $command) {
            // Without the extension too: what to install stands there.
            $help = $cli->raw([$command, '--help']);
            array_push($problems, ...same(0, $help['status'], $command), ...contains("doku-akulaku $command", $help['out']));
        }
        return $problems;
    });

    $wrong = [
        'there is no command sttus; did you mean status?' => ['sttus'],
        'there is no option --jsn here; did you mean json?' => ['status', 'INV-1', '--jsn'],
        'the invoice or Request-Id is missing' => ['status'],
        'nothing more' => ['status', 'INV-1', 'INV-2'],
        '--json takes no value' => ['status', 'INV-1', '--json=yes'],
        '--invoice needs a value' => ['status', 'INV-1', '--invoice'],
        '--amount is whole rupiah' => ['order', '--amount', '90.000'],
        'what is "x"?' => ['order', 'x'],
        'is no http or https address' => ['notify', 'ftp://127.0.0.1/', '--invoice', 'INV-1', '--amount', '1'],
        '--invoice is missing' => ['notify', 'http://127.0.0.1:9/n', '--amount', '1'],
        '--amount is missing' => ['notify', 'http://127.0.0.1:9/n', '--invoice', 'INV-1'],
        '--status is one of' => ['notify', 'http://127.0.0.1:9/n', '--invoice', 'INV-1', '--amount', '1', '--status', 'PAID'],
        'cannot be read' => ['verify', '/nonexistent/file'],
        'give its path by --target' => ['verify', $cli->file('answer', "HTTP/1.1 200 OK\nSignature: x\n\n{}")],
        'is no HTTP message' => ['verify', $cli->file('text', 'text')],
        'begins with neither' => ['verify', $cli->file('first', "nonsense\n\n{}")],
        'a line among its headers' => ['verify', $cli->file('headers', "POST /n HTTP/1.1\nnonsense\n\n{}")],
    ];
    foreach ($wrong as $words => $arguments) {
        $report->run('usage: ' . $words, static function () use ($cli, $arguments, $words, $simulator): array {
            $seen = $cli->run($arguments, ['base-url' => $simulator->ready['http']]);
            return [...same([2, ''], [$seen['status'], $seen['out']], 'status and output'), ...contains($words, $seen['error'])];
        });
    }

    $report->run('a setting with a quotation mark', static function () use ($cli): array {
        $seen = $cli->raw(['status', 'INV-1', '--client-id', "a'b"]);
        return [...same(2, $seen['status'], 'status'), ...contains('quotation mark', $seen['error'])];
    });
    $report->run('the extension is not loaded', static function () use ($cli): array {
        $seen = $cli->raw(['status', 'INV-1']);
        return [...same(1, $seen['status'], 'status'), ...contains('extension=doku_akulaku', $seen['error'])];
    });
    $report->run('no account', static function () use ($cli): array {
        $seen = $cli->raw(['status', 'INV-1', '--extension', $cli->module]);
        return [...same(2, $seen['status'], 'status'), ...contains('--client-id', $seen['error'])];
    });
    $report->run('a setting that is not valid', static function () use ($cli): array {
        $seen = $cli->run(['status', 'INV-1'], ['environment' => 'prodution']);
        return [...same(2, $seen['status'], 'status'), ...contains('environment', $seen['error'])];
    });

    // The address of production is never asked: without --production nothing may be made at all.
    $message = $cli->file('notification', "POST /n HTTP/1.1\nClient-Id: x\n\n{}");
    $commands = ['doctor' => ['doctor'], 'status' => ['status', 'INV-1'], 'sign' => ['sign', '/n'],
        'verify' => ['verify', $message], 'order' => ['order'],
        'notify' => ['notify', 'http://127.0.0.1:9/n', '--invoice', 'INV-1', '--amount', '1']];
    foreach ($commands as $name => $arguments) {
        foreach ([['environment' => 'production'], ['base-url' => 'https://pay.shop.example'],
            ['environment' => 'production', 'base-url' => $simulator->ready['http']]] as $settings) {
            $report->run("$name: production must be meant, " . json_encode($settings), static function () use (
                $cli,
                $simulator,
                $arguments,
                $settings,
            ): array {
                $mark = $simulator->mark();
                $seen = $cli->run($arguments, $settings);
                return [
                    ...same(2, $seen['status'], 'status'),
                    ...contains('--production', $seen['error']),
                    ...same([], $simulator->since($mark)['requests'], 'requests'),
                ];
            });
        }
    }
    $report->run('order: never in production', static function () use ($cli, $simulator): array {
        $mark = $simulator->mark();
        $settings = ['environment' => 'production', 'base-url' => $simulator->ready['http']];
        $seen = $cli->run(['order', '--production'], $settings);
        $dry = $cli->run(['order', '--production', '--dry-run'], $settings);
        return [
            ...same([2, 0], [$seen['status'], $dry['status']], 'status'),
            ...contains('sandbox or the simulator only', $seen['error']),
            ...same([], $simulator->since($mark)['requests'], 'requests'),
        ];
    });
    $report->run('status: production that is meant', static function () use ($cli, $simulator): array {
        $settings = ['environment' => 'production', 'base-url' => $simulator->ready['http']];
        $mark = $simulator->mark();
        $cli->run(['status', 'INV-1', '--production'], $settings);
        return same(1, count($simulator->since($mark)['requests']), 'requests');
    });
};
