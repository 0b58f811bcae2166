<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/** One account, that of php.ini: doku_akulaku.client_id and secret_file. The secret never becomes a value of PHP. */
final readonly class IniAccount implements Accounts
{
    /** @param ?string $site see Accounts::site(); newSite() makes one, to be kept for good */
    public function __construct(private ?string $site)
    {
    }

    /** "{environment}:{Client-Id}", for Purchase. */
    public static function name(): string
    {
        return ini_get('doku_akulaku.environment') . ':' . ini_get('doku_akulaku.client_id');
    }

    public static function newSite(): string
    {
        return bin2hex(random_bytes(3));
    }

    public function client(string $account, float $seconds): \DokuAkulaku
    {
        return $account === self::name() ? \DokuAkulaku::fromIni(['timeout' => $seconds, 'retries' => 1])
            : throw new AccountUnknownException("php.ini has another account than $account");
    }

    public function site(): ?string
    {
        return $this->site;
    }
}
