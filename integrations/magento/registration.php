<?php

declare(strict_types=1);

use Magento\Framework\Component\ComponentRegistrar;

ComponentRegistrar::register(ComponentRegistrar::MODULE, 'DokuAkulaku_Payment', __DIR__);

// The package for app/code brings the library along; Composer installs it by itself.
if (!interface_exists(\DokuAkulaku\Payments\Store::class) && is_file(__DIR__ . '/lib/payments/src/autoload.php')) {
    require __DIR__ . '/lib/payments/src/autoload.php';
}
