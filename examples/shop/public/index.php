<?php

/** Front controller, and router of PHP's built-in server: php -S 127.0.0.1:0 -t public public/index.php */

declare(strict_types=1);

namespace ExampleShop;

$target = $_SERVER['REQUEST_URI'] ?? '/';
$path = (string) parse_url(is_string($target) ? $target : '/', PHP_URL_PATH);
if (PHP_SAPI === 'cli-server' && preg_match('~^/(style\.css|order\.js|calling\.js|img/[a-z]+\.svg)$~D', $path) === 1) {
    return false;
}

require dirname(__DIR__) . '/src/autoload.php';

ini_set('display_errors', '0');
$log = new Log();
try {
    $method = $_SERVER['REQUEST_METHOD'] ?? 'GET';
    (new App($log))->handle(is_string($method) ? $method : 'GET', $path);
} catch (\Throwable $error) {
    // Also for notifications: anything but 2xx makes DOKU send again later.
    $log->warning($error::class . ': ' . $error->getMessage() . ' at ' . $error->getFile() . ':' . $error->getLine());
    if (!headers_sent()) {
        View::notice(500, Language::current()->say('title.broken'), Language::current()->say('broken'));
    }
}
