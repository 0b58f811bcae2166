<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use PDO;
use PDOStatement;

/** Ends the process like kill -9 right before the n-th statement. */
final class KillingPdo extends PDO
{
    public function prepare(string $query, array $options = []): PDOStatement|false
    {
        Killer::point();
        return parent::prepare($query, $options);
    }

    public function exec(string $statement): int|false
    {
        Killer::point();
        return parent::exec($statement);
    }
}
