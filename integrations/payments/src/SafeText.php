<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

use DokuAkulaku\Payments\Internal\Latin;
use DokuAkulaku\Payments\Internal\Utf8;

/**
 * Text in the characters that DOKU's other interfaces are known to take: a-z A-Z 0-9 . - / + , = _ : ' @ % and blanks.
 * For names, addresses, sku and category; never for addresses of pages.
 */
final class SafeText
{
    private const OTHERS = [
        '’' => "'", '‘' => "'", '‚' => ',', '′' => "'", '´' => "'", '`' => "'", '“' => '"', '”' => '"', '„' => '"',
        '″' => '"', '«' => '"', '»' => '"', '–' => '-', '—' => '-', '‐' => '-', '‑' => '-', '‒' => '-', '−' => '-',
        '~' => '-', '•' => '-', '·' => '-', '|' => '-', '\\' => '/', '⁄' => '/', '…' => '...', ';' => ',', '×' => 'x',
        '*' => ' ', '²' => '2', '³' => '3', '¹' => '1', '½' => ' 1/2', '¼' => ' 1/4', '¾' => ' 3/4', 'µ' => 'u', 'μ' => 'u',
        '№' => 'No ', '€' => 'EUR ', 'º' => '', '°' => '', '₀' => '0', '₁' => '1', '₂' => '2', '₃' => '3', '₄' => '4', '₅' => '5', '₆' => '6',
        '₇' => '7', '₈' => '8', '₉' => '9', '™' => '', '®' => '', '©' => '',
        '(' => ', ', '[' => ', ', '{' => ', ', '【' => ', ', '「' => ', ', '《' => ', ', '〈' => ', ', '〔' => ', ',
        ')' => ' ', ']' => ' ', '}' => ' ', '】' => ' ', '」' => ' ', '》' => ' ', '〉' => ' ', '〕' => ' ',
    ];

    /**
     * @param int $max characters at most
     * @param string $else when nothing is left
     */
    public static function clean(string $text, int $max, string $else): string
    {
        $clean = self::cleaned($text, $max);
        return $clean === '' ? $else : $clean;
    }

    private static function cleaned(string $text, int $max): string
    {
        // Shops keep names with entities.
        $text = html_entity_decode(Utf8::valid($text), ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5, 'UTF-8');
        $text = strtr(Utf8::narrow($text), Latin::table());
        // A letter and a combining mark after it: the letter.
        $text = (string) preg_replace('/[\x{300}-\x{36f}]+/u', '', $text);
        $text = self::inches(strtr($text, self::OTHERS));
        $text = str_replace('&', ' dan ', $text);
        $text = (string) preg_replace('/[\p{Z}\p{Cc}]+/u', ' ', $text);
        $text = (string) preg_replace('~[^A-Za-z0-9./+,=_:\'@% -]+~', '', $text);
        $text = (string) preg_replace(['/ +/', '/ ?,(?: ?,)+/', '/ ,/'], [' ', ',', ','], $text);
        return trim(substr(trim($text, ' ,'), 0, max(0, $max)), ' ,');
    }

    /** 14" is 14 inch; quotation marks around words go. */
    private static function inches(string $text): string
    {
        $text = (string) preg_replace('/(^|[\s,])"([^"]*[^"\s])"(?=$|[\s,.])/u', '$1$2', $text);
        $text = (string) preg_replace('/(?<=[0-9]) ?(?:"|\'\')/u', ' inch ', $text);
        return str_replace('"', '', $text);
    }
}
