<?php

// What the published stubs lack. Read by PHPStan only.

const DB_HOST = '';
const DB_USER = '';
const DB_PASSWORD = '';
const DB_NAME = '';
const ABSPATH = '/';
const HOUR_IN_SECONDS = 3600;
const DAY_IN_SECONDS = 86400;

final class WP_CLI
{
    /** @param class-string $class */
    public static function add_command(string $name, string $class): void
    {
    }

    public static function log(string $text): void
    {
    }

    public static function success(string $text): void
    {
    }

    public static function error(string $text): never
    {
        exit(1);
    }
}
