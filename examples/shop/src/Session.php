<?php

declare(strict_types=1);

namespace ExampleShop;

/** The token against forged forms, the key of the visitor's cart, and messages that are shown once. */
final class Session
{
    public function token(): string
    {
        return $this->random('token');
    }

    /** One key for all tabs of a visitor, so that they end in one order. A new one when that order is over. */
    public function cart(Orders $orders): string
    {
        $cart = $this->random('cart');
        if ($orders->isOver($cart)) {
            unset($_SESSION['cart']);
            $cart = $this->random('cart');
        }
        return $cart;
    }

    public function isOwnForm(mixed $token): bool
    {
        $this->start();
        $own = $_SESSION['token'] ?? null;
        return is_string($token) && is_string($own) && hash_equals($own, $token);
    }

    /** @param 'done'|'refused'|'later'|'unknown' $kind */
    public function tell(string $kind, string $text): void
    {
        $this->start();
        $_SESSION['messages'] = [...$this->messages(), ['kind' => $kind, 'text' => $text]];
    }

    /** @return list<array{kind: string, text: string}> */
    public function takeMessages(): array
    {
        if (!isset($_COOKIE[session_name()]) && session_status() !== PHP_SESSION_ACTIVE) {
            return [];
        }
        $this->start();
        $messages = $this->messages();
        unset($_SESSION['messages']);
        return $messages;
    }

    /** Before a slow call: other pages of the same visitor wait for the session otherwise. */
    public function release(): void
    {
        if (session_status() === PHP_SESSION_ACTIVE) {
            session_write_close();
        }
    }

    private function random(string $name): string
    {
        $this->start();
        $known = $_SESSION[$name] ?? null;
        if (!is_string($known)) {
            $_SESSION[$name] = $known = bin2hex(random_bytes(16));
        }
        return $known;
    }

    /** @return list<array{kind: string, text: string}> */
    private function messages(): array
    {
        /** @var list<array{kind: string, text: string}> $messages only tell() writes them */
        $messages = is_array($_SESSION['messages'] ?? null) ? $_SESSION['messages'] : [];
        return $messages;
    }

    private function start(): void
    {
        if (session_status() === PHP_SESSION_ACTIVE) {
            return;
        }
        session_start([
            'use_strict_mode' => '1',
            'cookie_httponly' => '1',
            // Lax, not Strict: the customer comes back from the payment page by a link.
            'cookie_samesite' => 'Lax',
            'cookie_secure' => str_starts_with(Settings::shopUrl(), 'https:') ? '1' : '0',
        ]);
    }
}
