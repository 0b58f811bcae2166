<?php

declare(strict_types=1);

use DokuTest\Property\Extension;
use DokuTest\Property\Fpm;
use DokuTest\Property\Orders;
use DokuTest\Property\Report;
use DokuTest\Property\Simulator;

/** What docs/operations.md promises for a shop that goes on selling: new secrets, reloads, upgrades, an end. */
return static function (Simulator $simulator, Report $report): void {
    $folder = sys_get_temp_dir() . '/doku-operations-' . bin2hex(random_bytes(6));
    mkdir($folder, 0700);
    $secret = "$folder/secret";
    $write = static function (string ...$secrets) use ($secret): void {
        file_put_contents("$secret.new", implode("\n", $secrets) . "\n");
        rename("$secret.new", $secret);
    };
    $settings = ['doku_akulaku.client_id=' . $simulator->ready['client_id'], "doku_akulaku.secret_file=$secret",
        'doku_akulaku.base_url=' . $simulator->ready['http'], 'doku_akulaku.retries=0', 'display_errors=0'];
    $order = var_export(Orders::generate('INVOICE'), true);
    $script = '<?php if (!class_exists("DokuAkulaku")) { exit(json_encode(["told" => "no extension"])); }'
        . 'try { $client = DokuAkulaku::fromIni(); if (isset($_GET["body"])) { $client->parseNotification($_GET["body"],'
        . ' json_decode($_GET["headers"], true), "/n"); $told = "verified"; }'
        . ' else { $order = json_decode(str_replace("INVOICE", $_GET["invoice"], json_encode(' . $order . ')), true);'
        . ' $told = $client->generateOrder($order)->succeeded; } }'
        . 'catch (Throwable $error) { $told = $error::class . ": " . $error->getMessage(); }'
        . 'echo json_encode(["pid" => getmypid(), "told" => $told]);';
    /** Keeps $width orders in flight until $count are answered; calls $meanwhile with the number of each. */
    $load = static function (Fpm $fpm, string $name, int $count, int $width, \Closure $meanwhile): array {
        $told = [];
        $pids = [];
        $open = [];
        for ($number = 1; $number <= $count || $open !== []; $number++) {
            if ($number <= $count) {
                $open[] = $fpm->begin("invoice=$name-$number");
                $meanwhile($number);
            }
            if (count($open) >= $width || $number >= $count) {
                $answer = $fpm->finish(array_shift($open));
                $told[] = $answer['told'];
                $pids[$answer['pid'] ?? 0] = true;
            }
        }
        return [$told, count($pids)];
    };
    /** Of each order exactly one at DOKU. */
    $once = static function (string $name, int $count) use ($simulator): array {
        $problems = [];
        for ($number = 1; $number <= $count; $number++) {
            $invoice = Orders::generate("$name-$number")['order']['invoice_number'];
            $ledger = $simulator->control('GET', 'ledger?invoice=' . rawurlencode($invoice));
            $executed = array_filter($ledger['requests'], static fn (array $one): bool => $one['executed']);
            if (count($ledger['orders']) !== 1 || count($executed) !== 1) {
                $problems[] = "$invoice: " . count($ledger['orders']) . ' orders, ' . count($executed) . ' executed';
            }
        }
        return $problems;
    };
    $allWell = static fn (array $told, int $count): string
        => $told === array_fill(0, $count, true) ? '' : 'told ' . json_encode(array_values(array_unique($told)));

    $report->run('operations: a secret file is renamed under load: no call has a wrong signature', static function () use (
        $simulator,
        $write,
        $settings,
        $script,
        $load,
        $once,
        $allWell,
    ): array {
        $simulator->control('POST', 'reset');
        $write(Simulator::SECRET);
        $fpm = new Fpm($script, 4, $settings);
        [$told] = $load($fpm, 'rotate', 120, 4, static function (int $number) use ($write): void {
            $number % 2 === 0 ? $write(Simulator::SECRET) : $write(Simulator::SECRET, 'the-next-secret-of-the-account');
        });
        $write(Simulator::SECRET, 'the-next-secret-of-the-account');
        $verified = [];
        foreach ([Simulator::SECRET, 'the-next-secret-of-the-account', 'a-secret-that-nobody-gave'] as $secret) {
            $body = '{"order":{"invoice_number":"I-1","amount":1000},"transaction":{"status":"SUCCESS"}}';
            $time = gmdate('Y-m-d\TH:i:s\Z');
            $client = new \DokuAkulaku($simulator->ready['client_id'], $secret);
            $headers = ['Client-Id' => $simulator->ready['client_id'], 'Request-Id' => 'n-1', 'Request-Timestamp' => $time,
                'Signature' => $client->sign('/n', $body, 'n-1', $time)];
            $answer = $fpm->request(http_build_query(['body' => $body, 'headers' => json_encode($headers)]));
            $verified[] = explode(':', (string) $answer['told'])[0];
        }
        return array_filter([
            $allWell($told, 120),
            $verified === ['verified', 'verified', 'DokuAkulaku\SignatureException'] ? '' : 'notifications: ' . json_encode($verified),
            ...$once('rotate', 120),
        ]);
    });

    $report->run('operations: php-fpm is reloaded under load: no call is cut off, each order is made once', static function () use (
        $simulator,
        $write,
        $settings,
        $script,
        $load,
        $once,
        $allWell,
    ): array {
        $simulator->control('POST', 'reset');
        $simulator->control('POST', 'faults', ['faults' => [['fault' => 'delay', 'seconds' => 0.03, 'count' => 1000]]]);
        $write(Simulator::SECRET);
        $fpm = new Fpm($script, 4, $settings, "process_control_timeout = 20s\n");
        [$told, $workers] = $load($fpm, 'reload', 120, 4, static fn (int $number) => $number % 30 === 0 ? $fpm->reload() : null);
        $simulator->control('POST', 'faults', ['faults' => []]);
        return array_filter([
            $allWell($told, 120),
            $workers > 4 ? '' : "only $workers workers: it was not reloaded",
            ...$once('reload', 120),
        ]);
    });

    $report->run('operations: the module is replaced by a rename under load, then reloaded', static function () use (
        $simulator,
        $folder,
        $write,
        $settings,
        $script,
        $load,
        $once,
        $allWell,
    ): array {
        $simulator->control('POST', 'reset');
        $write(Simulator::SECRET);
        copy(Extension::path(), "$folder/module.so");
        $fpm = new Fpm($script, 4, $settings, "process_control_timeout = 20s\n", "$folder/module.so");
        [$told, $workers] = $load($fpm, 'upgrade', 120, 4, static function (int $number) use ($folder, $fpm): void {
            if ($number % 40 === 20) {
                copy(Extension::path(), "$folder/module.so.new");
                rename("$folder/module.so.new", "$folder/module.so");
            } elseif ($number % 40 === 30) {
                $fpm->reload();
            }
        });
        $code = $fpm->stop();
        return array_filter([
            $allWell($told, 120),
            $workers > 4 ? '' : "only $workers workers: it was not reloaded",
            $code === 0 ? '' : "php-fpm ended with $code",
            ...$once('upgrade', 120),
        ]);
    });

    $report->run('operations: without the extension its settings in php.ini do no harm', static function () use ($settings, $script): array {
        $fpm = new Fpm($script, 1, $settings, '', '');
        $told = $fpm->request('invoice=I-1')['told'];
        $code = $fpm->stop();
        return array_filter([
            $told === 'no extension' ? '' : "told $told",
            $code === 0 ? '' : "php-fpm ended with $code",
        ]);
    });

    array_map(unlink(...), glob("$folder/*") ?: []);
    rmdir($folder);
};
