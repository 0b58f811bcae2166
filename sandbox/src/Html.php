<?php

declare(strict_types=1);

namespace DokuSandbox;

/** Small helpers for the pages: everything that comes from outside goes through text(). */
final class Html
{
    public static function text(string $text): string
    {
        return htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5, 'UTF-8');
    }

    public static function fact(string $name, string $value): string
    {
        return '<div><dt>' . $name . '</dt><dd>' . self::text($value) . '</dd></div>';
    }

    public static function rupiah(int $amount): string
    {
        return 'Rp' . "\u{a0}" . number_format($amount, 0, ',', '.');
    }

    public static function page(string $title, string $style, string $content): string
    {
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            . "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            . "<link rel=\"icon\" href=\"data:,\">\n"
            . '<title>' . self::text($title) . "</title>\n<style>\n" . $style . "</style>\n</head>\n<body>\n"
            . $content . "\n</body>\n</html>\n";
    }
}
