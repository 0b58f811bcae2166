<?php

declare(strict_types=1);

namespace ExampleShop;

/** Words, amounts and times in the visitor's language: Indonesian or English, as the browser wishes. */
final class Language
{
    private const MONTHS = [
        'en' => ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
        'id' => ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agt', 'Sep', 'Okt', 'Nov', 'Des'],
    ];

    private static ?self $current = null;

    /** @param array<string, string> $words */
    private function __construct(public readonly string $code, private readonly array $words)
    {
    }

    /** Of the visitor of this request. */
    public static function current(): self
    {
        $header = $_SERVER['HTTP_ACCEPT_LANGUAGE'] ?? '';
        return self::$current ??= self::of(self::preferred(is_string($header) ? $header : ''));
    }

    /** @param 'en'|'id' $code */
    public static function of(string $code): self
    {
        /** @var array<string, string> $words */
        $words = require dirname(__DIR__) . "/lang/$code.php";
        return new self($code, $words);
    }

    /**
     * The first of our languages in an Accept-Language header ("id-ID,id;q=0.9,en;q=0.8"), by its q. "in" is the old
     * code of Indonesian, and Malay readers understand it better than English.
     *
     * @return 'en'|'id'
     */
    public static function preferred(string $header): string
    {
        $best = 'en';
        $most = 0.0;
        foreach (explode(',', $header) as $part) {
            if (preg_match('/^\s*([a-z]{2,3})(?:-[a-z0-9-]+)?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?$/i', $part, $match) !== 1) {
                continue;
            }
            $code = ['id' => 'id', 'in' => 'id', 'ind' => 'id', 'ms' => 'id', 'en' => 'en'][strtolower($match[1])] ?? null;
            $quality = (float) ($match[2] ?? '1');
            if ($code !== null && $quality > $most) {
                [$best, $most] = [$code, $quality];
            }
        }
        return $best;
    }

    /** @param array<string, string|int> $values for the places in braces */
    public function say(string $key, array $values = []): string
    {
        $places = [];
        foreach ($values as $name => $value) {
            $places['{' . $name . '}'] = (string) $value;
        }
        return strtr($this->words[$key] ?? throw new \LogicException("lang/$this->code.php has no $key"), $places);
    }

    /** English puts a space, which must not break, behind Rp; Indonesian none. */
    public function rupiah(int $amount): string
    {
        return ($amount < 0 ? '-' : '') . ($this->code === 'id' ? 'Rp' : "Rp\u{a0}")
            . number_format(abs($amount), 0, ',', '.');
    }

    public function time(int $seconds): string
    {
        $time = (new \DateTimeImmutable('@' . $seconds))->setTimezone(new \DateTimeZone('Asia/Jakarta'));
        return $time->format('j ') . self::MONTHS[$this->code][(int) $time->format('n') - 1]
            . $time->format($this->code === 'id' ? ' Y H.i' : ' Y H:i') . ' WIB';
    }
}
