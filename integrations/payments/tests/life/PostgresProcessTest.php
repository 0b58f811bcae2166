<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

final class PostgresProcessTest extends ProcessCase
{
    protected static function database(): Database
    {
        return Postgres::get();
    }
}
