<?php

declare(strict_types=1);

namespace ExampleShop;

/** Text for HTML, in elements and in quoted attributes. Everything on a page goes through it. */
function e(string|int $text): string
{
    return htmlspecialchars((string) $text, ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5, 'UTF-8');
}

/**
 * The sentence of this key in the visitor's language, for HTML.
 *
 * @param array<string, string|int> $values for the places in braces
 */
function t(string $key, array $values = []): string
{
    return e(Language::current()->say($key, $values));
}

/** 90000 -> "Rp 90.000", in Indonesian "Rp90.000". */
function rupiah(int $amount): string
{
    return Language::current()->rupiah($amount);
}

/** Unix seconds in the shop's own time zone. */
function local_time(int $seconds): string
{
    return Language::current()->time($seconds);
}
