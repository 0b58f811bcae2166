<?php

declare(strict_types=1);

namespace ExampleShop;

/** Text for HTML, in elements and in quoted attributes. Everything on a page goes through it. */
function e(string|int $text): string
{
    return htmlspecialchars((string) $text, ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5, 'UTF-8');
}

/** 90000 -> "Rp 90.000", with a space that does not break. */
function rupiah(int $amount): string
{
    return ($amount < 0 ? '-' : '') . "Rp\u{a0}" . number_format(abs($amount), 0, ',', '.');
}

/** Unix seconds in the shop's own time zone. */
function local_time(int $seconds): string
{
    $time = (new \DateTimeImmutable('@' . $seconds))->setTimezone(new \DateTimeZone('Asia/Jakarta'));
    return $time->format('j M Y H:i') . ' WIB';
}
