<?php

declare(strict_types=1);

namespace ExampleShop;

/** Templates and answers. */
final class View
{
    private const NARROW = ['order', 'notice', 'confirm'];

    /** @param array<string, mixed> $values the template's variables */
    public static function page(int $httpStatus, string $template, string $title, array $values = []): void
    {
        self::headers($httpStatus, 'text/html; charset=utf-8');
        header('Vary: Accept-Language');
        $content = self::render($template, $values);
        echo self::render('layout', ['title' => $title, 'content' => $content,
            'messages' => $values['messages'] ?? [], 'narrow' => in_array($template, self::NARROW, true)]);
    }

    public static function notice(int $httpStatus, string $title, string $text): void
    {
        self::page($httpStatus, 'notice', $title, ['text' => $text]);
    }

    public static function notFound(): void
    {
        $language = Language::current();
        self::notice(404, $language->say('title.not_found'), $language->say('not_found'));
    }

    /** @param array<string, mixed> $value */
    public static function json(int $httpStatus, array $value): void
    {
        self::headers($httpStatus, 'application/json');
        echo json_encode($value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE);
    }

    public static function text(int $httpStatus, string $text): void
    {
        self::headers($httpStatus, 'text/plain; charset=utf-8');
        echo $text, "\n";
    }

    /** After a form: the browser gets the next page, and a reload sends nothing again. */
    public static function seeOther(string $location): void
    {
        self::headers(303, 'text/plain; charset=utf-8');
        header('Location: ' . $location);
    }

    /** @param array<string, mixed> $values */
    private static function render(string $template, array $values): string
    {
        ob_start();
        (static function () use ($template, $values): void {
            extract($values, EXTR_SKIP);
            require dirname(__DIR__) . "/templates/$template.php";
        })();
        return (string) ob_get_clean();
    }

    private static function headers(int $httpStatus, string $type): void
    {
        http_response_code($httpStatus);
        header('Content-Type: ' . $type);
        header('Cache-Control: no-store');
        header('X-Content-Type-Options: nosniff');
        // An order's address is its key; other sites must not learn it.
        header('Referrer-Policy: same-origin');
        header("Content-Security-Policy: default-src 'self'; base-uri 'none'; frame-ancestors 'none'");
    }
}
