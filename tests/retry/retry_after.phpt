--TEST--
Retry-After: seconds and date; a retry starts only if at least a second of timeout would be left
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$calls = function (string|int $retryAfter, float $timeout, int $status = 503): array {
    $script = new Script(answer($status, '', ['Retry-After' => $retryAfter]), answer(200, generated()));
    $started = microtime(true);
    $thrown = null;
    try {
        client(['transport' => $script, 'timeout' => $timeout])->generateOrder(order());
    } catch (DokuAkulaku\Exception $thrown) {
    }
    return [$script->calls(), $thrown ? $thrown::class : null, microtime(true) - $started < 5];
};
$date = fn (int $seconds) => gmdate('D, d M Y H:i:s', time() + $seconds) . ' GMT';
$unknown = DokuAkulaku\IndeterminateException::class;

// it is honoured, and the test transport does not wait for it
same('2 of 30 s', [2, null, true], $calls('2', 30));
same('as an int', [2, null, true], $calls(2, 30));
same('0', [2, null, true], $calls('0', 30));
same('a date in 10 s', [2, null, true], $calls($date(10), 30));
same('a date in the past', [2, null, true], $calls($date(-1000), 30));
same('28 of 30 s', [2, null, true], $calls('28', 30));
same('429', [2, null, true], $calls('2', 30, 429));

// no retry when it would come too late
same('30 of 30 s', [1, $unknown, true], $calls('30', 30));
same('a day', [1, $unknown, true], $calls('86400', 30));
same('a date in an hour', [1, $unknown, true], $calls($date(3600), 30));
same('a huge number', [1, $unknown, true], $calls('99999999999999999999', 30));
same('429 a day', [1, DokuAkulaku\ApiException::class, true], $calls('86400', 30, 429));

// what is no Retry-After is ignored
foreach (['', 'soon', '-1', '1.5', '2 s', 'Mon, 99 Foo 2020', "\xff"] as $text) {
    same("ignored: $text", [2, null, true], $calls($text, 30));
}

// timeout below a second: no retry fits
same('half a second', [1, $unknown, true], $calls('0', 0.5));
finish();
?>
--EXPECT--
done
