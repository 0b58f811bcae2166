<?php

declare(strict_types=1);

namespace ExampleShop;

use DokuAkulaku\Payments\Payments;
use DokuAkulaku\Payments\PdoStore;
use PDO;

/** Where the shop's settings come from (the account: see Account), and what is made of them. */
final class Settings
{
    public static function orders(): Orders
    {
        return new Orders(self::database());
    }

    /** The payments' tables are in a file of their own: no transaction of the shop reaches them. */
    public static function store(): PdoStore
    {
        $connection = new PDO('sqlite:' . self::database() . '.payments', null, null, [PDO::ATTR_TIMEOUT => 10]);
        $store = new PdoStore($connection);
        $store->install();
        return $store;
    }

    public static function payments(PdoStore $store, Orders $orders): Payments
    {
        // No call without an account: found at the start, not at the first payment.
        Account::make();
        return new Payments($store, new Account($orders), $orders, new Log());
    }

    public static function database(): string
    {
        $file = (string) getenv('SHOP_DATABASE');
        if ($file !== '') {
            return $file;
        }
        // Outside the document root.
        $directory = dirname(__DIR__) . '/var';
        if (!is_dir($directory)) {
            @mkdir($directory, 0700);
        }
        return $directory . '/shop.sqlite';
    }

    /** The shop's public address, if it is known: under PHP's built-in server it changes with the port. */
    public static function publicUrl(): ?string
    {
        $url = rtrim((string) getenv('SHOP_URL'), '/');
        return $url === '' ? null : $url;
    }

    /** The Host header is the visitor's to choose, so it counts only for a shop that is tried out on this machine. */
    public static function shopUrl(): string
    {
        $host = $_SERVER['HTTP_HOST'] ?? '';
        if (PHP_SAPI === 'cli-server' && is_string($host)
            && preg_match('/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/D', $host) === 1) {
            return self::publicUrl() ?? 'http://' . $host;
        }
        return self::publicUrl()
            ?? throw new \RuntimeException('SHOP_URL is not set: the address of the shop, such as https://shop.example');
    }
}
