--TEST--
Status: cases, words, isFinal(), supersedes() 7 x 7
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/check.inc';

use DokuAkulaku\Status;

same('cases', [
    'Pending' => 'PENDING',
    'Success' => 'SUCCESS',
    'Failed' => 'FAILED',
    'Expired' => 'EXPIRED',
    'Cancelled' => 'CANCELLED',
    'Refunded' => 'REFUNDED',
    'Unknown' => 'UNKNOWN',
], array_column(Status::cases(), 'value', 'name'));
same('from', Status::Refunded, Status::from('REFUNDED'));
same('tryFrom', null, Status::tryFrom('CANCELED'));

$final = ['Success' => true, 'Expired' => true, 'Cancelled' => true, 'Refunded' => true];
foreach (Status::cases() as $status) {
    same("$status->name isFinal", isset($final[$status->name]), $status->isFinal());
}

// row: the new status; columns: known Pending, Success, Failed, Expired, Cancelled, Refunded, Unknown
$table = [
    'Pending'   => '. . . . . . x',
    'Success'   => 'x . x x x . x',
    'Failed'    => 'x . . . . . x',
    'Expired'   => 'x . . . . . x',
    'Cancelled' => 'x . . . . . x',
    'Refunded'  => 'x x x x x . x',
    'Unknown'   => '. . . . . . .',
];
foreach ($table as $new => $row) {
    foreach (explode(' ', $row) as $column => $mark) {
        $known = Status::cases()[$column];
        same("$new supersedes $known->name", $mark === 'x', constant(Status::class . "::$new")->supersedes($known));
    }
}

// applied in any order, the outcome is the same: duplicates and late notifications are harmless
$apply = function (array $seen): Status {
    $known = Status::Unknown;
    foreach ($seen as $status) {
        $known = $status->supersedes($known) ? $status : $known;
    }
    return $known;
};
$orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
foreach ($orders as $order) {
    $paid = [Status::Pending, Status::Failed, Status::Success];
    same('a paid order stays paid', Status::Success, $apply(array_map(fn ($i) => $paid[$i], $order)));
    $back = [Status::Success, Status::Refunded, Status::Pending];
    same('a refunded order stays refunded', Status::Refunded, $apply(array_map(fn ($i) => $back[$i], $order)));
}
throws('a text is no status', TypeError::class, fn () => Status::Success->supersedes('PENDING'));
finish();
?>
--EXPECT--
done
