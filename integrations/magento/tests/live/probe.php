<?php

declare(strict_types=1);

/*
 * Usage: probe.php SITE DATABASE-SOCKET COMMAND [ARGUMENT...]: looks into the shop by its own SQL, not by the module. Prints JSON.
 */

[, $site, $socket, $command] = $argv;
$database = new PDO("mysql:unix_socket=$socket;dbname=shop;charset=utf8mb4", 'root', '', [
    PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION, PDO::ATTR_DEFAULT_FETCH_MODE => PDO::FETCH_ASSOC,
]);
$rows = static function (string $sql, array $values = []) use ($database): array {
    $statement = $database->prepare($sql);
    $statement->execute($values);
    return $statement->fetchAll();
};
$change = static function (string $sql, array $values = []) use ($database): int {
    $statement = $database->prepare($sql);
    $statement->execute($values);
    return $statement->rowCount();
};

/** @return list<array<string, mixed>> orders as Magento's tables have them, with all that belongs to each */
$orders = static function (string $where, array $values) use ($rows): array {
    $found = $rows(
        'SELECT o.entity_id id, o.increment_id number, o.state, o.status, o.base_grand_total total, o.base_total_paid paid, o.base_total_refunded refunded,'
        . ' o.base_total_due due, o.email_sent mailed, o.doku_akulaku_alarm alarm, o.quote_id quote, o.store_id store, o.customer_id customer,'
        . " p.method, p.last_trans_id last, p.additional_information more FROM sales_order o JOIN sales_order_payment p ON p.parent_id = o.entity_id WHERE $where ORDER BY o.entity_id",
        $values
    );
    $parts = [
        'invoices' => 'SELECT order_id, entity_id id, state, transaction_id transaction, grand_total total, email_sent mailed FROM sales_invoice',
        'creditmemos' => 'SELECT order_id, entity_id id, state, transaction_id transaction, grand_total total FROM sales_creditmemo',
        'transactions' => 'SELECT order_id, txn_id id, txn_type type, is_closed closed FROM sales_payment_transaction',
        'notes' => 'SELECT parent_id order_id, comment FROM sales_order_status_history WHERE comment IS NOT NULL',
    ];
    $belonging = [];
    foreach ($parts as $part => $sql) {
        foreach ($rows($sql . ' ORDER BY ' . ($part === 'transactions' ? 'transaction_id' : 'entity_id')) as $row) {
            $belonging[$part][$row['order_id']][] = $part === 'notes' ? $row['comment'] : $row;
        }
    }
    $mails = [];
    foreach (glob(dirname($GLOBALS['site']) . '/mails/*.eml') ?: [] as $file) {
        $mail = quoted_printable_decode((string) file_get_contents($file));
        // "Invoice #7 for Order #9", "Your Order #9".
        $number = preg_match('/\bOrder\W*(?:<[^>]*>\W*)*#?(\d{9,})/', $mail, $match) === 1 ? $match[1] : '';
        $subject = preg_match('/^Subject: (.*(?:\r?\n[ \t].*)*)/m', (string) file_get_contents($file), $match) === 1 ? $match[1] : '';
        $mails[$number][] = iconv_mime_decode($subject, ICONV_MIME_DECODE_CONTINUE_ON_ERROR, 'UTF-8');
    }
    foreach ($found as &$order) {
        foreach (array_keys($parts) as $part) {
            $order[$part] = $belonging[$part][$order['id']] ?? [];
        }
        $order['id'] = (int) $order['id'];
        $order['mails'] = $mails[$order['number']] ?? [];
    }
    return $found;
};

$ago = static function (string $table, array $columns, string $seconds) use ($change): void {
    $seconds = (int) $seconds;
    $change("UPDATE $table SET " . implode(', ', array_map(static fn (string $name): string => "$name = $name - $seconds", $columns)));
};

$commands = [
    'order' => static fn (string $id) => $orders('o.entity_id = ?', [$id])[0] ?? null,
    'order-of-number' => static fn (string $number) => $orders('o.increment_id = ?', [$number])[0] ?? null,
    'orders' => static fn () => $orders('1 = 1', []),
    'newest-order' => static fn () => $orders('o.entity_id = (SELECT MAX(entity_id) FROM sales_order)', [])[0] ?? null,
    'attempts' => static fn () => $rows('SELECT * FROM doku_akulaku_attempt ORDER BY id'),
    'calls' => static fn () => $rows('SELECT c.*, a.invoice, a.shop_order FROM doku_akulaku_call c JOIN doku_akulaku_attempt a ON a.id = c.attempt_id ORDER BY c.id'),
    'sql' => static fn (string $sql) => $rows($sql),
    'change' => static fn (string $sql) => $change($sql),
    // Time goes by: every moment that our tables know is so many seconds earlier.
    'age' => static function (string $seconds) use ($ago) {
        $ago('doku_akulaku_attempt', ['created_at', 'changed_at', 'asked_at', 'check_at', 'tell_at', 'remind_at', 'unknown_since', 'telling_until', 'telling_since'], $seconds);
        $ago('doku_akulaku_call', ['created_at', 'sent_at', 'next_at'], $seconds);
        return true;
    },
    // As old as the hourly clean-up wants them.
    'age-order' => static fn (string $id, string $minutes = '600') => $change('UPDATE sales_order SET updated_at = DATE_SUB(updated_at, INTERVAL ? MINUTE) WHERE entity_id = ?', [(int) $minutes, (int) $id]),
    'queue' => static fn () => $rows("SELECT s.status, s.number_of_trials trials FROM queue_message_status s JOIN queue_message m ON m.id = s.message_id WHERE m.topic_name = 'doku_akulaku.check' ORDER BY s.id"),
    'schedule' => static fn () => $rows("SELECT status, messages FROM cron_schedule WHERE job_code = 'doku_akulaku_reconcile' ORDER BY schedule_id"),
    'stock' => static fn (string $sku) => (float) ($rows('SELECT s.qty + COALESCE((SELECT SUM(r.quantity) FROM inventory_reservation r WHERE r.sku = p.sku), 0) q FROM catalog_product_entity p JOIN cataloginventory_stock_item s ON s.product_id = p.entity_id WHERE p.sku = ?', [$sku])[0]['q'] ?? 0),
];
echo json_encode($commands[$command](...array_slice($argv, 4)), JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE), "\n";
