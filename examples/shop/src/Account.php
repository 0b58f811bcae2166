<?php

declare(strict_types=1);

namespace ExampleShop;

use DokuAkulaku;
use DokuAkulaku\Payments\Accounts;
use DokuAkulaku\Payments\AccountUnknownException;

/**
 * The shop's account at DOKU: doku_akulaku.client_id and doku_akulaku.secret_file in php.ini, and then the secret never
 * becomes a PHP value; or DOKU_CLIENT_ID and DOKU_SECRET_FILE in the environment.
 */
final readonly class Account implements Accounts
{
    public function __construct(private Orders $orders)
    {
    }

    /** "{environment}:{Client-Id}", which each try keeps. */
    public static function name(): string
    {
        $client = (string) ini_get('doku_akulaku.client_id');
        return ini_get('doku_akulaku.environment') . ':' . ($client === '' ? (string) getenv('DOKU_CLIENT_ID') : $client);
    }

    /** One press of a buyer has a time limit for all its calls; each call gets what is left of it. */
    public function client(string $account, float $seconds): DokuAkulaku
    {
        if ($account !== self::name()) {
            throw new AccountUnknownException("The shop has no account $account any more");
        }
        return self::make(['timeout' => $seconds, 'retries' => 1]);
    }

    /** null after the shop's address has changed, until a person has said whether it was moved or copied. */
    public function site(): ?string
    {
        return $this->orders->site(Settings::publicUrl());
    }

    /** @param array{timeout?: float, retries?: int<0, 10>} $options */
    public static function make(array $options = []): DokuAkulaku
    {
        $options['app_info'] = ['name' => 'doku-akulaku-example-shop', 'version' => '1.0'];
        if ((string) ini_get('doku_akulaku.client_id') !== '') {
            return DokuAkulaku::fromIni($options);
        }
        $client = (string) getenv('DOKU_CLIENT_ID');
        $file = (string) getenv('DOKU_SECRET_FILE');
        if ($client === '' || $file === '') {
            throw new \RuntimeException('No DOKU account: set doku_akulaku.client_id and doku_akulaku.secret_file in '
                . 'php.ini, or DOKU_CLIENT_ID and DOKU_SECRET_FILE in the environment');
        }
        $secrets = is_readable($file) ? file($file, FILE_IGNORE_NEW_LINES | FILE_SKIP_EMPTY_LINES) : [];
        if ($secrets === false || $secrets === []) {
            throw new \RuntimeException("The secret file $file is missing, unreadable or empty");
        }
        return new DokuAkulaku($client, $secrets, $options);
    }
}
