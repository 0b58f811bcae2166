--TEST--
A clock that is off is named with the difference in seconds; 7 hours hint at WIB sent as UTC
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$message = function (int $offset) {
    $date = gmdate('D, d M Y H:i:s', time() + $offset) . ' GMT';
    $script = new Script(refusal(
        400,
        'request_time_out_of_range',
        'Header Request-Timestamp is not in +- 3600 second of now',
        ['Date' => $date]
    ));
    $thrown = throws("offset $offset", DokuAkulaku\ApiException::class, fn () => client(['transport' => $script])->generateOrder(order()));
    same("offset $offset: code", 'request_time_out_of_range', $thrown->getErrorCode());
    same("offset $offset: one attempt", 1, $script->calls());
    return $thrown->getMessage();
};
$number = fn (string $message, int $seconds) => preg_match('/(?<!\d)(' . implode('|', range(abs($seconds) - 3, abs($seconds) + 3)) . ')(?!\d)/', $message) === 1;
foreach ([4000, -4000, 86400, -90000] as $offset) {
    $text = $message($offset);
    ok("$offset s are told: $text", $number($text, $offset));
    lacks_text("$offset s: no hint", 'WIB', $text);
}
foreach ([25200, -25200, -25190] as $offset) {
    $text = $message($offset);
    ok("$offset s are told: $text", $number($text, $offset));
    holds_text("$offset s: the hint", 'WIB', $text);
}
// without a usable Date there is nothing to compare with
foreach ([[], ['Date' => 'yesterday'], ['Date' => '']] as $headers) {
    $thrown = throws('no Date', DokuAkulaku\ApiException::class, fn () => client(['transport' => new Script(refusal(400, 'request_time_out_of_range', 'm', $headers))])->generateOrder(order()));
    lacks_text('no hint', 'WIB', $thrown->getMessage());
}
finish();
?>
--EXPECT--
done
