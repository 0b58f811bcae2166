<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

final class MariaDbProcessTest extends ProcessCase
{
    protected static function database(): Database
    {
        return MariaDb::get();
    }
}
