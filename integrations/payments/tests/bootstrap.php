<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

require dirname(__DIR__) . '/src/autoload.php';

spl_autoload_register(static function (string $class): void {
    if (!str_starts_with($class, __NAMESPACE__ . '\\')) {
        return;
    }
    $name = substr($class, strlen(__NAMESPACE__) + 1);
    foreach (['support', 'contract'] as $folder) {
        $file = __DIR__ . "/$folder/$name.php";
        if (is_file($file)) {
            require $file;
        }
    }
});
