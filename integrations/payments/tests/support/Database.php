<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use PDO;

/** A database that a test has for itself. */
interface Database
{
    /**
     * A new connection each time.
     *
     * @param class-string<PDO> $class
     */
    public function connect(string $class = PDO::class): PDO;
}
