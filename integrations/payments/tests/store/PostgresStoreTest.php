<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

final class PostgresStoreTest extends PdoStoreCase
{
    protected static function database(): Database
    {
        return Postgres::get();
    }
}
