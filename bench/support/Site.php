<?php

declare(strict_types=1);

require __DIR__ . '/Link.php';
require __DIR__ . '/Program.php';

/**
 * The simulator on one side of the line; nginx and php-fpm with the extension on the other. In front of the simulator
 * stands another nginx with TLS sessions, HTTP/1.1 on one port and HTTP/2 on the other.
 */
final class Site
{
    public readonly Link $link;
    /** @var array<string, mixed> the simulator's readiness line */
    public readonly array $simulator;
    public readonly string $folder;
    public readonly string $frontHttp1;
    public readonly string $frontHttp2;
    /** @var list<Program> */
    private array $programs = [];

    public function __construct(float $roundTrip)
    {
        $this->folder = sys_get_temp_dir() . '/doku-bench-' . bin2hex(random_bytes(6));
        mkdir($this->folder, 0755);
        $this->link = new Link($roundTrip);
        $program = $this->start([...$this->link->inServer(), PHP_BINARY, '-d', 'opcache.enable_cli=0',
            dirname(__DIR__, 2) . '/sandbox/server.php', '--https', '--host', $this->link->serverAddress, '--ca-dir',
            "$this->folder/ca", '--quiet', '--exit-with-parent', '--print-json', '--idle', '600']);
        $this->simulator = $program->readyLine();
        [$this->frontHttp1, $this->frontHttp2] = $this->startFront();
    }

    public function __destruct()
    {
        $this->programs = [];
        exec('rm -rf ' . escapeshellarg($this->folder));
    }

    /** @param list<string> $command */
    private function start(array $command): Program
    {
        return $this->programs[] = new Program($command, "$this->folder/log");
    }

    private function freePort(): int
    {
        $server = stream_socket_server('tcp://127.0.0.1:0');
        $name = (string) stream_socket_get_name($server, false);
        return (int) substr($name, (int) strrpos($name, ':') + 1);
    }

    /** @return array{string, string} */
    private function startFront(): array
    {
        $address = $this->link->serverAddress;
        [$one, $two] = [$this->freePort(), $this->freePort()];
        $upstream = substr($this->simulator['http'], strlen('http://'));
        [$certificate, $key] = $this->makeCertificate($address);
        $tls = "ssl_certificate $certificate; ssl_certificate_key $key; ssl_protocols TLSv1.3;"
            . ' ssl_session_cache shared:sessions:1m; keepalive_timeout 600; keepalive_requests 100000;';
        $pass = 'location / { proxy_pass http://doku; proxy_http_version 1.1; proxy_set_header Connection "";'
            . ' proxy_set_header Host $http_host; }';
        $this->startNginx('front', $this->link->inServer(), <<<NGINX
            log_format sessions '\$ssl_session_reused \$server_protocol \$connection';
            access_log $this->folder/sessions.log sessions;
            upstream doku { server $upstream; keepalive 256; keepalive_requests 100000; }
            server { listen $address:$one ssl; $tls $pass }
            server { listen $address:$two ssl http2; http2_max_concurrent_streams 256; $tls $pass }
            server { listen unix:$this->folder/front.sock; access_log off; }
            NGINX);
        return ["https://$address:$one", "https://$address:$two"];
    }

    /** A certificate of the simulator's authority for the address of the front. */
    private function makeCertificate(string $address): array
    {
        $key = openssl_pkey_new(['private_key_type' => OPENSSL_KEYTYPE_EC, 'curve_name' => 'prime256v1']);
        file_put_contents("$this->folder/openssl.cnf", "[req]\ndistinguished_name = name\n[name]\n[front]\n"
            . "subjectAltName = IP:$address\nbasicConstraints = CA:FALSE\n");
        $settings = ['config' => "$this->folder/openssl.cnf", 'x509_extensions' => 'front', 'digest_alg' => 'sha256'];
        $request = openssl_csr_new(['commonName' => 'front'], $key, $settings);
        $files = glob("$this->folder/ca/*") ?: [];
        $caKey = array_values(array_filter($files, static fn (string $file): bool => str_contains(
            (string) file_get_contents($file),
            'PRIVATE KEY'
        ) && str_contains(basename($file), 'ca')));
        $ca = (string) file_get_contents($this->simulator['ca_file']);
        $certificate = openssl_csr_sign($request, $ca, (string) file_get_contents($caKey[0]), 30, $settings, random_int(1, 1 << 30));
        openssl_x509_export_to_file($certificate, "$this->folder/front.crt");
        openssl_pkey_export_to_file($key, "$this->folder/front.key", null, $settings);
        return ["$this->folder/front.crt", "$this->folder/front.key"];
    }

    /** @param list<string> $where */
    private function startNginx(string $name, array $where, string $servers): void
    {
        $nginx = is_executable('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx';
        $user = posix_geteuid() === 0 ? 'user root;' : '';
        file_put_contents("$this->folder/$name.conf", "$user daemon off; worker_processes 1; pid $this->folder/$name.pid;"
            . " error_log $this->folder/log; events { worker_connections 1024; } http {"
            . " client_body_temp_path $this->folder/$name-body; proxy_temp_path $this->folder/$name-proxy;"
            . " fastcgi_temp_path $this->folder/$name-fastcgi; uwsgi_temp_path $this->folder/$name-uwsgi;"
            . " scgi_temp_path $this->folder/$name-scgi;\n$servers\n}\n");
        $program = $this->start([...$where, $nginx, '-c', "$this->folder/$name.conf", '-p', $this->folder, '-e',
            "$this->folder/log"]);
        $program->waitFor("$this->folder/$name.sock");
    }

    /** php-fpm with one worker, and nginx before it, where the shop is. */
    public function startShop(string $module): void
    {
        $fpm = '/usr/sbin/php-fpm' . PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION;
        $root = posix_geteuid() === 0;
        file_put_contents("$this->folder/fpm.conf", "[global]\nerror_log = $this->folder/log\ndaemonize = no\n[shop]\n"
            . "listen = $this->folder/fpm.sock\npm = static\npm.max_children = 1\n" . ($root ? "user = root\ngroup = root\n" : ''));
        $command = [...$this->link->inShop(), $fpm, '-F', '-y', "$this->folder/fpm.conf", '-d', "extension=$module"];
        $this->start($root ? [...$command, '-R'] : $command)->waitFor("$this->folder/fpm.sock");
        $script = __DIR__ . '/shop.php';
        $this->startNginx('shop', $this->link->inShop(), <<<NGINX
            server {
                listen unix:$this->folder/shop.sock;
                access_log off;
                location / {
                    fastcgi_pass unix:$this->folder/fpm.sock;
                    fastcgi_param SCRIPT_FILENAME $script;
                    fastcgi_param REQUEST_METHOD \$request_method;
                    fastcgi_param QUERY_STRING \$query_string;
                    fastcgi_param REQUEST_URI \$request_uri;
                    fastcgi_param DOKU_URL {$this->simulator['https']};
                    fastcgi_param DOKU_CA {$this->simulator['ca_file']};
                    fastcgi_read_timeout 900;
                }
            }
            NGINX);
    }

    /** The shipped nginx configuration of the loopback gateway, where the shop is; its address. */
    public function startGateway(): string
    {
        $address = '127.0.0.1:' . $this->freePort();
        $shipped = (string) file_get_contents(dirname(__DIR__, 2) . '/packaging/gateway/nginx.conf');
        $this->startNginx('gateway', $this->link->inShop(), strtr($shipped, [
            'api.doku.com:443' => substr($this->simulator['https'], strlen('https://')),
            'api.doku.com' => 'localhost',
            '127.0.0.1:8630' => $address,
            '/etc/ssl/certs/ca-certificates.crt' => $this->simulator['ca_file'],
        ]) . "server { listen unix:$this->folder/gateway.sock; access_log off; }");
        return "http://$address";
    }

    /** One web request to the shop; the JSON that it answers. */
    public function request(string $query): array
    {
        $stream = stream_socket_client("unix://$this->folder/shop.sock");
        stream_set_timeout($stream, 900);
        fwrite($stream, "GET /?$query HTTP/1.0\r\nHost: shop\r\n\r\n");
        $answer = (string) stream_get_contents($stream);
        $body = substr($answer, (int) strpos($answer, "\r\n\r\n") + 4);
        return json_decode($body, true)
            ?? throw new RuntimeException("the shop said: $answer\n" . file_get_contents("$this->folder/log"));
    }

    /**
     * The same where the server is: no line between.
     *
     * @param list<string> $arguments
     */
    public function runAtServer(string $module, string $script, array $arguments): array
    {
        return $this->execute($this->link->inServer(), $module, $script, $arguments);
    }

    /**
     * A PHP process where the shop is, with the extension; the JSON that it prints.
     *
     * @param list<string> $arguments
     */
    public function run(string $module, string $script, array $arguments): array
    {
        return $this->execute($this->link->inShop(), $module, $script, $arguments);
    }

    /**
     * @param list<string> $where
     * @param list<string> $arguments
     */
    private function execute(array $where, string $module, string $script, array $arguments): array
    {
        $addresses = [$this->simulator['https'], $this->simulator['ca_file'], $this->frontHttp1, $this->frontHttp2];
        $program = new Program(
            [...$where, PHP_BINARY, '-d', "extension=$module", __DIR__ . "/$script", ...$addresses, ...$arguments],
            "$this->folder/log"
        );
        $text = $program->output();
        return json_decode($text, true) ?? throw new RuntimeException("$script said: $text" . file_get_contents("$this->folder/log"));
    }

    /** The lines that the front wrote since the last look: whether the TLS session was resumed, protocol, connection. */
    public function frontLog(): array
    {
        static $seen = 0;
        $lines = array_slice(file("$this->folder/sessions.log", FILE_IGNORE_NEW_LINES) ?: [], $seen);
        $seen += count($lines);
        return array_map(static fn (string $line): array => explode(' ', $line), $lines);
    }
}
