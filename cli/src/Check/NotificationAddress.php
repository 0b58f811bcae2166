<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli\Check;

use DokuAkulaku\Cli\Address;
use DokuAkulaku\Cli\Http;

/** The address that DOKU sends notifications to, from this machine by its public name. */
final class NotificationAddress
{
    private const TUNNELS = '~(^|\.)ngrok(-free)?\.(io|app|dev|com)$~';

    public function __construct(private readonly Findings $findings)
    {
    }

    public function look(?string $url): void
    {
        $this->findings->section('Notifications');
        if ($url === null) {
            $this->findings->note('--notification-url URL looks whether the shop answers at the address that DOKU has');
            return;
        }
        $address = Address::parse($url);
        if (preg_match(self::TUNNELS, $address['host'])) {
            $this->findings->fail("$address[host] is a tunnel that DOKU refuses", 'use another tunnel, or the simulator; '
                . '"notify" plays DOKU on this machine');
            return;
        }
        $this->form($url, $address);
        $addresses = Address::resolve($address['host']);
        if ($addresses === []) {
            $this->findings->fail("the name $address[host] is not known", 'DOKU needs a name in the public DNS');
            return;
        }
        foreach (array_filter($addresses, Address::isLocal(...)) as $ip) {
            $this->findings->warn("$address[host] is $ip here", 'DOKU cannot reach an address of this machine or network; '
                . 'look what the name is outside');
        }
        $this->fetch($url);
        $this->findings->note('this came from inside: it is no proof that DOKU gets through a firewall');
    }

    /** @param array{scheme: string, host: string, port: int, target: string, path: string} $address */
    private function form(string $url, array $address): void
    {
        if ($address['scheme'] === 'http') {
            $this->findings->warn('the address is http', 'use https: a notification names a customer\'s order');
        }
        if (!in_array($address['port'], [80, 443], true)) {
            $this->findings->warn("the address has port $address[port]", 'DOKU asks for an ordinary port: 443');
        }
        if (str_contains($url, '?')) {
            $this->findings->warn('the address has a query', 'DOKU signs the path; an address without a query is safer');
        }
    }

    /** Without a signature: a shop that is right refuses it. */
    private function fetch(string $url): void
    {
        $caFile = (string) ini_get('doku_akulaku.ca_file');
        $tls = $caFile === '' ? [] : ['cafile' => $caFile];
        $answer = Http::send('POST', $url, ['Content-Type: application/json'], '{}', $tls);
        $status = $answer['status'];
        $what = "a notification without a signature is answered with $status";
        match (true) {
            $status === 0 => $this->findings->fail('no answer: ' . $answer['error'], 'look at the web server, its certificate '
                . 'and the firewall'),
            $status < 300 => $this->findings->fail($what, 'the shop takes notifications from anybody, or something else '
                . 'answers there: it must refuse this with 401 or 400'),
            $status < 400 => $this->findings->fail($what . ', to ' . ($answer['headers']['location'] ?? '?'), 'DOKU needs the '
                . 'address that answers by itself'),
            $status === 404 => $this->findings->fail($what, 'nothing is at this path'),
            in_array($status, [405, 407, 408, 429], true) => $this->findings->fail($what, 'the address must take a POST'),
            $status >= 500 => $this->findings->fail($what, 'look at the error log of PHP and web server'),
            default => $this->findings->good("$what, as it should be"),
        };
    }
}
