<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli\Check;

use DokuAkulaku\Cli\Account;
use DokuAkulaku\Cli\Address;

/** The way to DOKU, step by step: name, connection, TLS, clock. */
final class Network
{
    /** What DOKU's time window of an hour leaves is no reason to use it up. */
    private const CLOCK_GOOD = 60;
    private const CLOCK_WINDOW = 3600;

    public function __construct(private readonly Findings $findings)
    {
    }

    public function look(): void
    {
        $url = Account::address();
        $this->findings->section("The way to $url");
        if ((string) ini_get('doku_akulaku.proxy') !== '') {
            $this->findings->note('a proxy is set: name, connection, TLS and clock are its business; the look-up below goes '
                . 'through it');
            return;
        }
        $address = Address::parse($url);
        $addresses = Address::resolve($address['host']);
        if ($addresses === []) {
            $this->findings->fail("the name $address[host] is not known", 'look at /etc/resolv.conf, and at a firewall that '
                . 'holds DNS back');
            return;
        }
        $this->findings->good("$address[host] is " . implode(', ', $addresses));
        $host = str_contains($address['host'], ':') ? "[$address[host]]" : $address['host'];
        $started = hrtime(true);
        $stream = @stream_socket_client("tcp://$host:$address[port]", $code, $message, 10.0);
        if ($stream === false) {
            $this->findings->fail("no connection to $address[host] port $address[port]: $message", 'allow outgoing '
                . 'connections to this port in the firewall');
            return;
        }
        $this->findings->good(sprintf('connection to port %d in %.1f ms', $address['port'], (hrtime(true) - $started) / 1e6));
        stream_set_timeout($stream, 10);
        if ($address['scheme'] === 'https' && !$this->handshake($stream, $address['host'])) {
            return;
        }
        $this->clock($stream, $address['host']);
    }

    /** @param resource $stream */
    private function handshake($stream, string $host): bool
    {
        $caFile = (string) ini_get('doku_akulaku.ca_file');
        $options = ['peer_name' => $host, 'SNI_enabled' => true, 'capture_peer_cert' => true]
            + ($caFile === '' ? [] : ['cafile' => $caFile]);
        foreach ($options as $name => $value) {
            stream_context_set_option($stream, 'ssl', $name, $value);
        }
        error_clear_last();
        $method = STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT | STREAM_CRYPTO_METHOD_TLSv1_3_CLIENT;
        if (@stream_socket_enable_crypto($stream, true, $method) !== true) {
            $this->findings->fail('TLS: ' . preg_replace('~\s+~', ' ', error_get_last()['message'] ?? 'no handshake'),
                'install ca-certificates; a company\'s firewall that opens TLS needs its authority in doku_akulaku.ca_file');
            return false;
        }
        $facts = stream_get_meta_data($stream)['crypto'] ?? [];
        $certificate = stream_context_get_options($stream)['ssl']['peer_certificate'] ?? null;
        $parsed = $certificate instanceof \OpenSSLCertificate && function_exists('openssl_x509_parse')
            ? openssl_x509_parse($certificate) : false;
        $until = $parsed === false ? '?' : gmdate('Y-m-d', (int) $parsed['validTo_time_t']);
        $this->findings->good(($facts['protocol'] ?? 'TLS') . ", certificate for $host verified, valid until $until");
        return true;
    }

    /** @param resource $stream */
    private function clock($stream, string $host): void
    {
        fwrite($stream, "GET / HTTP/1.1\r\nHost: $host\r\nConnection: close\r\n\r\n");
        $head = '';
        while (!feof($stream) && ($line = fgets($stream, 8192)) !== false && trim($line) !== '') {
            $head .= $line;
        }
        $time = preg_match('~^Date:\s*(.+?)\s*$~mi', $head, $match) ? strtotime($match[1]) : false;
        if ($time === false) {
            $this->findings->warn('the answer has no Date header', 'is this DOKU? Something between may answer in its place');
            return;
        }
        $off = time() - $time;
        $text = sprintf('this clock is %d s %s the server\'s', abs($off), $off < 0 ? 'behind' : 'ahead of');
        if (abs($off) >= self::CLOCK_WINDOW) {
            $this->findings->fail($text, 'set the clock by NTP. DOKU refuses what is an hour off' . (abs(abs($off) - 25200) < 300
                ? '; seven hours: this machine takes Jakarta\'s time for UTC' : ''));
        } elseif (abs($off) > self::CLOCK_GOOD) {
            $this->findings->warn($text, 'set the clock by NTP; DOKU refuses what is an hour off');
        } else {
            $this->findings->good($text);
        }
    }
}
