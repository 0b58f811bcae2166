<?php

/** Front controller, and router of PHP's built-in server: php -S 127.0.0.1:0 -t public public/index.php */

declare(strict_types=1);

namespace ExampleShop;

$path = (string) parse_url($_SERVER['REQUEST_URI'] ?? '/', PHP_URL_PATH);
if (PHP_SAPI === 'cli-server' && preg_match('~^/(style\.css|order\.js|img/[a-z]+\.svg)$~D', $path) === 1) {
    return false;
}

require dirname(__DIR__) . '/src/autoload.php';

ini_set('display_errors', '0');
$log = new Log();
try {
    (new App($log))->handle($_SERVER['REQUEST_METHOD'] ?? 'GET', $path);
} catch (\Throwable $error) {
    // Also for notifications: anything but 2xx makes DOKU send again later.
    $log->warning($error::class . ': ' . $error->getMessage() . ' at ' . $error->getFile() . ':' . $error->getLine());
    if (!headers_sent()) {
        View::page(500, 'notice', 'Something went wrong', ['text' => 'Something went wrong on our side. Please try '
            . 'again in a few minutes.']);
    }
}
