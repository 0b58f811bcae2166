<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use PDO;

final class Sqlite implements Database
{
    private static ?self $instance = null;
    private readonly string $file;

    private function __construct()
    {
        $this->file = Scratch::folder() . '/payments.sqlite';
    }

    public static function get(): self
    {
        return self::$instance ??= new self();
    }

    public function connect(string $class = PDO::class): PDO
    {
        return new $class("sqlite:$this->file");
    }
}
