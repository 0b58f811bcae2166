<?php

declare(strict_types=1);

namespace ExampleShop;

/** The token against forged forms, and messages that are shown once. */
final class Session
{
    public function token(): string
    {
        $this->start();
        $_SESSION['token'] ??= bin2hex(random_bytes(16));
        return $_SESSION['token'];
    }

    public function isOwnForm(mixed $token): bool
    {
        $this->start();
        return is_string($token) && isset($_SESSION['token']) && hash_equals($_SESSION['token'], $token);
    }

    /** @param 'done'|'refused'|'later'|'unknown' $kind */
    public function tell(string $kind, string $text): void
    {
        $this->start();
        $_SESSION['messages'][] = ['kind' => $kind, 'text' => $text];
    }

    /** @return list<array{kind: string, text: string}> */
    public function takeMessages(): array
    {
        if (!isset($_COOKIE[session_name()]) && session_status() !== PHP_SESSION_ACTIVE) {
            return [];
        }
        $this->start();
        $messages = $_SESSION['messages'] ?? [];
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
