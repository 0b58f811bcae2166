<?php

declare(strict_types=1);

namespace ExampleShop;

use DokuAkulaku;
use RuntimeException;

/** Where the shop's settings come from: php.ini for the account, the environment for the rest. */
final class Settings
{
    /**
     * The account is doku_akulaku.client_id and doku_akulaku.secret_file in php.ini: then the secret never becomes a
     * PHP value. DOKU_CLIENT_ID and DOKU_SECRET_FILE in the environment do as well.
     */
    public static function client(): DokuAkulaku
    {
        $options = ['app_info' => ['name' => 'doku-akulaku-example-shop', 'version' => '1.0']];
        if ((string) ini_get('doku_akulaku.client_id') !== '') {
            return DokuAkulaku::fromIni($options);
        }
        $clientId = (string) getenv('DOKU_CLIENT_ID');
        $file = (string) getenv('DOKU_SECRET_FILE');
        if ($clientId === '' || $file === '') {
            throw new RuntimeException('No DOKU account: set doku_akulaku.client_id and doku_akulaku.secret_file in '
                . 'php.ini, or DOKU_CLIENT_ID and DOKU_SECRET_FILE in the environment');
        }
        $secrets = is_readable($file) ? file($file, FILE_IGNORE_NEW_LINES | FILE_SKIP_EMPTY_LINES) : [];
        if ($secrets === false || $secrets === []) {
            throw new RuntimeException("The secret file $file is missing, unreadable or empty");
        }
        return new DokuAkulaku($clientId, $secrets, $options);
    }

    public static function store(): OrderStore
    {
        return new OrderStore(self::database());
    }

    public static function payments(OrderStore $store): Payments
    {
        return new Payments($store, self::client(), new Log());
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

    /**
     * The shop's public address. The Host header is the visitor's to choose, so it counts only for a shop that is
     * tried out on this machine.
     */
    public static function shopUrl(): string
    {
        $url = (string) getenv('SHOP_URL');
        if ($url !== '') {
            return rtrim($url, '/');
        }
        $host = (string) ($_SERVER['HTTP_HOST'] ?? '');
        if (PHP_SAPI === 'cli-server' && preg_match('/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/D', $host) === 1) {
            return 'http://' . $host;
        }
        throw new RuntimeException('SHOP_URL is not set: the address of the shop, such as https://shop.example');
    }
}
