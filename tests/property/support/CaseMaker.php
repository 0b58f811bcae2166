<?php

declare(strict_types=1);

namespace DokuTest\Property;

use Random\Engine\Xoshiro256StarStar;
use Random\Randomizer;

/** Case number n of a seed: always the same, whatever ran before. */
final class CaseMaker
{
    private Randomizer $random;

    /** @param string|null $listener the one for all cases; null = one of them by chance */
    public function __construct(private readonly int $seed, private readonly ?string $listener = null)
    {
        $this->random = new Randomizer();
    }

    /** @return array<string, mixed> */
    public function make(int $number): array
    {
        $this->random = new Randomizer(new Xoshiro256StarStar(hash('sha256', "$this->seed/$number", true)));
        $case = [
            'number' => $number,
            'operation' => $this->pick(['generate', 'generate', 'cancel', 'refund', 'check', 'raw', 'raw_check']),
            'listener' => $this->pick(['http', 'http', 'https']),
            'retries' => $this->pick([0, 1, 1, 2, 2]),
            'verify' => $this->pick(['report', 'report', 'require', 'off']),
            'prelude' => $this->pick(['fresh', 'fresh', 'kept', 'kept', 'idle_closed', 'dies_next']),
            'execute_next' => $this->chance(50),
            'reset_next' => $this->chance(30),
            'closed' => $this->chance(2),
            'timeout' => 6.0,
            'faults' => [],
        ];
        $case['listener'] = $this->listener ?? $case['listener'];
        $slow = $this->chance(2);
        $count = $this->pick([0, 1, 1, 2, 2, 3, 3]);
        for ($i = 0; $i < $count; $i++) {
            $case['faults'][] = $this->fault($case);
        }
        if ($slow) {
            $case['faults'] = [$this->slowFault($case)];
            $case['timeout'] = $this->pick([0.6, 0.8, 1.1]);
            $case['closed'] = false;
            $case['prelude'] = 'fresh';
        }
        return $case;
    }

    private function pick(array $values): mixed
    {
        return $values[$this->random->getInt(0, count($values) - 1)];
    }

    private function chance(int $percent): bool
    {
        return $this->random->getInt(1, 100) <= $percent;
    }

    /** @return array<string, mixed> a fault that makes nobody wait */
    private function fault(array $case): array
    {
        $fault = match ($this->random->getInt(1, 12)) {
            1 => ['fault' => 'none'],
            2 => $this->acceptFault($case),
            3, 4, 5 => $this->cut($case),
            6, 7, 8 => $this->status(),
            9, 10 => $this->content($case),
            11 => $this->framing(),
            default => $this->harmless($case),
        };
        if ($this->chance(4) && ($fault['on'] ?? '') !== 'accept') {
            $fault['refuse_next'] = 3600;
        }
        unset($fault['on']);
        return $fault;
    }

    private function acceptFault(array $case): array
    {
        if ($case['listener'] === 'https' && $this->chance(60)) {
            return ['fault' => 'tls_alert', 'mode' => $this->pick(['alert', 'close', 'garbage']),
                'code' => $this->pick([40, 48, 70, 80]), 'on' => 'accept'];
        }
        return ['fault' => 'close_before_read', 'when' => $this->pick(['accept', 'first_bytes']), 'on' => 'accept'];
    }

    private function cut(array $case): array
    {
        $execute = $this->chance(60);
        $notify = $this->chance(70);
        return match ($this->random->getInt(1, 6)) {
            1, 2 => ['fault' => 'close_after_request', 'execute' => $execute, 'close_notify' => $notify],
            3 => ['fault' => 'close_after_half_headers', 'close_notify' => $notify],
            4 => ['fault' => 'close_after_half_body', 'close_notify' => $notify],
            5 => ['fault' => 'reset', 'execute' => $execute, 'at' => $this->pick(['request', 'headers', 'body'])],
            default => ['fault' => 'conflict', 'variant' => $this->pick(
                ['original', 'empty', 'idempotent', 'html', 'other_order']
            )],
        };
    }

    /** What the server says is true: a status that means "refused" comes without an effect. */
    private function status(): array
    {
        $status = $this->pick([100, 102, 103, 200, 201, 301, 302, 303, 307, 308, 400, 400, 401, 402, 403, 404, 408, 409,
            413, 422, 429, 429, 429, 451, 499, 500, 500, 501, 502, 503, 503, 504, 505, 520, 599]);
        if ($status >= 300 && $status < 400) {
            return ['fault' => 'redirect', 'status' => $status, 'execute' => $this->chance(30),
                'location' => $this->pick(['/elsewhere', '/orders/v1/status/1', 'http://127.0.0.1:9/', '//other/'])];
        }
        $fault = ['fault' => 'status', 'status' => $status, 'times' => $this->random->getInt(1, 5),
            'envelope' => $this->pick(['a', 'a', ...Contract::ENVELOPES, 'html', 'empty']),
            'retry_after' => $this->pick([null, null, null, 0, 0, 60, 'Wed, 21 Oct 2015 07:28:00 GMT'])];
        if (in_array($status, [200, 201], true)) {
            $fault['envelope'] = $this->pick(['normal', 'html', 'empty', 'b_string']);
            $fault['execute'] = $fault['envelope'] !== 'b_string' && ($fault['envelope'] === 'normal' || $this->chance(50));
        } elseif ($status >= 500 || $status === 408 || $status === 409) {
            $fault['execute'] = $this->chance(40);
        }
        if (in_array($status, [400, 409, 503], true) && $this->chance(20)) {
            $fault['code'] = 'idempotent_request';
        }
        return $fault;
    }

    private function content(array $case): array
    {
        return match ($this->random->getInt(1, 9)) {
            1 => ['fault' => 'truncated_json'],
            2 => ['fault' => 'not_json', 'body' => $this->pick(['<html></html>', '', "{'a':1}", '{"a":NaN}', ' '])],
            3 => ['fault' => 'wrong_shape', 'shape' => $this->pick(['empty_object', 'list', 'string', 'number', 'null',
                'no_payment', 'payment_is_list', 'status_is_number'])],
            4 => ['fault' => $this->pick(['duplicate_keys', 'deep_json', 'nul_key', 'trailing_data', 'invalid_utf8'])],
            5 => ['fault' => 'other_order'],
            6 => ['fault' => 'other_amount'],
            7 => ['fault' => $this->pick(['wrong_request_id', 'wrong_client_id', 'missing_signature'])],
            8 => ['fault' => 'bad_signature', 'kind' => $this->pick(['other_key', 'garbage', 'request_layout'])],
            default => ['fault' => $case['operation'] === 'generate' ? 'order_failed' : 'none'],
        };
    }

    private function framing(): array
    {
        return match ($this->random->getInt(1, 7)) {
            1 => ['fault' => 'wrong_content_length', 'by' => $this->pick([10, 1, 5000, -1, -10, -100])],
            2 => ['fault' => 'chunked_garbage', 'variant' => $this->pick(['size', 'overflow', 'cut'])],
            3 => ['fault' => 'many_headers', 'number' => $this->pick([101, 150, 1000])],
            4 => ['fault' => 'big_headers', 'bytes' => $this->pick([70000, 200000])],
            5 => ['fault' => 'huge_body', 'bytes' => $this->pick([1100000, 3000000]),
                'framing' => $this->pick(['length', 'chunked', 'close'])],
            6 => ['fault' => 'gzip_bomb', 'bytes' => 2000000],
            default => ['fault' => 'bad_status_line'],
        };
    }

    private function harmless(array $case): array
    {
        return match ($this->random->getInt(1, 6)) {
            1 => ['fault' => 'no_keep_alive'],
            2 => ['fault' => 'lower_case_headers'],
            3 => ['fault' => 'trailers'],
            4 => ['fault' => 'delay', 'seconds' => 0.02, 'execute' => $this->pick([true, false, 'after'])],
            5 => ['fault' => 'slow_drip', 'interval' => 0.001, 'bytes' => 100],
            default => ['fault' => 'stall', 'phase' => $this->pick(['headers', 'body']), 'seconds' => 0.02],
        };
    }

    /** One that lasts longer than the call may. */
    private function slowFault(array $case): array
    {
        return match ($this->random->getInt(1, 6)) {
            1 => ['fault' => 'stall', 'phase' => 'accept', 'seconds' => 2],
            2 => ['fault' => 'stall', 'phase' => 'headers', 'seconds' => 3600],
            3 => ['fault' => 'stall', 'phase' => 'body', 'seconds' => 3600],
            4 => ['fault' => 'slow_drip', 'interval' => 0.3, 'bytes' => 1, 'from' => $this->pick(['headers', 'body'])],
            5 => ['fault' => 'delay', 'seconds' => 1.3, 'execute' => $this->pick([true, false, 'after'])],
            default => ['fault' => 'delay', 'seconds' => 1.3, 'in_flight' => false],
        };
    }
}
