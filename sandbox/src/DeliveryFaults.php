<?php

declare(strict_types=1);

namespace DokuSandbox;

/** Faults in how the bytes of a finished answer go out. */
final class DeliveryFaults
{
    private const CHUNK = 65536;

    public static function cuts(string $name): bool
    {
        return in_array($name, ['close_after_half_headers', 'close_after_half_body'], true);
    }

    /** @return list<Step> part of the answer, then the end of the connection */
    public static function cut(Fault $fault, Response $answer): array
    {
        $head = $answer->head(false);
        $bytes = $fault->name === 'close_after_half_headers'
            ? substr($head, 0, intdiv(strlen($head), 2))
            : $head . substr($answer->body, 0, intdiv(strlen($answer->body), 2));
        return [Step::bytes($bytes), Step::close($fault->get('close_notify'), 'fault')];
    }

    /** Answers after which the byte stream has no clear end. */
    public static function mustClose(Fault $fault): bool
    {
        return match ($fault->name) {
            'wrong_content_length' => $fault->get('by') > 0,
            'chunked_garbage', 'bad_status_line' => true,
            'huge_body' => $fault->get('framing') === 'close',
            default => false,
        };
    }

    /** @return list<Step> the whole answer in the way the fault wants it */
    public static function steps(Fault $fault, Response $answer, bool $close): array
    {
        return match ($fault->name) {
            'stall' => self::stall($fault, $answer, $close),
            'slow_drip' => self::drip($fault, $answer, $close),
            'huge_body' => self::huge($fault, $answer, $close),
            'gzip_bomb' => self::bomb($fault, $answer, $close),
            'wrong_content_length' => [Step::bytes($answer->head(
                $close,
                (string) max(0, strlen($answer->body) + $fault->get('by')),
            ) . $answer->body)],
            'chunked_garbage' => [Step::bytes($answer->head($close, null, true) . self::garbage($fault, $answer))],
            'trailers' => [Step::bytes($answer->head($close, null, true) . self::chunk($answer->body)
                . "0\r\nSignature: HMACSHA256=fromTrailer\r\nRequest-Id: from-trailer\r\n\r\n")],
            'many_headers', 'big_headers' => [Step::bytes(self::headers($fault, $answer, $close) . $answer->body)],
            'lower_case_headers' => [Step::bytes(self::lowerCase($answer->head($close)) . $answer->body)],
            'bad_status_line' => [Step::bytes($fault->get('line') . "\r\n\r\n" . $answer->body)],
            default => [Step::bytes($answer->head($close) . $answer->body)],
        };
    }

    /** @return list<Step> */
    private static function stall(Fault $fault, Response $answer, bool $close): array
    {
        $head = $answer->head($close);
        $cut = $fault->get('phase') === 'headers'
            ? (int) strpos($head, "\r\n") + 2
            : strlen($head) + intdiv(strlen($answer->body), 2);
        $all = $head . $answer->body;
        return [
            Step::bytes(substr($all, 0, $cut)),
            Step::wait($fault->seconds('seconds')),
            Step::bytes(substr($all, $cut)),
        ];
    }

    /** @return list<Step> */
    private static function drip(Fault $fault, Response $answer, bool $close): array
    {
        $head = $answer->head($close);
        $slow = $fault->get('from') === 'headers' ? $head . $answer->body : $answer->body;
        $steps = $fault->get('from') === 'headers' ? [] : [Step::bytes($head)];
        foreach (str_split($slow, $fault->get('bytes')) as $piece) {
            $steps[] = Step::wait($fault->seconds('interval'));
            $steps[] = Step::bytes($piece);
        }
        return $steps;
    }

    /** @return list<Step> the usual object with a long first member */
    private static function huge(Fault $fault, Response $answer, bool $close): array
    {
        $start = '{"padding":"';
        $end = '",' . substr($answer->body, 1);
        $padding = max(0, $fault->get('bytes') - strlen($start) - strlen($end));
        $total = strlen($start) + $padding + strlen($end);
        $chunked = $fault->get('framing') === 'chunked';
        $answer->drop('Signature');
        $head = $answer->head($close, (string) $total, $chunked);
        if ($fault->get('framing') === 'close') {
            $head = (string) preg_replace('~Content-Length: \d+\r\n~', '', $head);
        }
        $pieces = (static function () use ($start, $end, $padding, $chunked): \Generator {
            yield $chunked ? self::chunk($start) : $start;
            for ($left = $padding; $left > 0; $left -= self::CHUNK) {
                $piece = str_repeat('a', min(self::CHUNK, $left));
                yield $chunked ? self::chunk($piece) : $piece;
            }
            yield $chunked ? self::chunk($end) . "0\r\n\r\n" : $end;
        })();
        return [Step::bytes($head), Step::source($pieces)];
    }

    /** @return list<Step> */
    private static function bomb(Fault $fault, Response $answer, bool $close): array
    {
        $deflate = deflate_init(ZLIB_ENCODING_GZIP, ['level' => 9]);
        $packed = '';
        $piece = str_repeat(' ', self::CHUNK);
        for ($left = $fault->get('bytes') - strlen($answer->body); $left > 0; $left -= self::CHUNK) {
            $packed .= deflate_add($deflate, substr($piece, 0, min(self::CHUNK, $left)), ZLIB_NO_FLUSH);
        }
        $answer->body = $packed . deflate_add($deflate, $answer->body, ZLIB_FINISH);
        $answer->set('Content-Encoding', 'gzip');
        return [Step::bytes($answer->head($close) . $answer->body)];
    }

    private static function garbage(Fault $fault, Response $answer): string
    {
        $half = intdiv(strlen($answer->body), 2);
        $first = self::chunk(substr($answer->body, 0, $half));
        return $first . match ($fault->get('variant')) {
            'size' => "zz\r\n" . substr($answer->body, $half) . "\r\n0\r\n\r\n",
            'overflow' => "ffffffffffffffffff\r\n" . substr($answer->body, $half),
            default => self::chunk(substr($answer->body, $half)),
        };
    }

    private static function lowerCase(string $head): string
    {
        return (string) preg_replace_callback(
            '~^[A-Za-z-]+:~m',
            static fn (array $name): string => strtolower($name[0]),
            $head,
        );
    }

    private static function chunk(string $bytes): string
    {
        return $bytes === '' ? '' : dechex(strlen($bytes)) . "\r\n" . $bytes . "\r\n";
    }

    private static function headers(Fault $fault, Response $answer, bool $close): string
    {
        if ($fault->name === 'big_headers') {
            $answer->headers[] = ['X-Padding', str_repeat('a', $fault->get('bytes'))];
            return $answer->head($close);
        }
        for ($i = 1; $i <= $fault->get('number'); $i++) {
            $answer->headers[] = ['X-Padding-' . $i, 'a'];
        }
        return $answer->head($close);
    }
}
