<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

final class SqliteProcessTest extends ProcessCase
{
    protected const EVERY = 1;

    protected static function database(): Database
    {
        return Sqlite::get();
    }
}
