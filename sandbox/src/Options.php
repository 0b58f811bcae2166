<?php

declare(strict_types=1);

namespace DokuSandbox;

/** The command line. */
final class Options
{
    public const DEFAULT_CLIENT = 'MCH-0001-10791114622547';
    public const DEFAULT_SECRET = 'secret-key-from-DOKU-back-office';
    private const EXTRA = ['wrong-host', 'expired', 'unknown-ca', 'sni'];

    public string $host = '127.0.0.1';
    public ?int $port = 0;
    public ?int $httpsPort = null;
    public int $controlPort = 0;
    /** @var array<string, string> Client-Id => secret key */
    public array $clients = [];
    public ?string $notificationUrl = null;
    public ?string $publicUrl = null;
    public ?string $state = null;
    public float $speed = 1.0;
    public ?string $caDirectory = null;
    public ?string $notifyCa = null;
    public bool $notifyInsecure = false;
    public float $notifyTimeout = 30.0;
    public int $expiry = 0;
    public bool $safeCharacters = true;
    public float $idle = 75.0;
    public int $ledgerLimit = 10000;
    public int $orderLimit = 50000;
    /** @var list<string> */
    public array $extraTls = [];
    /** @var list<string> */
    public array $quirks = [];
    public bool $quiet = false;
    public bool $json = false;
    public bool $exitWithParent = false;
    public bool $help = false;

    public const HELP = <<<'TEXT'
Usage: php sandbox/server.php [options]

A simulator of DOKU's Akulaku API and of the payment page. It runs until SIGTERM or SIGINT.
Options may be written "--name value" or "--name=value".

Addresses
  --host ADDRESS          address to listen on (127.0.0.1)
  --port N                HTTP port; 0 = a free one (0)
  --no-http               no plain HTTP
  --https                 HTTPS too, on a free port
  --https-port N          HTTPS on this port; 0 = a free one
  --control-port N        port of the control endpoints; 0 = a free one (0)
  --extra-tls LIST        more HTTPS ports with a bad certificate: wrong-host,expired,unknown-ca,
                          sni (good for those who send the name localhost in the handshake)
  --ca-dir DIR            where the certificate authority is kept; made when missing (a temporary one)
  --public-url URL        start of the payment page's address, as the buyer's browser sees it

Accounts
  --client-id ID          Client-Id (MCH-0001-10791114622547); repeat it for several accounts
  --secret TEXT           secret key of the --client-id before it (secret-key-from-DOKU-back-office)
  --secret-file FILE      the same from the first line of a file

Behaviour
  --notification-url URL  the merchant's notification URL
  --notify-ca FILE        authority that the merchant's certificate is checked with (the own one)
  --notify-insecure       do not check the merchant's certificate
  --notify-timeout S      seconds to wait for the merchant's answer (30)
  --speed FACTOR          shortens the notification schedule and the expiry by this factor (1)
  --expiry S              a pending order expires after S seconds; 0 = never (0)
  --characters SET        safe: texts with other characters than DOKU's Safe String are refused; any (safe)
  --quirks LIST           habits of DOKU to switch on, see sandbox/README.md
  --state FILE            keep orders and notifications in this file (memory only)
  --idle S                close a kept connection after S idle seconds (75)
  --ledger-limit N        requests and connections that the ledger keeps (10000)
  --order-limit N         orders that are kept, then the oldest are forgotten (50000)

Output
  --print-json            print the readiness line as JSON even on a terminal
  --quiet                 no log on stderr
  --exit-with-parent      end when stdin reaches its end
  --help                  this text

When the server is ready it prints one line of JSON to stdout (on a terminal: a few words).

TEXT;

    /** @param list<string> $arguments without the program's name */
    public static function parse(array $arguments): self
    {
        $options = new self();
        $client = null;
        while ($arguments !== []) {
            $argument = array_shift($arguments);
            [$name, $value] = explode('=', $argument, 2) + [1 => null];
            if ($options->flag($name)) {
                if ($value !== null) {
                    throw new \InvalidArgumentException("$name takes no value");
                }
                continue;
            }
            $value ??= array_shift($arguments);
            if ($value === null) {
                throw new \InvalidArgumentException(
                    str_starts_with($name, '--') ? "$name: unknown, or its value is missing" : "what is $name?",
                );
            }
            if ($name === '--client-id') {
                $client = $value;
                $options->clients[$client] = self::DEFAULT_SECRET;
            } elseif ($name === '--secret' || $name === '--secret-file') {
                $secret = $name === '--secret' ? $value : self::readSecret($value);
                $options->clients[$client ?? self::DEFAULT_CLIENT] = $secret;
            } else {
                $options->value($name, $value);
            }
        }
        if ($options->clients === []) {
            $options->clients = [self::DEFAULT_CLIENT => self::DEFAULT_SECRET];
        }
        if ($options->port === null && $options->httpsPort === null) {
            throw new \InvalidArgumentException('--no-http needs --https or --https-port');
        }
        return $options;
    }

    private function flag(string $name): bool
    {
        switch ($name) {
            case '--help':
            case '-h':
                return $this->help = true;
            case '--quiet':
                return $this->quiet = true;
            case '--print-json':
                return $this->json = true;
            case '--exit-with-parent':
                return $this->exitWithParent = true;
            case '--notify-insecure':
                return $this->notifyInsecure = true;
            case '--no-http':
                $this->port = null;
                return true;
            case '--https':
                $this->httpsPort ??= 0;
                return true;
        }
        return false;
    }

    private function value(string $name, string $value): void
    {
        match ($name) {
            '--host' => $this->host = trim($value, '[]'),
            '--port' => $this->port = self::number($name, $value, 0, 65535),
            '--https-port' => $this->httpsPort = self::number($name, $value, 0, 65535),
            '--control-port' => $this->controlPort = self::number($name, $value, 0, 65535),
            '--notification-url' => $this->notificationUrl = self::url($name, $value),
            '--public-url' => $this->publicUrl = rtrim(self::url($name, $value), '/'),
            '--state' => $this->state = $value,
            '--speed' => $this->speed = self::positive($name, $value),
            '--ca-dir' => $this->caDirectory = rtrim($value, '/'),
            '--notify-ca' => $this->notifyCa = $value,
            '--notify-timeout' => $this->notifyTimeout = self::positive($name, $value),
            '--expiry' => $this->expiry = self::number($name, $value, 0, 1 << 30),
            '--characters' => $this->safeCharacters = self::choices($name, $value, ['safe', 'any']) !== ['any'],
            '--idle' => $this->idle = self::positive($name, $value),
            '--ledger-limit' => $this->ledgerLimit = self::number($name, $value, 1, 1 << 30),
            '--order-limit' => $this->orderLimit = self::number($name, $value, 1, 1 << 30),
            '--extra-tls' => $this->extraTls = self::choices($name, $value, self::EXTRA),
            '--quirks' => $this->quirks = self::choices($name, $value, array_keys(Quirks::ALL)),
            default => throw new \InvalidArgumentException("unknown option $name"),
        };
    }

    private static function number(string $name, string $value, int $least, int $most): int
    {
        if (!preg_match('~^[0-9]{1,10}$~D', $value) || (int) $value < $least || (int) $value > $most) {
            throw new \InvalidArgumentException("$name takes a whole number from $least to $most");
        }
        return (int) $value;
    }

    private static function positive(string $name, string $value): float
    {
        if (!is_numeric($value) || (float) $value <= 0.0) {
            throw new \InvalidArgumentException("$name takes a number greater than 0");
        }
        return (float) $value;
    }

    private static function url(string $name, string $value): string
    {
        if (!preg_match('~^https?://[^/\s]+~i', $value)) {
            throw new \InvalidArgumentException("$name takes an http or https URL");
        }
        return $value;
    }

    /**
     * @param list<string> $known
     * @return list<string>
     */
    private static function choices(string $name, string $value, array $known): array
    {
        $chosen = $value === '' ? [] : explode(',', $value);
        foreach ($chosen as $choice) {
            if (!in_array($choice, $known, true)) {
                throw new \InvalidArgumentException("$name knows " . implode(', ', $known));
            }
        }
        return $chosen;
    }

    private static function readSecret(string $file): string
    {
        $text = @file_get_contents($file, false, null, 0, 4096);
        $secret = $text === false ? '' : rtrim(explode("\n", $text)[0], "\r");
        if ($secret === '') {
            throw new \InvalidArgumentException("cannot read a secret from $file");
        }
        return $secret;
    }
}
