<?php

declare(strict_types=1);

use DokuAkulaku\Status;

require dirname(__DIR__) . '/support.php';
require BLOCK;

// The sentence on supersedes(), as a table: new state => the states that it moves.
$moves = [
    'Refunded' => ['Pending', 'Success', 'Failed', 'Expired', 'Cancelled', 'Unknown'],
    'Success' => ['Pending', 'Failed', 'Expired', 'Cancelled', 'Unknown'],
    'Failed' => ['Pending', 'Unknown'],
    'Expired' => ['Pending', 'Unknown'],
    'Cancelled' => ['Pending', 'Unknown'],
    'Pending' => ['Unknown'],
    'Unknown' => [],
];
$db = new Database();
$db->make('payments');
$state = static fn (): string => $db->query('SELECT status FROM payments')->fetchColumn();
foreach (Status::cases() as $new) {
    foreach (Status::cases() as $known) {
        $db->exec('DELETE FROM payments');
        $db->exec("INSERT INTO payments VALUES ('INV-1', '$known->value', 90000)");
        expect('the invoice is known', applyStatus($db, 'INV-1', $new, 90000));
        $expected = in_array($known->name, $moves[$new->name], true) ? $new->value : $known->value;
        expect("$new->name over $known->name", $state() === $expected, $state());
    }
}
$db->exec("UPDATE payments SET status = 'PENDING'");
expect('no such invoice', !applyStatus($db, 'INV-2', Status::Success, 90000));
expect('another amount', !applyStatus($db, 'INV-1', Status::Success, 1));
expect('nothing has moved', $state() === 'PENDING');
expect('a SUCCESS without an amount', !applyStatus($db, 'INV-1', Status::Success, null) && $state() === 'PENDING');
expect('a FAILED without an amount', applyStatus($db, 'INV-1', Status::Failed, null) && $state() === 'FAILED');
