<?php

declare(strict_types=1);

/*
 * The plugin's classes, and those of the payments library: in lib/ of the package, beside the plugin in the repository.
 */
spl_autoload_register(static function (string $class): void {
    static $folders = null;
    $folders ??= [
        'DokuAkulaku\\Payments\\' => is_dir(__DIR__ . '/../lib') ? __DIR__ . '/../lib/' : __DIR__ . '/../../payments/src/',
        'DokuAkulakuWoo\\' => __DIR__ . '/',
    ];
    foreach ($folders as $prefix => $folder) {
        if (str_starts_with($class, $prefix)) {
            $file = $folder . str_replace('\\', '/', substr($class, strlen($prefix))) . '.php';
            if (is_file($file)) {
                require $file;
                return;
            }
        }
    }
});
