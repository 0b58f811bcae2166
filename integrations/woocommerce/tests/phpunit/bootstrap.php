<?php

declare(strict_types=1);

/* Unit tests, without WordPress: the few functions of it that the tested classes call. */

require __DIR__ . '/../../../payments/tests/bootstrap.php';
require __DIR__ . '/../../src/autoload.php';

/** @var array<string, mixed> $options */
$options = [];

function get_option(string $name, mixed $default = false): mixed
{
    return $GLOBALS['options'][$name] ?? $default;
}

function update_option(string $name, mixed $value): bool
{
    $GLOBALS['options'][$name] = $value;
    return true;
}

function __(string $text): string
{
    return $text;
}

function wp_salt(): string
{
    return 'a salt of a test';
}
