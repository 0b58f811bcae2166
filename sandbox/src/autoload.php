<?php

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'DokuSandbox\\')) {
        $file = __DIR__ . '/' . substr($class, strlen('DokuSandbox\\')) . '.php';
        if (is_file($file)) {
            require $file;
        }
    }
});
