<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

final class SqliteStoreTest extends PdoStoreCase
{
    protected static function database(): Database
    {
        return Sqlite::get();
    }
}
