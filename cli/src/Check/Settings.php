<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli\Check;

/** Settings, secret file and libraries, as this PHP and as php-fpm see them. */
final class Settings
{
    public function __construct(private readonly Findings $findings)
    {
    }

    public function here(): void
    {
        $this->findings->section('This PHP (command line)');
        $this->judge(Probe::here());
        try {
            \DokuAkulaku::fromIni();
            $this->findings->good('a client can be made from these settings');
        } catch (\ValueError | \DokuAkulaku\ConfigurationException $error) {
            $this->findings->fail($error->getMessage(), 'mend this setting; nothing can be sent before');
        }
    }

    public function behind(?string $socket): void
    {
        if ($socket === null) {
            $this->findings->note('php-fpm has settings and a user of its own: --fpm SOCKET looks at them, such as '
                . '--fpm /run/php/php' . PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION . '-fpm.sock');
            return;
        }
        $this->findings->section("php-fpm at $socket");
        $script = (string) realpath(dirname(__DIR__, 2) . '/probe.php');
        $printed = FastCgi::get($socket, ['SCRIPT_FILENAME' => $script, 'SCRIPT_NAME' => '/probe.php',
            'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/probe.php', 'QUERY_STRING' => '', 'GATEWAY_INTERFACE' => 'CGI/1.1',
            'SERVER_PROTOCOL' => 'HTTP/1.1', 'DOKU_AKULAKU_PROBE' => 'yes']);
        if ($printed === null) {
            $this->findings->fail('no connection to the socket', 'run this as root or as the web server\'s user; the path is '
                . 'the pool\'s "listen"');
            return;
        }
        $body = substr($printed, (int) strpos($printed, "\r\n\r\n") + 4);
        $facts = json_decode($body, true);
        if (!is_array($facts)) {
            $this->findings->fail("php-fpm cannot run $script", 'its user must be able to read the file (and open_basedir to '
                . 'allow it)');
            return;
        }
        $this->judge(Probe::from($facts));
    }

    private function judge(Probe $probe): void
    {
        $this->findings->good("PHP $probe->phpVersion, user $probe->user, settings from $probe->iniFile");
        if ($probe->rows === []) {
            $this->findings->fail('the extension is not loaded', 'add extension=doku_akulaku to this PHP\'s settings, and '
                . 'restart php-fpm');
            return;
        }
        foreach ($probe->rows as $name => $value) {
            if (str_starts_with($name, 'doku_akulaku.')) {
                $this->setting($name, $value);
            }
        }
        $this->findings->good('doku_akulaku ' . ($probe->rows['Version'] ?? '?') . ' with '
            . implode(', ', array_filter([$probe->rows['OpenSSL'] ?? null, 'libcurl ' . ($probe->rows['libcurl'] ?? '?'),
                'json-c ' . ($probe->rows['json-c'] ?? '?')])));
        $this->findings->good('requests go to ' . ($probe->rows['Requests go to'] ?? '?'));
    }

    private function setting(string $name, string $value): void
    {
        $short = substr($name, strlen('doku_akulaku.'));
        if (str_contains($value, '(invalid:') || str_starts_with($value, 'no such setting')) {
            $this->findings->fail("$name: $value", 'mend it in the settings of this PHP');
        } elseif (($short === 'client_id' || $short === 'secret_file') && $value === 'no value') {
            $this->findings->fail("$name is not set", 'take ' . ($short === 'client_id' ? 'the Client-Id'
                : 'the secret key, into a file of its own,') . ' from DOKU\'s dashboard; sandbox and production differ');
        } elseif ($short === 'secret_file' && str_contains($value, 'cannot be read')) {
            $this->findings->fail("$name: $value", 'the file must be readable by this user, and by nobody else who has no '
                . 'need to');
        } elseif ($short === 'secret_file' && str_contains($value, 'every user')) {
            $this->findings->warn("$name: $value", 'chmod 640, with the group of the PHP user');
        } elseif (in_array($short, ['client_id', 'secret_file', 'environment', 'base_url', 'ca_file', 'proxy'], true)
            && $value !== 'no value') {
            $this->findings->good("$name: $value");
        }
    }
}
