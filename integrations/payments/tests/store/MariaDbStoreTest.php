<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

final class MariaDbStoreTest extends PdoStoreCase
{
    protected static function database(): Database
    {
        return MariaDb::get();
    }
}
