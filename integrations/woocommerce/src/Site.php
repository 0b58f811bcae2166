<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

/**
 * Who this site is towards DOKU. A copy of the shop (staging) has the same orders and the same account, so each site
 * has a random token in its invoice numbers; when the shop's address changes, a person says whether it moved or was copied,
 * and until then nothing is sent.
 */
final class Site
{
    public const TOKEN = 'doku_akulaku_site';
    public const URL = 'doku_akulaku_site_url';

    public static function install(): void
    {
        if (self::stored() === null) {
            self::renew();
        }
    }

    /** The token, or null while nobody has said what the new address means. */
    public static function token(): ?string
    {
        return self::addressChanged() ? null : self::stored();
    }

    public static function addressChanged(): bool
    {
        $known = get_option(self::URL, '');
        return is_string($known) && $known !== '' && $known !== self::address();
    }

    /** The same shop at a new address: it goes on with its payments. */
    public static function moved(): void
    {
        update_option(self::URL, self::address(), true);
    }

    /** A copy: from now on another site, which leaves the original's payments alone. */
    public static function copied(): void
    {
        self::renew();
    }

    public static function knownAddress(): string
    {
        $known = get_option(self::URL, '');
        return is_string($known) ? $known : '';
    }

    /** http and https are one address; so are both ways to end it. */
    public static function address(): string
    {
        $home = get_option('home', '');
        return strtolower(rtrim((string) preg_replace('~^https?://~i', '', is_string($home) ? $home : ''), '/'));
    }

    private static function stored(): ?string
    {
        $token = get_option(self::TOKEN, '');
        return is_string($token) && preg_match('/^[a-z0-9]{6}$/D', $token) === 1 ? $token : null;
    }

    private static function renew(): void
    {
        $alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';
        $token = '';
        for ($i = 0; $i < 6; $i++) {
            $token .= $alphabet[random_int(0, 35)];
        }
        update_option(self::TOKEN, $token, true);
        update_option(self::URL, self::address(), true);
    }
}
