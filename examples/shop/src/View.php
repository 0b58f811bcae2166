<?php

declare(strict_types=1);

namespace ExampleShop;

use DokuAkulaku\Status;

/** Templates and answers. */
final class View
{
    /** @param array<string, mixed> $values the template's variables */
    public static function page(int $httpStatus, string $template, string $title, array $values = []): void
    {
        self::headers($httpStatus, 'text/html; charset=utf-8');
        $content = self::render($template, $values);
        echo self::render('layout', ['title' => $title, 'content' => $content,
            'messages' => $values['messages'] ?? [], 'narrow' => in_array($template, ['order', 'notice'], true)]);
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

    /** @return array{string, string} what a customer reads: headline, text */
    public static function words(Status $status): array
    {
        return match ($status) {
            Status::Unknown => ['Not confirmed yet', 'We have your order, but the payment page is not '
                . 'ready yet. You can try again; nothing is charged twice.'],
            Status::Pending => ['Waiting for confirmation', 'We are waiting for Akulaku to confirm your payment. This '
                . 'page asks again by itself; you may also close it and come back later.'],
            Status::Success => ['Paid', 'Akulaku has confirmed your payment. Thank you! We pack your order now.'],
            Status::Failed => ['Not paid', 'The payment did not go through. Your order is kept, and you can try '
                . 'again.'],
            Status::Expired => ['Time is over', 'The time to pay has run out. Your order is kept, and you can try '
                . 'again.'],
            Status::Cancelled => ['Cancelled', 'This order has been cancelled. Nothing has to be paid.'],
            Status::Refunded => ['Refunded', 'This order was paid and has been refunded in full.'],
        };
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
