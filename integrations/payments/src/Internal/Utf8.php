<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Internal;

/** UTF-8 without mbstring, iconv or intl. */
final class Utf8
{
    private const CHARACTER = '[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]'
        . '|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}'
        . '|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}';

    /** Without the bytes that are no UTF-8. */
    public static function valid(string $text): string
    {
        if (preg_match('//u', $text) === 1) {
            return $text;
        }
        preg_match_all('/' . self::CHARACTER . '/s', $text, $match);
        return implode('', $match[0]);
    }

    /** Full-width forms (U+FF01 to U+FF5E) are ASCII in another width. */
    public static function narrow(string $text): string
    {
        return (string) preg_replace_callback('/[\x{ff01}-\x{ff5e}]/u', static function (array $match): string {
            $code = ((ord($match[0][1]) & 0x3f) << 6 | (ord($match[0][2]) & 0x3f)) + 0xf000;
            return chr($code - 0xfee0);
        }, $text);
    }
}
