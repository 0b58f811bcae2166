<?php

declare(strict_types=1);

use Magento\Framework\Component\ComponentRegistrar;

ComponentRegistrar::register(ComponentRegistrar::MODULE, 'DokuAkulaku_Payment', __DIR__);

// The package for app/code brings the library along, beside this folder; Composer installs it by itself.
$library = dirname(__DIR__) . '/library/payments/src/autoload.php';
if (!interface_exists(\DokuAkulaku\Payments\Store::class) && is_file($library)) {
    require $library;
}
