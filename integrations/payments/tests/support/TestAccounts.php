<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku;
use DokuAkulaku\IndeterminateException;
use DokuAkulaku\Payments\Accounts;
use DokuAkulaku\Payments\AccountUnknownException;
use DokuAkulaku\Request;

/** The simulator's account; a test may forget accounts, and change answers on their way. */
final class TestAccounts implements Accounts
{
    public const SECRET = 'secret-key-from-DOKU-back-office';
    public ?string $site = Samples::SITE;
    /** @var list<string> */
    public array $forgotten = [];
    /** @var ?\Closure(Request, array{status: int, headers: array<string, string>, body: string}): array{status: int, headers: array<string, string>, body: string} */
    public ?\Closure $change = null;
    /** @var ?\Closure(Request): void called before anything is sent */
    public ?\Closure $before = null;
    public float $timeout = 60.0;
    /** @var list<float> what was asked for */
    public array $seconds = [];

    public function client(string $account, float $seconds): DokuAkulaku
    {
        $this->seconds[] = $seconds;
        if (in_array($account, $this->forgotten, true)) {
            throw new AccountUnknownException("no credentials for $account");
        }
        $options = ['base_url' => Simulator::get()->http, 'timeout' => min($this->timeout, $seconds), 'retries' => 1];
        if ($this->change !== null || $this->before !== null) {
            $options['transport'] = $this->forward(...);
        }
        return new DokuAkulaku(substr($account, (int) strpos($account, ':') + 1), self::SECRET, $options);
    }

    public function site(): ?string
    {
        return $this->site;
    }

    /** @return array{status: int, headers: array<string, string>, body: string} */
    private function forward(Request $request): array
    {
        if ($this->before !== null) {
            ($this->before)($request);
        }
        $headers = '';
        foreach ($request->headers as $name => $value) {
            $headers .= "$name: $value\r\n";
        }
        $context = stream_context_create(['http' => ['method' => $request->method, 'header' => $headers,
            'content' => $request->body, 'ignore_errors' => true, 'protocol_version' => 1.1]]);
        $body = @file_get_contents($request->url, false, $context);
        if ($body === false) {
            throw new IndeterminateException('cut off');
        }
        $answer = ['status' => 0, 'headers' => [], 'body' => $body];
        foreach ($http_response_header ?? [] as $line) {
            if (preg_match('~^HTTP/\S+ (\d+)~', $line, $match) === 1) {
                $answer['status'] = (int) $match[1];
            } elseif (str_contains($line, ':')) {
                [$name, $value] = explode(':', $line, 2);
                $answer['headers'][$name] = trim($value);
            }
        }
        unset($answer['headers']['Content-Length'], $answer['headers']['Connection']);
        return $this->change === null ? $answer : ($this->change)($request, $answer);
    }
}
