<?php

declare(strict_types=1);

require dirname(__DIR__, 2) . '/payments/tests/bootstrap.php';

// Magento's classes as far as the module uses them.
foreach (['framework', 'web', 'sales', 'shop'] as $stubs) {
    require __DIR__ . "/stubs/$stubs.php";
}

spl_autoload_register(static function (string $class): void {
    foreach (['DokuAkulaku\\Payment\\Tests\\' => __DIR__ . '/support/', 'DokuAkulaku\\Payment\\' => dirname(__DIR__) . '/'] as $prefix => $folder) {
        $file = $folder . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
        if (str_starts_with($class, $prefix) && is_file($file)) {
            require $file;
            return;
        }
    }
});
