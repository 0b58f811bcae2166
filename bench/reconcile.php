<?php

declare(strict_types=1);

/* See bench/reconcile. */

require __DIR__ . '/../integrations/payments/tests/bootstrap.php';

use DokuAkulaku\Payments\{Accounts, Attempts, Payments, PdoStore, Shop};
use DokuAkulaku\Payments\Tests\{MariaDb, Scratch};

const CLIENT = 'MCH-0001-10791114622547';

final class Fake implements Accounts, Shop
{
    public int $asked = 0;

    public function client(string $account, float $seconds): DokuAkulaku
    {
        return new DokuAkulaku(CLIENT, 'SK-not-a-real-secret', ['transport' => function (DokuAkulaku\Request $request): array {
            $this->asked++;
            $invoice = basename($request->requestTarget);
            return ['status' => 200, 'headers' => [], 'body' => "{\"order\":{\"invoice_number\":\"$invoice\",\"amount\":90000},\"transaction\":{\"status\":\"PENDING\"}}"];
        }]);
    }

    public function site(): string
    {
        return 'abc123';
    }

    public function apply(string $order, Attempts $attempts): void
    {
    }
}

$options = getopt('', ['rows:', 'runs:']);
$rows = max(1, (int) ($options['rows'] ?? 1_000_000));
$runs = max(1, (int) ($options['runs'] ?? 20));
$databases = [
    'SQLite' => [new PDO('sqlite:' . Scratch::folder() . '/many.sqlite'), "WITH RECURSIVE n(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < $rows) SELECT seq FROM n"],
    'MariaDB' => [MariaDb::get()->connect(), "SELECT seq FROM seq_1_to_$rows"],
];
printf("PHP %s, %s open payments, %d calls of reconcile() with 500 each\n", PHP_VERSION, number_format($rows), $runs);
foreach ($databases as $name => [$connection, $numbers]) {
    $connection->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
    $fake = new Fake();
    $store = new PdoStore($connection, 'bench_');
    $store->install();
    $text = $name === 'SQLite' ? "'1-' || seq" : "CONCAT('1-', seq)";
    $order = $name === 'SQLite' ? 'CAST(seq AS TEXT)' : 'CAST(seq AS CHAR)';
    $old = time() - 7200;
    $connection->exec('INSERT INTO bench_doku_akulaku_attempt (shop_order, number, invoice, reference, amount, account, site, open_order, status, url, identifiers,'
        . ' amount_unreadable, created_at, changed_at, asked_at, check_at, changes)'
        . " SELECT $order, 1, $text, $text, 90000, 'sandbox:" . CLIENT . "', 'abc123', $order, 'PENDING', 'https://pay.example/1', '[]', 0, $old, $old, $old, $old, 1 FROM ($numbers) AS numbers");
    $name === 'MariaDB' && $connection->query('ANALYZE TABLE bench_doku_akulaku_attempt')->fetchAll();
    $payments = new Payments($store, $fake, $fake);
    $times = $peaks = [];
    for ($run = 0; $run < $runs; $run++) {
        $before = hrtime(true);
        $report = $payments->reconcile(60.0, 500);
        $times[] = (hrtime(true) - $before) / 1e6;
        memory_reset_peak_usage();
        $peaks[] = memory_get_usage() / 1024;
        if ($report->checked !== 500) {
            throw new RuntimeException("a run looked up $report->checked payments");
        }
    }
    $query = 'SELECT * FROM bench_doku_akulaku_attempt WHERE site = \'abc123\' AND check_at <= ' . time() . ' ORDER BY check_at, id LIMIT 500';
    $plan = $connection->query(($name === 'SQLite' ? 'EXPLAIN QUERY PLAN ' : 'EXPLAIN ') . $query)->fetch(PDO::FETCH_ASSOC);
    sort($times);
    printf("\n%s\n  one call, median          %8.1f ms, %.2f ms a payment\n", $name, $times[intdiv($runs, 2)], $times[intdiv($runs, 2)] / 500);
    printf("  memory after a call       %8.0f KiB at first, %.0f KiB at last\n", $peaks[0], $peaks[$runs - 1]);
    printf("  plan of the page's query  %s\n", $name === 'SQLite' ? $plan['detail'] : "key $plan[key], type $plan[type], $plan[Extra]");
}
