<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

/**
 * What the merchant set. Constants of wp-config.php win over php.ini, php.ini over the database.
 *
 * php.ini counts as one set: its environment and addresses only together with its Client-Id, because
 * doku_akulaku.environment has a default that cannot be told from a choice.
 */
final class Settings
{
    public const OPTION = 'woocommerce_doku_akulaku_settings';
    public const GATEWAY = 'doku_akulaku';
    private const MAX_SECRET_FILE = 4096;
    private const MAX_FORMER = 5;

    /** @param array<string, mixed> $stored */
    private function __construct(#[\SensitiveParameter] private readonly array $stored)
    {
    }

    public static function load(): self
    {
        $stored = get_option(self::OPTION, []);
        return new self(is_array($stored) ? $stored : []);
    }

    public function enabled(): bool
    {
        return $this->text('enabled') === 'yes';
    }

    public function debug(): bool
    {
        return $this->text('debug') === 'yes';
    }

    public function removeData(): bool
    {
        return $this->text('remove_data') === 'yes';
    }

    public function clientId(): string
    {
        return trim(self::constant('CLIENT_ID') ?? $this->iniClientId() ?? $this->text('client_id'));
    }

    public function environment(): string
    {
        $value = self::constant('ENVIRONMENT')
            ?? ($this->iniClientId() !== null ? (string) ini_get('doku_akulaku.environment') : $this->text('environment'));
        return $value === 'production' ? 'production' : 'sandbox';
    }

    public function sandbox(): bool
    {
        return $this->environment() === 'sandbox';
    }

    public function baseUrl(): ?string
    {
        $url = self::constant('BASE_URL');
        if ($url === null && $this->iniClientId() !== null && self::constant('ENVIRONMENT') === null) {
            $url = (string) ini_get('doku_akulaku.base_url');
        }
        return $url === null || $url === '' ? null : $url;
    }

    /** Where a setting comes from: "constant", "php.ini" or "database". */
    public function origin(string $key): string
    {
        if (self::constant(strtoupper($key)) !== null) {
            return 'constant';
        }
        $ini = match ($key) {
            'client_id', 'environment' => $this->iniClientId() !== null,
            'secret_file' => self::ini('secret_file') !== null,
            default => false,
        };
        return $ini ? 'php.ini' : 'database';
    }

    public function secretFile(): ?string
    {
        $file = self::constant('SECRET_FILE') ?? self::ini('secret_file') ?? trim($this->text('secret_file'));
        return $file === '' ? null : $file;
    }

    /** The extension reads the secret by itself, so that it never becomes a value of PHP. */
    public function extensionReadsSecret(): bool
    {
        return $this->iniClientId() !== null && $this->clientId() === $this->iniClientId()
            && self::constant('SECRET_FILE') === null && self::ini('secret_file') !== null;
    }

    public function hasCredentials(): bool
    {
        return $this->clientId() !== '' && ($this->secretFile() !== null || $this->text('secret_key') !== '');
    }

    /**
     * The secrets of the current account: the first signs, every one verifies.
     *
     * @return list<string>
     * @throws SettingsError
     */
    public function secrets(): array
    {
        $file = $this->secretFile();
        $secrets = $file !== null ? self::readSecretFile($file) : array_values(array_filter([$this->text('secret_key')]));
        if ($secrets === []) {
            throw new SettingsError('no_secret');
        }
        foreach ($this->former()[$this->account() ?? ''] ?? [] as $secret) {
            in_array($secret, $secrets, true) || $secrets[] = $secret;
        }
        return $secrets;
    }

    /** "{environment}:{Client-Id}", or null while there is no Client-Id. */
    public function account(): ?string
    {
        return $this->clientId() === '' ? null : $this->environment() . ':' . $this->clientId();
    }

    /**
     * Accounts and secrets of before the last changes, so that payments which are still open can be finished.
     *
     * @return array<string, list<string>> account => secrets
     */
    public function former(): array
    {
        $former = [];
        $stored = $this->stored['former'] ?? null;
        foreach (is_array($stored) ? $stored : [] as $account => $secrets) {
            if (is_array($secrets)) {
                $former[(string) $account] = array_values(array_filter($secrets, is_string(...)));
            }
        }
        return $former;
    }

    public function minAmount(): ?int
    {
        return self::amount($this->text('min_amount'));
    }

    public function maxAmount(): ?int
    {
        return self::amount($this->text('max_amount'));
    }

    /** @return list<string> country codes; empty: every country */
    public function countries(): array
    {
        $countries = $this->stored['countries'] ?? ['ID'];
        return is_array($countries) ? array_values(array_filter($countries, is_string(...))) : ['ID'];
    }

    /** Days that the customer's data of an ended payment are kept; 0 = for ever. */
    public function retentionDays(): int
    {
        $days = $this->stored['retention_days'] ?? '90';
        return is_numeric($days) && $days >= 0 ? (int) $days : 90;
    }

    public function text(string $key): string
    {
        $value = $this->stored[$key] ?? '';
        return is_string($value) ? $value : '';
    }

    /**
     * What is stored when new values are saved: an empty secret keeps the stored one (it is never shown, so a form
     * cannot send it back), and what was replaced is kept for the payments that still need it.
     *
     * @param array<string, mixed> $new
     * @param array<string, mixed> $old
     * @return array<string, mixed>
     */
    public static function merge(#[\SensitiveParameter] array $new, #[\SensitiveParameter] array $old): array
    {
        $before = new self($old);
        $secret = is_string($new['secret_key'] ?? null) ? $new['secret_key'] : '';
        $new['secret_key'] = $secret === '' ? $before->text('secret_key') : $secret;
        $former = $before->former();
        $after = new self($new);
        $account = $before->account();
        if ($account !== null && $before->hasCredentials() && !$before->extensionReadsSecret()) {
            $changed = $account !== $after->account() || $before->text('secret_key') !== $after->text('secret_key')
                || $before->secretFile() !== $after->secretFile();
            if ($changed) {
                try {
                    $kept = array_merge($before->secrets(), $former[$account] ?? []);
                    unset($former[$account]);
                    $former[$account] = array_slice(array_values(array_unique($kept)), 0, 2);
                } catch (SettingsError) {
                    // A file that could not be read then has nothing to keep.
                }
            }
        }
        $new['former'] = array_slice($former, -self::MAX_FORMER, null, true);
        return $new;
    }

    /**
     * One secret a line, as the extension reads the file.
     *
     * @return list<string>
     * @throws SettingsError
     */
    public static function readSecretFile(string $file): array
    {
        $text = is_file($file) && is_readable($file) ? @file_get_contents($file, false, null, 0, self::MAX_SECRET_FILE + 1) : false;
        if ($text === false) {
            throw new SettingsError('secret_file_unreadable', $file);
        }
        if (strlen($text) > self::MAX_SECRET_FILE) {
            throw new SettingsError('secret_file_too_long', $file);
        }
        $secrets = array_values(array_filter(array_map(
            static fn (string $line): string => rtrim($line, "\r"),
            explode("\n", $text),
        ), static fn (string $line): bool => $line !== ''));
        if ($secrets === []) {
            throw new SettingsError('secret_file_empty', $file);
        }
        return $secrets;
    }

    private function iniClientId(): ?string
    {
        return self::ini('client_id');
    }

    private static function ini(string $name): ?string
    {
        $value = ini_get('doku_akulaku.' . $name);
        return is_string($value) && $value !== '' ? $value : null;
    }

    private static function constant(string $name): ?string
    {
        $value = defined('DOKU_AKULAKU_' . $name) ? constant('DOKU_AKULAKU_' . $name) : null;
        return is_string($value) && $value !== '' ? $value : null;
    }

    /** "Rp90.000" and "90000" are 90000. Empty, or nothing but other characters, is no bound. */
    private static function amount(string $text): ?int
    {
        $digits = (string) preg_replace('/\D/', '', $text);
        return $digits === '' ? null : (int) $digits;
    }
}
